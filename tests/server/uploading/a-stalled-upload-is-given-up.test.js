// An upload of which nothing moves is given up after a minute, whoever does not move; a slow one is not.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createProxy } from '../../../web/proxy/proxy.js';
import { FakeClock } from '../../helpers/fake-clock.js';
import { turns } from '../../helpers/turns.js';
import { DONE, KEY, streamOf, uploadOf } from './uploading.js';

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
