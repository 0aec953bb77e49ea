// A file goes through the proxy as it comes: its first bytes are there before its last are sent, and never much of it is held.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { suite, test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { nodeListener } from '../../web/proxy/node-adapter.js';
import { createProxy } from '../../web/proxy/proxy.js';
import { deferred } from '../helpers/deferred.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { startService } from '../helpers/fake-service.js';
import { turns } from '../helpers/turns.js';

/** @typedef {import('../../web/proxy/proxy.js').ProxyOptions} ProxyOptions */
/** @typedef {import('node:http').IncomingMessage} IncomingMessage */

const KEY = 'sk-0123456789abcdef';
const PATH = '/kie/api/file-stream-upload';
const TYPE = 'multipart/form-data; boundary=kie-aleph-1';
const DONE = JSON.stringify({ success: true, code: 200, data: { downloadUrl: 'https://example.com/up/1.mp4' } });
const MEGABYTE = 1_000_000;

/**
 * A proxy on node:http before a service.
 * @param {import('node:test').TestContext} t
 * @param {(request: IncomingMessage, response: import('node:http').ServerResponse) => void} service
 * @param {ProxyOptions} [options]
 */
async function startProxy(t, service, options) {
  const { url: upstream, requests } = await startService(t, service);
  const proxy = createProxy({ apiKey: KEY, upstream, allow: ['upload'], ...options });
  const { url } = await startService(t, nodeListener(proxy));
  return { url, proxy, requests };
}

/** @param {string} url @param {Record<string, string | number>} [headers] */
function openUpload(url, headers = {}) {
  const sent = httpRequest(url + PATH, { method: 'POST', headers: { 'Content-Type': TYPE, ...headers } });
  sent.on('error', () => {});
  return sent;
}

/** @param {import('node:http').ClientRequest} sent @returns {Promise<{ status: number | undefined, body: string }>} */
async function answerTo(sent) {
  const [answer] = await once(sent, 'response');
  return { status: answer.statusCode, body: Buffer.concat(await answer.toArray()).toString() };
}

/** The request alone, as another platform gives it. @param {BodyInit} body @param {RequestInit} [init] */
const uploadOf = (body, init) =>
  new Request(`https://proxy.example${PATH}`, {
    method: 'POST',
    headers: { 'Content-Type': TYPE },
    body,
    .../** @type {any} */ ({ duplex: 'half' }),
    ...init,
  });

/** @param {number} pieces @param {number} [bytes] of each */
function streamOf(pieces, bytes = MEGABYTE) {
  const seen = { pulled: 0, cancelled: false };
  const body = new ReadableStream(
    {
      pull: (controller) => (seen.pulled++ < pieces ? controller.enqueue(new Uint8Array(bytes)) : controller.close()),
      cancel: () => void (seen.cancelled = true),
    },
    { highWaterMark: 0 },
  );
  return { body, seen };
}

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

