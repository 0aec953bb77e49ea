// A wrong option is told when the client is made or the call begins, not by odd behaviour later.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephClient, InvalidRequestError } from '../../web/client/index.js';
import { alephError } from '../helpers/rejection.js';
import { fakeFetch } from '../helpers/responses.js';

const LOGGER = { debug() {}, info() {}, warn() {}, error() {} };

/** @type {[options: object, says: string][]} */
const BAD_OPTIONS = [
  ...[7, null, {}, ['sk']].map((apiKey) => /** @type {[object, string]} */ ([{ apiKey }, 'apiKey must be'])),
  ...['fetch', null, {}].map((fetch) => /** @type {[object, string]} */ ([{ fetch }, 'fetch must be'])),
  ...[0, -1, NaN, '1000', null, 1000n].map(
    (timeout) => /** @type {[object, string]} */ ([{ timeout }, 'timeout must be']),
  ),
  ...[-1, 1.5, NaN, Infinity, '2', null, 2 ** 53].map(
    (maxRetries) => /** @type {[object, string]} */ ([{ maxRetries }, 'maxRetries must be']),
  ),
  ...[0, -1, 1.5, NaN, Infinity, '9', null].map(
    (maxResponseBytes) => /** @type {[object, string]} */ ([{ maxResponseBytes }, 'maxResponseBytes must be']),
  ),
  ...[null, 'console', {}, { ...LOGGER, warn: undefined }, () => {}].map(
    (logger) => /** @type {[object, string]} */ ([{ logger }, 'logger must have']),
  ),
];

/** @type {import('../../web/client/options.js').AlephClientOptions[]} */
const GOOD_OPTIONS = [
  {},
  {
    apiKey: undefined,
    baseUrl: undefined,
    fetch: undefined,
    timeout: undefined,
    maxRetries: undefined,
    maxResponseBytes: undefined,
    logger: undefined,
  },
  { apiKey: 'sk-0123456789abcdef' },
  { apiKey: () => 'sk-0123456789abcdef' },
  { timeout: 0.5 },
  { timeout: Infinity },
  { timeout: Number.MAX_VALUE },
  { maxRetries: 0 },
  { maxResponseBytes: 2000 },
  { maxResponseBytes: Number.MAX_SAFE_INTEGER },
  { logger: console },
  { logger: LOGGER },
  { baseUrl: new URL('https://example.com') },
];

/** @param {object} value */
const shown = (value) =>
  Object.entries(value)
    .map(
      ([name, member]) =>
        `${name}: ${typeof member} ${typeof member === 'object' ? JSON.stringify(member) : String(member)}`,
    )
    .join();

