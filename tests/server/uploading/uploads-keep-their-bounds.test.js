// What is too large, of another type or not allowed is not sent, and not read.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createProxy } from '../../../web/proxy/proxy.js';
import { deferred } from '../../helpers/deferred.js';
import { turns } from '../../helpers/turns.js';
import { answerTo, DONE, KEY, MEGABYTE, openUpload, PATH, startProxy, streamOf, TYPE, uploadOf } from './uploading.js';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */

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
