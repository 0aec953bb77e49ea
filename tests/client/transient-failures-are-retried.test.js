// A call asks again after a transient failure: later and later, as the server asks, never beyond the caller's time.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { AlephClient, ConnectionError, RateLimitError, ServerError, TimeoutError } from '../../web/client/index.js';
import { alephError } from '../helpers/rejection.js';
import { envelope, fakeFetch, succeeded } from '../helpers/responses.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { turns } from '../helpers/turns.js';
import { watched } from './waiting/service.js';

/** @typedef {import('../helpers/responses.js').Answer} Answer */
/** @typedef {import('node:test').TestContext} TestContext */

const NOW = Date.parse('2026-08-18T12:00:00Z');
/** What a busy service or a proxy in front of it answers. */
const BUSY = { status: 503, body: '<html>503</html>' };

// Starting WebAssembly takes real time; these tests have none.
before(() => new AlephClient().ready());

/**
 * A client whose time stands still until the test moves it.
 * @param {TestContext} t
 * @param {{ answers?: (string | Answer | Error)[], random?: number, options?: import('../../web/client/options.js').AlephClientOptions }} set
 */
function stoppedClient(t, { answers = [BUSY], random = 0, options = {} }) {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: NOW });
  t.mock.method(Math, 'random', () => random);
  const { fetch, requests } = fakeFetch(...answers);
  const client = new AlephClient({ fetch, ...options });
  /** Moves the clock, and proves that the next request is sent then and not a millisecond before. @param {number} ms */
  const nextRequestAfter = async (ms) => {
    await turns();
    const sent = requests.length;
    if (ms > 0) {
      t.mock.timers.tick(ms - 1);
      await turns();
      assert.equal(requests.length, sent, `sent earlier than ${ms} ms`);
    }
    t.mock.timers.tick(ms > 0 ? 1 : 0);
    await turns();
    assert.equal(requests.length, sent + 1, `not sent after ${ms} ms`);
  };
  return { client, requests, nextRequestAfter };
}

suite('the wait', () => {
  /** @type {[random: number, delays: number[]][]} */
  const BACKOFF = [
    [0, [500, 1000, 2000, 4000, 8000, 8000, 8000]],
    [0.5, [438, 875, 1750, 3500, 7000, 7000, 7000]],
    [0.999999, [376, 751, 1501, 3001, 6001, 6001, 6001]],
  ];
  for (const [random, delays] of BACKOFF) {
    test(`doubles up to 8 s, minus ${random} of the jitter`, async (t) => {
      const { client, requests, nextRequestAfter } = stoppedClient(t, {
        random,
        options: { maxRetries: delays.length },
      });
      const call = alephError(client.getTask('a'));
      for (const delay of delays) await nextRequestAfter(delay);
      assert.ok((await call) instanceof ServerError);
      assert.equal(requests.length, delays.length + 1);
    });
  }

  /** @type {[retryAfter: string, delay: number][]} */
  const ASKED = [
    ['0', 0],
    ['1', 1000],
    ['60', 60_000],
    ['Tue, 18 Aug 2026 12:00:07 GMT', 7000],
    ['Tue, 18 Aug 2026 11:00:00 GMT', 0],
    ['nonsense', 500],
  ];
  for (const [retryAfter, delay] of ASKED) {
    test(`follows Retry-After: ${retryAfter}, without jitter`, async (t) => {
      const answers = [{ ...BUSY, headers: { 'Retry-After': retryAfter } }, succeeded()];
      const { client, requests, nextRequestAfter } = stoppedClient(t, {
        answers,
        random: retryAfter === 'nonsense' ? 0 : 0.9,
      });
      const call = client.getTask('a');
      await nextRequestAfter(delay);
      assert.equal((await call).status, 'succeeded');
      assert.equal(requests.length, 2);
    });
  }

  for (const retryAfter of ['61', '3600', 'Tue, 18 Aug 2026 12:01:01 GMT']) {
    test(`is not made for Retry-After: ${retryAfter}; the error tells it`, async (t) => {
      const { client, requests } = stoppedClient(t, {
        answers: [{ status: 429, body: '', headers: { 'Retry-After': retryAfter } }],
      });
      const error = await alephError(client.getTask('a'));
      assert.ok(error instanceof RateLimitError);
      assert.equal(error.retryAfter, Number(retryAfter) || 61);
      assert.equal(requests.length, 1);
    });
  }
});

