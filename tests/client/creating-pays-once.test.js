// A task is made once or not at all, whatever happens to the request: at a real server that counts what it has made.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephClient, UnknownOutcomeError } from '../../web/client/index.js';
import { startService, unusedUrl } from '../helpers/fake-service.js';
import { alephError, rejection } from '../helpers/rejection.js';
import { fakeFetch } from '../helpers/responses.js';
import { DEADLINE_MS, shortenWaits } from '../helpers/short-waits.js';

/** @typedef {import('node:http').ServerResponse} ServerResponse */
/** @typedef {import('node:http').IncomingMessage} IncomingMessage */

/** A deadline comes once the server has the request, not before. */
const time = shortenWaits();

const NEW = { prompt: 'Make it snow', videoUrl: 'https://example.com/in.mp4' };
const MADE = JSON.stringify({ code: 200, msg: 'success', data: { taskId: 'task-1', recordId: 'task-1' } });

/** @param {number} code */
const refusal = (code) => JSON.stringify({ code, msg: 'no', data: null });

/**
 * What the server does with the request number `n` (from 0), once it has read it whole and made a task: it answers, or does not.
 * @typedef {object} Fault
 * @property {string} name
 * @property {(response: ServerResponse, request: IncomingMessage, n: number) => void} answer
 * @property {(n: number) => boolean} [makes] whether the server makes a task of it; left out: always
 * @property {string} kind of the error; '' for none
 * @property {number} [requests] that come; left out: one
 * @property {import('../../web/client/options.js').AlephClientOptions} [options]
 * @property {number} [timeout] of the call, ms
 */

/** @type {Fault[]} */
const FAULTS = [
  { name: 'all is well', answer: (response) => response.end(MADE), kind: '' },
  { name: 'a reset after the request', answer: (_, request) => request.socket.destroy(), kind: 'unknown-outcome' },
  {
    name: 'a reset after the headers',
    answer: (response, request) => response.writeHead(200).write(' ', () => request.socket.destroy()),
    kind: 'unknown-outcome',
  },
  {
    name: 'a body that is cut',
    answer: (response, request) =>
      response.writeHead(200, { 'Content-Length': MADE.length }).write(MADE.slice(0, -9), () => request.socket.end()),
    kind: 'unknown-outcome',
  },
  { name: 'a web page', answer: (response) => response.end('<html>'), kind: 'unknown-outcome' },
  {
    name: 'a gateway that failed',
    answer: (response) => response.writeHead(502).end('<html>'),
    kind: 'unknown-outcome',
  },
  {
    name: 'too many, by something in front',
    answer: (response) => response.writeHead(429).end('no'),
    kind: 'unknown-outcome',
  },
  { name: 'no id', answer: (response) => response.end('{"code":200,"data":{}}'), kind: 'unknown-outcome' },
  {
    name: 'an answer that is too large',
    answer: (response) => response.end(' '.repeat(2000)),
    options: { maxResponseBytes: 1000 },
    kind: 'unknown-outcome',
  },
  {
    name: 'a redirect',
    answer: (response, { url }) => response.writeHead(307, { Location: `${url}?again` }).end(),
    kind: 'unknown-outcome',
  },
  {
    name: 'no answer within the attempt',
    answer: () => time.expire(),
    options: { timeout: DEADLINE_MS },
    kind: 'unknown-outcome',
  },
  { name: 'no answer within the call', answer: () => time.expire(), timeout: DEADLINE_MS, kind: 'unknown-outcome' },
  { name: 'the service failed', answer: (response) => response.end(refusal(500)), kind: 'server' },
  { name: 'ten minutes without a result', answer: (response) => response.end(refusal(408)), kind: 'task-failed' },
  {
    name: 'a refusal',
    answer: (response) => response.end(refusal(402)),
    makes: () => false,
    kind: 'insufficient-credits',
  },
  {
    name: 'no such model on this route',
    answer: (response) => response.end(refusal(422)),
    makes: () => false,
    kind: 'invalid-request',
  },
  {
    name: 'too many at first',
    answer: (response, _, n) => response.setHeader('Retry-After', '0').end(n < 2 ? refusal(429) : MADE),
    makes: (n) => n === 2,
    kind: '',
    requests: 3,
  },
  {
    name: 'maintenance at first',
    answer: (response, _, n) => response.setHeader('Retry-After', '0').end(n < 1 ? refusal(455) : MADE),
    makes: (n) => n === 1,
    kind: '',
    requests: 2,
  },
  {
    name: 'too many all the time',
    answer: (response) => response.setHeader('Retry-After', '0').end(refusal(430)),
    makes: () => false,
    kind: 'rate-limit',
    requests: 3,
  },
  {
    name: 'too many, then a reset',
    answer: (response, request, n) =>
      n === 0 ? response.setHeader('Retry-After', '0').end(refusal(429)) : request.socket.destroy(),
    makes: (n) => n === 1,
    kind: 'unknown-outcome',
    requests: 2,
  },
];

