// A file goes through the proxy as it comes, its first bytes before its last are sent, and to the host it is for; as the platform can.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { suite, test } from 'node:test';
import { AlephClient } from '../../../web/client/index.js';
import { createProxy } from '../../../web/proxy/proxy.js';
import { deferred } from '../../helpers/deferred.js';
import { answerTo, DONE, KEY, MEGABYTE, openUpload, startProxy, streamOf, TYPE, uploadOf } from './uploading.js';

/** @typedef {import('../../../web/proxy/proxy.js').ProxyOptions} ProxyOptions */

suite('through node:http and the proxy', () => {
  test('the first bytes arrive before the last are sent', async (t) => {
    const first = deferred();
    const { url } = await startProxy(t, async (request, response) => {
      let bytes = 0;
      for await (const piece of request) {
        bytes += piece.length;
        first.resolve();
      }
      response.end(JSON.stringify({ code: 200, bytes }));
    });
    const sent = openUpload(url);
    sent.write('first');
    await first.promise;
    sent.end('last');
    assert.deepEqual(await answerTo(sent), { status: 200, body: '{"code":200,"bytes":9}' });
  });

  test('40 MB of our own client arrive byte for byte, with their length', { timeout: 60_000 }, async (t) => {
    const bytes = new Uint8Array(40 * MEGABYTE).map((_, i) => (i * i) >> 7);
    /** @type {{ headers: import('node:http').IncomingHttpHeaders, hash: string, length: number }[]} */
    const got = [];
    const { url } = await startProxy(t, async (request, response) => {
      const hash = createHash('sha256');
      let length = 0;
      for await (const piece of request) {
        hash.update(piece);
        length += piece.length;
      }
      got.push({ headers: request.headers, hash: hash.digest('hex'), length });
      response.end(DONE);
    });
    /** @type {string[]} */
    const hashes = [];
    /** Sees what the client sends. @type {typeof globalThis.fetch} */
    const fetch = async (input, init) => {
      const whole = new Uint8Array(await new Response(init?.body).arrayBuffer());
      hashes.push(createHash('sha256').update(whole).digest('hex'));
      return globalThis.fetch(input, init);
    };
    const client = new AlephClient({ baseUrl: `${url}/kie`, fetch });
    const { downloadUrl } = await client.uploadFile(new Blob([bytes], { type: 'video/mp4' }));
    assert.equal(downloadUrl, 'https://example.com/up/1.mp4');
    const [{ headers, hash, length } = assert.fail()] = got;
    assert.deepEqual([hash], hashes);
    assert.equal(headers['content-length'], String(length));
    assert.match(String(headers['content-type']), /^multipart\/form-data; boundary=kie-aleph-/);
    assert.equal(headers.authorization, `Bearer ${KEY}`);
  });

  test('a caller that leaves ends the upload at the service', async (t) => {
    const asked = deferred();
    const ended = deferred();
    const { url } = await startProxy(t, (request) => {
      request.on('error', () => {}).on('close', () => ended.resolve());
      request.once('data', () => asked.resolve());
    });
    const sent = openUpload(url, { 'Content-Length': 1000 });
    sent.write('some of it');
    await asked.promise;
    sent.destroy();
    await ended.promise;
  });

  test('a service that refuses before the end is heard', async (t) => {
    const { url } = await startProxy(t, (request, response) => {
      request.once('data', () => response.writeHead(200).end('{"code":401,"msg":"no"}'));
    });
    const sent = openUpload(url);
    sent.write('some of it');
    assert.deepEqual(await answerTo(sent), { status: 200, body: '{"code":401,"msg":"no"}' });
    sent.destroy();
  });

  test('a redirect is not followed', async (t) => {
    const { url, requests } = await startProxy(t, (request, response) => {
      request.resume().on('end', () => response.writeHead(307, { Location: '/elsewhere' }).end());
    });
    const sent = openUpload(url);
    sent.end('all of it');
    assert.equal((await answerTo(sent)).status, 502);
    assert.equal(requests.length, 1);
  });

  test('a file from a URL is asked for at the same host', async (t) => {
    /** @type {unknown[]} */
    const got = [];
    const { url } = await startProxy(t, async (request, response) => {
      got.push([request.url, JSON.parse(Buffer.concat(await request.toArray()).toString())]);
      response.end(DONE);
    });
    await new AlephClient({ baseUrl: `${url}/kie` }).uploadFile('https://example.com/a.mp4');
    assert.deepEqual(got, [
      ['/api/file-url-upload', { uploadPath: 'kie-aleph', fileUrl: 'https://example.com/a.mp4' }],
    ]);
  });
});