suite('bounds:', () => {
  /** @type {(request: IncomingMessage, response: import('node:http').ServerResponse) => void} */
  const takeAll = (request, response) =>
    void request
      .on('error', () => {})
      .resume()
      .on('end', () => response.end(DONE));

  test('an upload that says that it is too large never begins', async (t) => {
    const { url, requests } = await startProxy(t, takeAll, { maxUploadBytes: 1000 });
    const sent = openUpload(url, { 'Content-Length': 1001 });
    sent.flushHeaders();
    const { status, body } = await answerTo(sent);
    assert.deepEqual([status, JSON.parse(body).code], [413, 422]);
    assert.equal(requests.length, 0);
    sent.destroy();
  });

  test('one that does not say so is cut off, at the service too', async (t) => {
    const ended = deferred();
    const { proxy } = await startProxy(
      t,
      (request) =>
        void request
          .on('error', () => {})
          .resume()
          .on('close', () => request.complete || ended.resolve()),
      { maxUploadBytes: 10 * MEGABYTE },
    );
    const { body, seen } = streamOf(1000);
    const response = await proxy(uploadOf(body));
    assert.equal(response.status, 413);
    assert.ok(seen.cancelled);
    assert.equal(seen.pulled, 11);
    await ended.promise;
  });

  test('one of exactly so many bytes goes on', async (t) => {
    const { proxy } = await startProxy(t, takeAll, { maxUploadBytes: 10 * MEGABYTE });
    assert.equal((await proxy(uploadOf(streamOf(10).body))).status, 200);
  });

  test('one that is shorter than it says does not count as whole', async (t) => {
    let whole = 0;
    const { proxy } = await startProxy(t, (request, response) => {
      request
        .on('error', () => {})
        .resume()
        .on('end', () => (whole++, response.end(DONE)));
    });
    const headers = { 'Content-Type': TYPE, 'Content-Length': '2000' };
    assert.equal((await proxy(uploadOf(streamOf(1, 1000).body, { headers }))).status, 502);
    assert.equal(whole, 0);
  });

  test('of a file that is not sent on, nothing is taken from the caller', async () => {
    /** @type {typeof globalThis.fetch} */
    const fetch = () => new Promise(() => {});
    const { body, seen } = streamOf(10);
    const page = new AbortController();
    const answer = createProxy({ apiKey: KEY, allow: ['upload'], fetch })(uploadOf(body, { signal: page.signal }));
    await turns();
    assert.equal(seen.pulled, 0);
    page.abort();
    await answer;
  });

  for (const [announced, status] of /** @type {const} */ ([
    [2 ** 30, 200],
    [2 ** 30 + 1, 413],
  ]))
    test(`by default ${announced} bytes are ${status === 200 ? 'taken' : 'too many'}, as announced`, async () => {
      const proxy = createProxy({ apiKey: KEY, allow: ['upload'], fetch: async () => new Response(DONE) });
      const headers = { 'Content-Type': TYPE, 'Content-Length': String(announced) };
      assert.equal((await proxy(uploadOf(streamOf(1).body, { headers }))).status, status);
    });

  test('one byte may be the most', async (t) => {
    const { proxy } = await startProxy(t, takeAll, { maxUploadBytes: 1 });
    assert.equal((await proxy(uploadOf('a'))).status, 200);
    assert.equal((await proxy(uploadOf('ab'))).status, 413);
  });

  test('what the platform gives up is given up by the caller’s stream, with the reason', async () => {
    /** @type {unknown[]} */
    const reasons = [];
    const body = new ReadableStream({ cancel: (reason) => void reasons.push(reason) }, { highWaterMark: 0 });
    /** @type {typeof globalThis.fetch} */
    const fetch = async (_, init) => {
      await /** @type {any} */ (init)?.body.cancel('enough');
      return new Response(DONE);
    };
    await createProxy({ apiKey: KEY, allow: ['upload'], fetch })(uploadOf(body));
    assert.deepEqual(reasons, ['enough']);
  });

  for (const bytes of [0, 1.5, NaN, -1]) {
    test(`maxUploadBytes refuses ${bytes}`, () => {
      assert.throws(() => createProxy({ maxUploadBytes: bytes }), /^TypeError: maxUploadBytes/);
    });
  }
});