suite('what is retried', () => {
  /** @type {[name: string, answer: string | Answer | Error, again: boolean][]} */
  const FAILURES = [
    ['no connection', new TypeError('fetch failed'), true],
    ['HTTP 500', { status: 500, body: '' }, true],
    ['HTTP 408', { status: 408, body: '' }, true],
    ['HTTP 429', { status: 429, body: '' }, true],
    ['code 429', '{"code":429}', true],
    ['code 430', '{"code":430}', true],
    ['code 455', '{"code":455}', true],
    ['code 500', '{"code":500}', true],
    ['code 400', '{"code":400}', false],
    ['code 401', '{"code":401}', false],
    ['code 402', '{"code":402}', false],
    ['code 404', '{"code":404}', false],
    ['code 408', '{"code":408}', false],
    ['code 422', '{"code":422}', false],
    ['code 451', '{"code":451}', false],
    ['code 501', '{"code":501}', false],
    ['code 505', '{"code":505}', false],
    ['an unknown code', '{"code":299}', false],
    ['no such task', envelope(null), false],
    ['no envelope', '<html>', false],
    ['HTTP 403', { status: 403, body: '' }, false],
  ];
  for (const [name, answer, again] of FAILURES) {
    test(`${name}: ${again ? 'yes' : 'no'}`, async (t) => {
      const options = { route: /** @type {const} */ ('aleph') };
      const { client, requests, nextRequestAfter } = stoppedClient(t, { answers: [answer, succeeded()], options });
      const call = client.getTask('a');
      if (again) {
        await nextRequestAfter(500);
        assert.equal((await call).status, 'succeeded');
      } else {
        await alephError(call);
        assert.equal(requests.length, 1);
      }
    });
  }

  for (const [maxRetries, sent] of [
    [0, 1],
    [1, 2],
    [undefined, 3],
  ]) {
    test(`maxRetries ${maxRetries} sends at most ${sent}`, async (t) => {
      const { client, requests, nextRequestAfter } = stoppedClient(t, { options: { maxRetries } });
      const call = alephError(client.getTask('a'));
      for (let i = 1, delay = 500; i < Number(sent); i++, delay *= 2) await nextRequestAfter(delay);
      await call;
      assert.equal(requests.length, sent);
    });
  }

  test('maxRetries may be as large as a number', async (t) => {
    const { client, nextRequestAfter } = stoppedClient(t, {
      answers: [BUSY, succeeded()],
      options: { maxRetries: Number.MAX_SAFE_INTEGER },
    });
    const call = client.getTask('a');
    await nextRequestAfter(500);
    assert.equal((await call).status, 'succeeded');
  });
});