suite('where uploads go', () => {
  /** @type {{ what: string, options: ProxyOptions, host: string }[]} */
  const HOSTS = [
    { what: 'by default, to the service’s host for files', options: {}, host: 'https://kieai.redpandaai.co' },
    {
      what: 'as for the service by name',
      options: { upstream: 'https://api.kie.ai/api/v1/' },
      host: 'https://kieai.redpandaai.co',
    },
    { what: 'with another upstream, there', options: { upstream: 'https://b.example/x' }, host: 'https://b.example/x' },
    { what: 'to the one that is named', options: { uploadUpstream: 'https://c.example/' }, host: 'https://c.example' },
  ];
  for (const { what, options, host } of HOSTS) {
    test(what, async () => {
      /** @type {string[]} */
      const urls = [];
      /** @type {typeof globalThis.fetch} */
      const fetch = async (url) => (urls.push(String(url)), new Response(DONE));
      const proxy = createProxy({ apiKey: KEY, allow: ['upload'], fetch, ...options });
      assert.equal((await proxy(uploadOf('a'))).status, 200);
      assert.deepEqual(urls, [`${host}/api/file-stream-upload`]);
    });
  }

  test('a host that cannot work is refused at once', () => {
    assert.throws(() => createProxy({ uploadUpstream: 'ftp://a' }), TypeError);
  });
});

test('an answer that says the key does not go on', async (t) => {
  const { proxy } = await startProxy(t, (request, response) => {
    request.resume().on('end', () => response.end(DONE.replace('1.mp4', KEY)));
  });
  const response = await proxy(uploadOf('a'));
  assert.equal(response.status, 502);
  assert.ok(!(await response.text()).includes(KEY));
});

test('a platform that sends no streams says so, and nothing is sent', async (t) => {
  const { proxy, requests } = await startProxy(t, () => {});
  const request = uploadOf('a');
  const { Request } = globalThis;
  t.after(() => void (globalThis.Request = Request));
  // As where a stream is taken for a text.
  globalThis.Request = class extends Request {
    /** @param {string | URL | Request} input @param {RequestInit} [init] */
    constructor(input, init) {
      super(input, init?.body instanceof ReadableStream ? { ...init, body: String(init.body) } : init);
    }
  };
  const response = await proxy(request);
  assert.equal(response.status, 501);
  const msg =
    'The platform of this proxy cannot send a body as it comes (request streams), so no file can be uploaded through it.';
  assert.deepEqual(await response.json(), { code: 505, msg });
  assert.equal(requests.length, 0);
});

suite('as the platform can', () => {
  /** What is given to the fetch. @param {ReadableStream} body @param {Record<string, string>} [headers] */
  async function sentOf(body, headers) {
    /** @type {any} */
    let sent;
    /** @type {typeof globalThis.fetch} */
    const fetch = async (_, init) => {
      sent = init;
      await new Response(init?.body).arrayBuffer();
      return new Response(DONE);
    };
    const request = uploadOf(body, headers && { headers });
    assert.equal((await createProxy({ apiKey: KEY, allow: ['upload'], fetch })(request)).status, 200);
    return sent;
  }

  /** @type {[what: string, change: (init: RequestInit) => RequestInit][]} */
  const WITHOUT_ERROR = [
    [
      'refuses it',
      () => {
        throw new TypeError('Invalid redirect value');
      },
    ],
    ['takes no notice of it', (init) => ({ ...init, redirect: 'follow' })],
  ];
  for (const [what, change] of WITHOUT_ERROR)
    test(`redirects are found in the answer where it ${what} that they are errors`, async (t) => {
      const { Request } = globalThis;
      t.after(() => void (globalThis.Request = Request));
      globalThis.Request = class extends Request {
        /** @param {string | URL | Request} input @param {RequestInit} [init] */
        constructor(input, init = {}) {
          super(input, init.redirect === 'error' ? change(init) : init);
        }
      };
      assert.equal((await sentOf(streamOf(1, 1).body)).redirect, 'manual');
    });

  test('the length goes with the stream where it has such, and only where it is known', async (t) => {
    /** @type {number[]} */
    const lengths = [];
    const platform = /** @type {any} */ (globalThis);
    t.after(() => void delete platform.FixedLengthStream);
    platform.FixedLengthStream = class extends TransformStream {
      /** @param {number} bytes */
      constructor(bytes) {
        super();
        lengths.push(bytes);
      }
    };
    await sentOf(streamOf(1, 3).body, { 'Content-Type': TYPE, 'Content-Length': '3' });
    assert.deepEqual(lengths, [3]);
    await sentOf(streamOf(1, 3).body);
    assert.deepEqual(lengths, [3]);
  });
});