suite('an upload of which nothing moves for a minute', () => {
  /** A service that takes the file as it comes, and answers when it has it. @type {typeof globalThis.fetch} */
  const takeAll = async (_, init) => {
    await new Response(init?.body).arrayBuffer();
    return new Response(DONE);
  };

  /**
   * @param {import('node:test').TestContext} t
   * @param {typeof globalThis.fetch} fetch
   */
  function upload(t, fetch) {
    const clock = FakeClock.install(t);
    /** @type {ReadableStreamDefaultController | undefined} */
    let file;
    const body = new ReadableStream({ start: (controller) => void (file = controller) });
    /** @type {number | undefined} */
    let status;
    const proxy = createProxy({ apiKey: KEY, allow: ['upload'], fetch, timeout: 1 });
    const answer = proxy(uploadOf(body)).then((response) => void (status = response.status));
    return { clock, file: /** @type {ReadableStreamDefaultController} */ (file), answer, status: () => status };
  }

  test('because the caller stops sending is given up', async (t) => {
    const { clock, file, answer, status } = upload(t, takeAll);
    file.enqueue(new Uint8Array(10));
    await clock.advance(59_999);
    assert.equal(status(), undefined);
    await clock.advance(1);
    await answer;
    assert.equal(status(), 504);
    assert.equal(clock.pending, 0);
  });

  test('because the service takes nothing is given up', async (t) => {
    const { clock, file, status } = upload(t, () => new Promise(() => {}));
    file.enqueue(new Uint8Array(10));
    await clock.advance(60_000);
    assert.equal(status(), 504);
  });

  test('because the answer is missing is given up', async (t) => {
    const { clock, file, status } = upload(t, async (_, init) => {
      await takeAll('', init);
      return new Promise(() => {});
    });
    await clock.advance(30_000);
    file.close();
    await clock.advance(30_000);
    assert.equal(status(), 504);
  });

  test('is none that the service fetches by itself in that time', async (t) => {
    const clock = FakeClock.install(t);
    /** @type {typeof globalThis.fetch} */
    const fetch = () => new Promise((resolve) => setTimeout(() => resolve(new Response(DONE)), 59_999));
    const proxy = createProxy({ apiKey: KEY, allow: ['upload'], fetch, timeout: 1 });
    const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"fileUrl":"a"}' };
    const answer = proxy(new Request('https://proxy.example/kie/api/file-url-upload', init));
    await clock.advance(59_999);
    assert.equal((await answer).status, 200);
  });

  test('whose caller has left leaves no timer, even where the platform reads on', async (t) => {
    const clock = FakeClock.install(t);
    const page = new AbortController();
    /** @type {ReadableStreamDefaultReader | undefined} */
    let sending;
    /** @type {typeof globalThis.fetch} */
    const fetch = (_, init) => {
      sending = /** @type {any} */ (init)?.body.getReader();
      return new Promise(() => {});
    };
    const answer = createProxy({ apiKey: KEY, allow: ['upload'], fetch })(
      uploadOf(streamOf(10, 1).body, { signal: page.signal }),
    );
    await turns();
    await sending?.read();
    page.abort();
    assert.equal((await answer).status, 502);
    await sending?.read();
    assert.equal(clock.pending, 0);
  });

  test('is not one that is slow', async (t) => {
    const { clock, file, status } = upload(t, takeAll);
    for (let i = 0; i < 60; i++) {
      file.enqueue(new Uint8Array(10));
      await clock.advance(59_000);
      assert.equal(status(), undefined);
    }
    file.close();
    await clock.advance(0);
    assert.equal(status(), 200);
    assert.equal(clock.pending, 0);
  });
});

suite('nothing is sent for', () => {
  /** @type {{ what: string, type: string, status: number }[]} */
  const TYPES = [
    { what: 'JSON', type: 'application/json', status: 415 },
    { what: 'a form of another kind', type: 'application/x-www-form-urlencoded', status: 415 },
    { what: 'no boundary', type: 'multipart/form-data', status: 415 },
    { what: 'a boundary of no characters', type: 'multipart/form-data; boundary=', status: 415 },
    { what: 'a boundary that is too long', type: `multipart/form-data; boundary=${'a'.repeat(71)}`, status: 415 },
    { what: 'something before', type: `x-${TYPE}`, status: 415 },
    { what: 'something more', type: `${TYPE}; charset=utf-8`, status: 415 },
    { what: 'two types', type: `${TYPE}, text/plain`, status: 415 },
  ];
  for (const { what, type, status } of TYPES) {
    test(what, async (t) => {
      const { proxy, requests } = await startProxy(t, () => {});
      const response = await proxy(uploadOf('a', { headers: { 'Content-Type': type } }));
      assert.equal(response.status, status);
      assert.equal(requests.length, 0);
    });
  }

  test('an upload without a body', async (t) => {
    const { proxy, requests } = await startProxy(t, () => {});
    const headers = { 'Content-Type': TYPE };
    assert.equal((await proxy(new Request(`https://a.example${PATH}`, { method: 'POST', headers }))).status, 422);
    assert.equal(requests.length, 0);
  });

  test('a caller that may not: its file is not read', async (t) => {
    const { proxy, requests } = await startProxy(t, () => {}, { authorize: () => false });
    const { body, seen } = streamOf(10);
    assert.equal((await proxy(uploadOf(body))).status, 401);
    assert.deepEqual([requests.length, seen.pulled], [0, 0]);
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
