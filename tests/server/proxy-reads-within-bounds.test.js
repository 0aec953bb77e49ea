// Whatever a body, a fetch or a reader does: the work is linear, the deadline ends it, and nothing is left unhandled.
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { suite, test } from 'node:test';
import { createProxy } from '../../web/proxy/proxy.js';
import { readBody } from '../../web/proxy/body.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { turns } from '../helpers/turns.js';
import { ROUTES } from './routes.js';

for (const { route, path } of ROUTES) {
  suite(`${route} route`, () => {
    const ASKED = new Request(`https://proxy.example/kie${path}?taskId=a`);
    const NEVER = new AbortController().signal;

    /** @param {Partial<import('../../web/proxy/proxy.js').ProxyOptions>} options */
    const ask = (options) => createProxy({ apiKey: 'test-key-0123456789', ...options })(ASKED);

    /**
     * @param {(i: number) => Uint8Array | null} pieceAt null: the end
     * @param {() => void | Promise<void>} [cancel]
     * @returns {ReadableStream<Uint8Array>}
     */
    function streamOf(pieceAt, cancel) {
      let i = 0;
      return new ReadableStream(
        {
          pull(controller) {
            const piece = pieceAt(i++);
            if (piece) controller.enqueue(piece);
            else controller.close();
          },
          cancel,
        },
        { highWaterMark: 0 },
      );
    }

    /** A Response whose body is anything. @param {object} body */
    const responseWith = (body) => Object.defineProperty(new Response(), 'body', { value: body });

    /** Promises that reject without a handler, while a test runs. @param {import('node:test').TestContext} t */
    function unhandledRejections(t) {
      /** @type {unknown[]} */
      const seen = [];
      const note = (/** @type {unknown} */ reason) => void seen.push(reason);
      // In place of the test runner's own, which would blame a test that is over.
      const others = process.listeners('unhandledRejection');
      process.removeAllListeners('unhandledRejection').on('unhandledRejection', note);
      t.after(() => {
        process.removeAllListeners('unhandledRejection');
        for (const other of others) process.on('unhandledRejection', other);
      });
      return seen;
    }

    /** @param {import('node:test').TestContext} t @returns {() => number} bytes copied from one array into another since */
    function countCopies(t) {
      const typedArray = Object.getPrototypeOf(Uint8Array.prototype);
      const { set, slice } = typedArray;
      let copied = 0;
      /** @this {Uint8Array} @param {Uint8Array} source @param {number} [at] */
      typedArray.set = function (source, at) {
        copied += source.length;
        return set.call(this, source, at);
      };
      /** @this {Uint8Array} @param {number} [from] @param {number} [to] */
      typedArray.slice = function (from, to) {
        const part = slice.call(this, from, to);
        copied += part.length;
        return part;
      };
      t.after(() => Object.assign(typedArray, { set, slice }));
      return () => copied;
    }

    suite('a body in many pieces', () => {
      test('of 200,000 is copied a few times, not once for each piece', async (t) => {
        const PIECES = 200_000;
        const copies = countCopies(t);
        let i = 0;
        const read = async () => (i < PIECES ? { value: new Uint8Array([48 + (i++ % 10)]) } : { done: true });
        const response = await ask({ fetch: async () => responseWith({ getReader: () => ({ read, cancel() {} }) }) });
        const bytes = copies();
        assert.equal(await response.text(), '0123456789'.repeat(PIECES / 10));
        assert.ok(bytes < 8 * PIECES, `${bytes} bytes were copied`);
      });

      test('lets others have their turn, as the deadline needs', async () => {
        let turnsTaken = 0;
        let done = false;
        const count = () => void (done || (turnsTaken++, setImmediate(count)));
        setImmediate(count);
        await readBody(
          streamOf((i) => (i < 50_000 ? new Uint8Array(1) : null)),
          100_000,
          NEVER,
        );
        done = true;
        assert.ok(turnsTaken >= 40, `${turnsTaken} turns`);
      });

      for (const [pieces, times] of /** @type {const} */ ([
        [1023, 0],
        [1024, 1],
        [2047, 1],
        [2048, 2],
      ]))
        test(`gives others ${times} turns in ${pieces} pieces`, async (t) => {
          const { setTimeout } = globalThis;
          const waits = t.mock.method(globalThis, 'setTimeout', (/** @type {() => void} */ go) => setTimeout(go));
          await readBody(
            streamOf((i) => (i < pieces ? new Uint8Array(1) : null)),
            100_000,
            NEVER,
          );
          assert.equal(waits.mock.callCount(), times);
        });

      test('leaves no listener on its signal', async () => {
        const { signal } = new AbortController();
        await readBody(
          streamOf((i) => (i < 2 ? new Uint8Array(1) : null)),
          100,
          signal,
        );
        assert.deepEqual(getEventListeners(signal, 'abort'), []);
      });

      test('keeps none of the buffers behind them', async () => {
        const read = await readBody(
          streamOf((i) => (i < 10 ? new Uint8Array(1_000_000).subarray(0, 1) : null)),
          100,
          NEVER,
        );
        assert.ok('bytes' in read);
        assert.deepEqual([read.bytes.length, read.bytes.buffer.byteLength], [10, 10]);
      });

      for (const [length, limit] of /** @type {const} */ ([
        [0, 0],
        [1, 1],
        [4096, 4096],
        [4097, 4097],
        [100_000, 100_000],
      ])) {
        test(`of ${length} bytes is read with a limit of ${limit}, and not with one less`, async () => {
          const bytes = Uint8Array.from({ length }, (_, i) => i);
          const pieces = () => streamOf((i) => (i * 1000 < length ? bytes.subarray(i * 1000, (i + 1) * 1000) : null));
          assert.deepEqual(await readBody(pieces(), limit, NEVER), { bytes });
          if (limit === 0) return;
          assert.deepEqual(await readBody(pieces(), limit - 1, NEVER), {
            problem: `is larger than ${limit - 1} bytes`,
          });
        });
      }
    });

    test('pieces without content, without an end, are given up, and the service is told', {
      timeout: 60_000,
    }, async () => {
      let cancelled = 0;
      const response = await ask({
        fetch: async () =>
          new Response(
            streamOf(
              () => new Uint8Array(0),
              () => void cancelled++,
            ),
          ),
      });
      assert.equal(response.status, 502);
      assert.match((await response.json()).msg, /pieces without content/);
      assert.equal(cancelled, 1);
    });

    for (const [empty, isRead] of /** @type {const} */ ([
      [1000, true],
      [1001, false],
    ]))
      test(`${empty} pieces without content are ${isRead ? 'none of a failure' : 'too many'}`, async () => {
        const piece = (/** @type {number} */ i) => (i < empty ? new Uint8Array(0) : null);
        const problem = 'comes in pieces without content';
        assert.deepEqual(
          await readBody(streamOf(piece), 100, NEVER),
          isRead ? { bytes: new Uint8Array(0) } : { problem },
        );
      });

    test('some among others are none of a failure', async () => {
      const piece = (/** @type {number} */ i) => (i > 200 ? null : new Uint8Array(i % 2));
      assert.deepEqual(await readBody(streamOf(piece), 100, NEVER), { bytes: new Uint8Array(100) });
    });

    suite('the deadline ends the wait', () => {
      /** What a fetch may do that knows no signal. @type {{ what: string, fetch: () => Promise<Response> }[]} */
      const DEAF = [
        { what: 'a fetch that never settles', fetch: () => new Promise(() => {}) },
        { what: 'a body that never begins', fetch: async () => new Response(new ReadableStream()) },
        {
          what: 'a body that stalls, with a reader that cannot be cancelled',
          fetch: async () =>
            responseWith({
              getReader: () => ({ read: () => new Promise(() => {}), cancel: () => new Promise(() => {}) }),
            }),
        },
      ];
      for (const { what, fetch } of DEAF) {
        test(`for ${what}`, async (t) => {
          const clock = FakeClock.install(t);
          let status = 0;
          const answer = ask({ fetch, timeout: 5000 }).then((response) => (status = response.status));
          await clock.advance(4999);
          assert.equal(status, 0);
          await clock.advance(1);
          assert.equal(status, 504);
          await answer;
          assert.equal(clock.pending, 0);
        });
      }

      test('after 30 s, where nobody has said more', async (t) => {
        const clock = FakeClock.install(t);
        let status = 0;
        const answer = ask({ fetch: () => new Promise(() => {}) }).then((response) => (status = response.status));
        await clock.advance(29_999);
        assert.equal(status, 0);
        await clock.advance(1);
        await answer;
        assert.equal(status, 504);
      });

      test('and an answer that comes after it is ended as well', async (t) => {
        const clock = FakeClock.install(t);
        const unhandled = unhandledRejections(t);
        let cancelled = false;
        /** @type {(response: Response) => void} */
        let settle = () => {};
        const answer = ask({ fetch: () => new Promise((resolve) => (settle = resolve)), timeout: 5000 });
        await clock.advance(5000);
        assert.equal((await answer).status, 504);
        settle(new Response(new ReadableStream({ cancel: () => void (cancelled = true) })));
        await turns();
        assert.ok(cancelled);
        assert.deepEqual(unhandled, []);
      });

      test('and a fetch that fails after it is nobody’s failure', async (t) => {
        const clock = FakeClock.install(t);
        const unhandled = unhandledRejections(t);
        /** @type {(error: Error) => void} */
        let fail = () => {};
        const answer = ask({ fetch: () => new Promise((_, reject) => (fail = reject)), timeout: 5000 });
        await clock.advance(5000);
        assert.equal((await answer).status, 504);
        fail(new Error('late'));
        await turns();
        assert.deepEqual(unhandled, []);
      });
    });

    suite('a reader whose cancel() fails leaves no promise without a handler', () => {
      const CANCELS = [
        {
          how: 'throws',
          cancel: () => {
            throw new Error('cancel');
          },
        },
        { how: 'rejects', cancel: () => Promise.reject(new Error('cancel')) },
        { how: 'never settles', cancel: () => /** @type {Promise<void>} */ (new Promise(() => {})) },
      ];
      for (const { how, cancel } of CANCELS) {
        const reader = (/** @type {() => unknown} */ read) =>
          responseWith({ cancel, getReader: () => ({ read, cancel }) });
        const large = async () => reader(async () => ({ done: false, value: new Uint8Array(101) }));

        test(`${how}, when the body is too large`, async (t) => {
          const unhandled = unhandledRejections(t);
          assert.equal((await ask({ fetch: large, maxResponseBytes: 100 })).status, 502);
          await turns();
          assert.deepEqual(unhandled, []);
        });

        test(`${how}, when the service redirects`, async (t) => {
          const unhandled = unhandledRejections(t);
          const redirect = Object.defineProperty(
            reader(() => {}),
            'status',
            { value: 302 },
          );
          assert.equal((await ask({ fetch: async () => redirect })).status, 502);
          await turns();
          assert.deepEqual(unhandled, []);
        });

        test(`${how}, at the deadline`, async (t) => {
          const clock = FakeClock.install(t);
          const unhandled = unhandledRejections(t);
          const answer = ask({ fetch: async () => reader(() => new Promise(() => {})), timeout: 5000 });
          await clock.advance(5000);
          assert.equal((await answer).status, 504);
          await turns();
          assert.deepEqual(unhandled, []);
        });
      }
    });

    test('a cancelled reading is no shorter body', async () => {
      const stop = new AbortController();
      const reading = readBody(
        streamOf((i) => (i === 0 ? new Uint8Array(5) : (stop.abort(), null))),
        100,
        stop.signal,
      );
      await assert.rejects(reading, { name: 'AbortError' });
    });
  });
}