suite('the whole call', () => {
  test('ends when its time is over, and says what it knows', async (t) => {
    const { client } = stoppedClient(t, { options: { fetch: () => new Promise(() => {}) } });
    const call = alephError(client.getTask('a', { timeout: 1234 }));
    await turns();
    t.mock.timers.tick(1234);
    const error = await call;
    assert.ok(error instanceof TimeoutError);
    assert.match(error.message, /1234 ms\. The task is not lost; ask again later\.$/);
    assert.equal(error.taskId, 'a');
    assert.equal(error.retryable, true);
    assert.equal(error.cause, undefined);
  });

  test('that is about no task says nothing of one', async (t) => {
    const { client } = stoppedClient(t, { options: { fetch: () => new Promise(() => {}) } });
    const call = alephError(client.getCredits({ timeout: 1234 }));
    await turns();
    t.mock.timers.tick(1234);
    assert.match((await call).message, /1234 ms\.$/);
  });

  test('names the last failure as the cause', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: NOW });
    let sent = 0;
    const client = new AlephClient({
      fetch: () => (sent++ === 0 ? Promise.reject(new TypeError('refused')) : new Promise(() => {})),
    });
    const call = alephError(client.getTask('a', { timeout: 2000 }));
    await turns();
    t.mock.timers.tick(500);
    await turns();
    assert.equal(sent, 2);
    t.mock.timers.tick(1500);
    const error = await call;
    assert.ok(error instanceof TimeoutError);
    assert.ok(error.cause instanceof ConnectionError);
    assert.equal(String(error.cause.cause), 'TypeError: refused');
  });

  test('is given up at once when the next attempt would come too late', async (t) => {
    const { client, requests } = stoppedClient(t, { answers: [{ ...BUSY, headers: { 'Retry-After': '5' } }] });
    const error = await alephError(client.getTask('a', { timeout: 5000 }));
    assert.ok(error instanceof ServerError);
    assert.equal(error.retryAfter, 5);
    assert.equal(requests.length, 1);
  });

  test('has no other deadline than its own', async (t) => {
    const { client, nextRequestAfter } = stoppedClient(t, {
      answers: [{ ...BUSY, headers: { 'Retry-After': '5' } }, succeeded()],
    });
    const call = client.getTask('a', { timeout: 5001 });
    await nextRequestAfter(5000);
    assert.equal((await call).status, 'succeeded');
  });

  for (const timeout of [2 ** 31 - 1, 2 ** 31]) {
    test(`of ${timeout} ms has all that time, and leaves no timer`, async (t) => {
      const clock = FakeClock.install(t);
      const { fetch } = fakeFetch(BUSY);
      const answered = new AlephClient({ fetch, maxRetries: 0 });
      await alephError(answered.getTask('a', { timeout }));
      assert.equal(clock.pending, 0);
      const client = new AlephClient({ fetch: () => new Promise(() => {}), timeout: 2 ** 40 });
      const call = watched(client.getTask('a', { timeout }));
      await clock.advance(60_000);
      assert.equal(call.settled, false);
      await clock.advance(timeout - 60_000);
      // What is longer than any timer has none: by then its attempt has ended.
      const said = timeout < 2 ** 31 ? "No answer within the call's 2147483647 ms." : 'No complete answer arrived';
      assert.ok(call.error?.message.startsWith(said), call.error?.message);
    });
  }

  test('takes a timeout longer than any timer', async (t) => {
    const { client, nextRequestAfter } = stoppedClient(t, { answers: [BUSY, succeeded()], options: { timeout: 1e12 } });
    const call = client.getTask('a', { timeout: 1e12 });
    await nextRequestAfter(500);
    assert.equal((await call).status, 'succeeded');
  });
});

test('an attempt that takes too long is tried again', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: NOW });
  t.mock.method(Math, 'random', () => 0);
  let sent = 0;
  const client = new AlephClient({ timeout: 3000, maxRetries: 1, fetch: () => (sent++, new Promise(() => {})) });
  const call = alephError(client.getTask('a'));
  for (const ms of [3000, 500, 3000]) {
    await turns();
    t.mock.timers.tick(ms);
  }
  const error = await call;
  assert.ok(error instanceof TimeoutError);
  assert.equal(error.retryable, true);
  assert.equal(error.taskId, 'a');
  assert.equal(sent, 2);
});

test('the key is asked for before each attempt', async (t) => {
  const keys = ['sk-first-0000', 'sk-second-000'];
  const { client, requests, nextRequestAfter } = stoppedClient(t, {
    answers: [BUSY, succeeded()],
    options: { apiKey: async () => keys.shift() ?? '' },
  });
  const call = client.getTask('a');
  await nextRequestAfter(500);
  await call;
  const sent = requests.map(({ init }) => new Headers(init.headers).get('authorization'));
  assert.deepEqual(sent, ['Bearer sk-first-0000', 'Bearer sk-second-000']);
});