suite('creating with', () => {
  for (const { name, answer, makes = () => true, kind, requests: expected = 1, options, timeout } of FAULTS) {
    for (const route of /** @type {const} */ (['jobs', 'aleph'])) {
      test(`${name}, on the ${route} route`, async (t) => {
        let made = 0;
        const { url, requests } = await startService(t, (request, response) => {
          const n = requests.length - 1;
          request.resume().on('end', () => {
            if (makes(n)) made++;
            answer(response, request, n);
          });
        });
        const client = new AlephClient({ baseUrl: url, apiKey: 'sk-0123456789abcdef', ...options });
        const call = client.createTask({ ...NEW, route, timeout });
        if (kind) {
          const error = await alephError(call);
          assert.equal(error.kind, kind);
          if (kind === 'unknown-outcome') assert.match(error.message, /may be running, and be billed/);
          assert.equal(error.retryable, kind === 'rate-limit');
        } else {
          assert.equal((await call).taskId, 'task-1');
        }
        assert.equal(requests.length, expected);
        assert.ok(made <= 1, `${made} tasks made`);
        // No fallback to the other route.
        const path = { jobs: '/api/v1/jobs/createTask', aleph: '/api/v1/aleph/generate' }[route];
        for (const { url } of requests) assert.equal(url, path);
      });
    }
  }

  test('no server: nobody can tell that from a reset', async () => {
    const error = await alephError(new AlephClient({ baseUrl: await unusedUrl() }).createTask(NEW));
    assert.ok(error instanceof UnknownOutcomeError);
    assert.ok(error.cause instanceof Error);
  });
});

suite('a signal', () => {
  test('before anything is sent ends the call with its reason', async () => {
    const { fetch, requests } = fakeFetch(MADE);
    const error = await rejection(new AlephClient({ fetch }).createTask({ ...NEW, signal: AbortSignal.abort('stop') }));
    assert.equal(error, 'stop');
    assert.deepEqual(requests, []);
  });

  test('after that leaves the outcome unknown, at once', async () => {
    const controller = new AbortController();
    const reason = new Error('stop');
    let sent = 0;
    /** @type {typeof globalThis.fetch} */
    const fetch = () => {
      sent++;
      queueMicrotask(() => controller.abort(reason));
      return new Promise(() => {});
    };
    const error = await alephError(new AlephClient({ fetch }).createTask({ ...NEW, signal: controller.signal }));
    assert.ok(error instanceof UnknownOutcomeError);
    assert.equal(/** @type {Error} */ (error.cause).message, 'stop');
    assert.equal(sent, 1);
  });

  test('between two attempts ends the call with its reason: the service has refused the first', async () => {
    const controller = new AbortController();
    const { fetch, requests } = fakeFetch(refusal(429));
    const logger = { debug() {}, info() {}, error() {}, warn: () => queueMicrotask(() => controller.abort('stop')) };
    const call = new AlephClient({ fetch, logger }).createTask({ ...NEW, signal: controller.signal });
    assert.equal(await rejection(call), 'stop');
    assert.equal(requests.length, 1);
  });
});

suite('a task that this client has made', () => {
  const UNKNOWN = '{"code":200,"data":null}';
  const NOW = 1_787_093_500_000;

  for (const route of /** @type {const} */ (['jobs', 'aleph'])) {
    /** @param {import('node:test').TestContext} t */
    const made = async (t) => {
      let now = NOW;
      t.mock.method(Date, 'now', () => now);
      const { fetch, requests } = fakeFetch(MADE, UNKNOWN);
      const client = new AlephClient({ fetch });
      await client.createTask({ ...NEW, route });
      const [, ...looks] = requests;
      assert.deepEqual(looks, []);
      return { client, requests, wait: (/** @type {number} */ ms) => (now += ms) };
    };

    test(`is processing for a minute where the ${route} route does not know it, and the other is not asked`, async (t) => {
      const { client, requests, wait } = await made(t);
      wait(59_999);
      const task = await client.getTask('task-1');
      assert.deepEqual([task.status, task.route, task.taskId], ['processing', route, 'task-1']);
      assert.equal(requests.length, 2);
      assert.match(requests[1]?.url ?? '', new RegExp(`/${route}/`));
    });

    test(`is processing for a wait, too, where the ${route} route does not know it`, async (t) => {
      const { client, requests } = await made(t);
      const { task } = await client.pollOnce(client.snapshot('task-1'));
      assert.equal(task?.status, 'processing');
      for await (const { status } of client.watchTask('task-1')) {
        assert.equal(status, 'processing');
        break;
      }
      assert.equal(requests.length, 3);
    });

    test(`is looked for on the other route, too, when the ${route} route does not know it after a minute`, async (t) => {
      const { client, requests, wait } = await made(t);
      wait(60_000);
      assert.equal((await alephError(client.getTask('task-1'))).kind, 'task-not-found');
      assert.equal(requests.length, 3);
    });
  }

  test('and another one that nobody knows is not found', async (t) => {
    t.mock.method(Date, 'now', () => NOW);
    const { fetch } = fakeFetch(MADE, UNKNOWN);
    const client = new AlephClient({ fetch, route: 'jobs' });
    await client.createTask(NEW);
    assert.equal((await alephError(client.getTask('task-2'))).kind, 'task-not-found');
  });
});