suite('the constructor', () => {
  for (const [options, says] of BAD_OPTIONS) {
    test(`refuses ${shown(options)}`, () => {
      assert.throws(
        () => new AlephClient(options),
        (error) => {
          assert.ok(error instanceof InvalidRequestError);
          assert.ok(error.message.includes(says), error.message);
          return true;
        },
      );
    });
  }

  for (const options of GOOD_OPTIONS) {
    test(`takes ${shown(options)}`, async (t) => {
      t.mock.method(console, 'debug', () => {});
      const task = await new AlephClient({
        fetch: fakeFetch().fetch,
        ...options,
        ...(options.fetch === undefined && { fetch: fakeFetch().fetch }),
      }).getTask('a');
      assert.equal(task.status, 'succeeded');
    });
  }

  test('keeps no hold of the object it was given', async () => {
    const { fetch, requests } = fakeFetch();
    const options = { fetch, baseUrl: 'https://example.com' };
    const client = new AlephClient(options);
    options.baseUrl = 'https://other.example';
    await client.getTask('a');
    assert.match(requests[0]?.url ?? '', /^https:\/\/example\.com\//);
  });
});

suite('getTask', () => {
  for (const timeout of [0, -1, NaN, '1000', null]) {
    test(`refuses timeout: ${typeof timeout} ${timeout}`, async () => {
      const { fetch, requests } = fakeFetch();
      const error = await alephError(
        new AlephClient({ fetch }).getTask('a', { timeout: /** @type {any} */ (timeout) }),
      );
      assert.ok(error instanceof InvalidRequestError);
      assert.deepEqual(requests, []);
    });
  }

  for (const options of [undefined, {}, { raw: undefined, timeout: undefined, signal: undefined }]) {
    test(`takes ${JSON.stringify(options)}`, async () => {
      const task = await new AlephClient({ fetch: fakeFetch().fetch }).getTask('a', options);
      assert.ok(!('raw' in task));
    });
  }

  test('gives the answer as text only where asked for', async () => {
    const { fetch } = fakeFetch('{"code":200,"data":{"errorMessage":"让"}}');
    assert.equal(
      (await new AlephClient({ fetch }).getTask('a', { raw: true })).raw,
      '{"code":200,"data":{"errorMessage":"让"}}',
    );
  });
});

suite('the apiKey function', () => {
  const thrown = new Error('no key today');
  /** @type {[name: string, apiKey: () => any, says: string, cause?: Error][]} */
  const BROKEN = [
    [
      'throws',
      () => {
        throw thrown;
      },
      'failed',
      thrown,
    ],
    ['rejects', () => Promise.reject(thrown), 'failed', thrown],
    ['gives nothing', () => undefined, 'gave no key'],
    ['gives null', async () => null, 'gave no key'],
    ['gives a number', async () => 7, 'gave a key that is not a string'],
  ];
  /** @type {[what: string, ask: (client: AlephClient) => Promise<unknown>][]} */
  const QUESTIONS = [
    ['a call', (client) => client.getTask('a')],
    ['a wait', (client) => client.waitForTask('a')],
    ['a single look', (client) => client.pollOnce(client.snapshot('a'))],
  ];
  for (const [name, apiKey, says, cause] of BROKEN) {
    for (const [what, ask] of QUESTIONS) {
      test(`that ${name} is an authentication error of ${what}, and nothing is sent`, async () => {
        const { fetch, requests } = fakeFetch();
        const error = await alephError(ask(new AlephClient({ fetch, apiKey })));
        assert.deepEqual(
          { kind: error.kind, taskId: error.taskId, retryable: error.retryable },
          { kind: 'authentication', taskId: 'a', retryable: false },
        );
        assert.equal(error.message, `The apiKey function ${says}, so nothing was sent.`);
        assert.equal(error.cause, cause);
        assert.deepEqual(requests, []);
      });
    }
  }
});

suite('a relative base URL', () => {
  /** @type {[href: string, origin: string, baseUrl: string, sentTo: string][]} */
  const PAGES = [
    ['https://app.example/tasks/list?page=2#top', 'https://app.example', '/kie', 'https://app.example/kie'],
    ['https://app.example/tasks/list?page=2#top', 'https://app.example', 'kie/', 'https://app.example/tasks/kie'],
    ['https://app.example/tasks/', 'https://app.example', '/', 'https://app.example'],
    ['https://app.example/', 'https://app.example', '//proxy.example/api', 'https://proxy.example'],
    ['blob:https://app.example/1-2-3', 'https://app.example', '/kie', 'https://app.example/kie'],
    ['https://app.example/', 'https://app.example', 'https://api.kie.ai', 'https://api.kie.ai'],
  ];
  for (const [href, origin, baseUrl, sentTo] of PAGES) {
    test(`${baseUrl} in ${href} is ${sentTo}`, async (t) => {
      for (const [name, value] of Object.entries({ location: { href }, origin })) {
        Object.defineProperty(globalThis, name, { value, configurable: true });
        t.after(() => Reflect.deleteProperty(globalThis, name));
      }
      const { fetch, requests } = fakeFetch();
      await new AlephClient({ fetch, baseUrl }).getTask('a');
      assert.equal(requests[0]?.url, `${sentTo}/api/v1/aleph/record-info?taskId=a`);
    });
  }
});
