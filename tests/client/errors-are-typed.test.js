// Every error has the class of its kind, the agreed members, and works as JSON and across realms.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import * as kie from '../../web/client/index.js';
import { makeError } from '../../web/client/make-error.js';
import { alephError } from '../helpers/rejection.js';
import { envelope, fakeFetch } from '../helpers/responses.js';

/** @typedef {import('../helpers/responses.js').Answer} Answer */
/** @typedef {Exclude<keyof typeof kie, 'AlephClient'>} ClassName */

/** How each kind that an answer can cause comes about. @type {[kind: string, name: ClassName, answer: string | Answer | Error][]} */
const CAUSED = [
  ['invalid-request', 'InvalidRequestError', '{"code":422}'],
  ['authentication', 'AuthenticationError', '{"code":401}'],
  ['insufficient-credits', 'InsufficientCreditsError', '{"code":402}'],
  ['task-not-found', 'TaskNotFoundError', envelope(null)],
  ['task-failed', 'TaskFailedError', '{"code":501}'],
  ['rate-limit', 'RateLimitError', '{"code":429}'],
  ['asset-unavailable', 'AssetUnavailableError', '{"code":451}'],
  ['maintenance', 'MaintenanceError', '{"code":455}'],
  ['server', 'ServerError', '{"code":500}'],
  ['feature-disabled', 'FeatureDisabledError', '{"code":505}'],
  ['api', 'ApiError', '{"code":777}'],
  ['invalid-response', 'InvalidResponseError', '<html>'],
  ['connection', 'ConnectionError', new TypeError('fetch failed')],
];

/** Kinds that no answer causes. @type {[kind: string, name: ClassName][]} */
const OTHERS = [
  ['timeout', 'TimeoutError'],
  ['unknown-outcome', 'UnknownOutcomeError'],
  ['start', 'StartError'],
];

const MEMBERS = ['code', 'kind', 'message', 'name', 'retryAfter', 'retryable', 'status', 'task', 'taskId'];

/**
 * @param {import('../../web/client/index.js').AlephError} error
 * @param {string} kind
 * @param {ClassName} name
 */
function assertTyped(error, kind, name) {
  assert.equal(error.kind, kind);
  assert.equal(error.name, name);
  assert.equal(error.constructor, kie[name]);
  assert.ok(error instanceof kie.AlephError);
  assert.ok(error instanceof Error);
  assert.ok(kie.AlephError.is(error));
  assert.ok(error.message.length > 20 && error.message.endsWith('.'), error.message);
  assert.ok(error.stack?.startsWith(`${name}: ${error.message}`) || error.stack?.includes(error.message));
  const json = JSON.parse(JSON.stringify(error));
  assert.deepEqual(Object.keys(json).sort(), MEMBERS);
  assert.deepEqual({ kind: json.kind, name: json.name, message: json.message }, { kind, name, message: error.message });
}

suite('an error of the kind', () => {
  for (const [kind, name, answer] of CAUSED) {
    test(`${kind} is a ${name}`, async () => {
      const { fetch } = fakeFetch(answer);
      assertTyped(await alephError(new kie.AlephClient({ fetch, maxRetries: 0 }).getTask('a')), kind, name);
    });
  }
  for (const [kind, name] of OTHERS) {
    test(`${kind} is a ${name}`, () =>
      assertTyped(makeError(/** @type {any} */ (kind), 'No complete answer arrived.'), kind, name));
  }

  test('is a class for each of these and no others', () => {
    const classes = [...CAUSED, ...OTHERS].map(([, name]) => name);
    const exported = Object.keys(kie).filter((name) => name.endsWith('Error') && name !== 'AlephError');
    assert.deepEqual(exported.sort(), classes.sort());
  });
});

suite('AlephError.is', () => {
  test('knows errors of another copy of this package', async () => {
    const copy = await import(`../../web/client/errors.js?${'copy'}`);
    const error = new copy.ServerError('server', 'oh');
    assert.ok(!(error instanceof kie.AlephError));
    assert.ok(kie.AlephError.is(error));
    assert.ok(copy.AlephError.is(makeError('server', 'oh')));
  });

  test('knows errors of another realm', () => {
    const error = runInNewContext(
      "Object.defineProperty(new Error('oh'), Symbol.for('kie-aleph.error'), { value: true })",
    );
    assert.ok(!(error instanceof Error));
    assert.ok(kie.AlephError.is(error));
  });

  for (const value of [
    undefined,
    null,
    'AlephError',
    7,
    {},
    [],
    new Error('oh'),
    { name: 'ServerError', kind: 'server' },
    () => {},
  ]) {
    test(`refuses ${String(value)}`, () => assert.equal(kie.AlephError.is(value), false));
  }
});

suite('the members of an error', () => {
  test('are null where nothing is known', () => {
    const { code, status, taskId, task, retryAfter, retryable, cause } = makeError('server', 'oh');
    assert.deepEqual(
      { code, status, taskId, task, retryAfter, retryable, cause },
      { code: null, status: null, taskId: null, task: null, retryAfter: null, retryable: false, cause: undefined },
    );
    assert.ok(!('cause' in makeError('server', 'oh')));
  });

  test('hold what is known', () => {
    const cause = new TypeError('refused');
    const error = makeError('server', 'oh', {
      code: 500,
      status: 200,
      taskId: 'a',
      retryAfter: 7,
      retryable: true,
      cause,
    });
    const { code, status, taskId, retryAfter, retryable } = error;
    assert.deepEqual(
      { code, status, taskId, retryAfter, retryable },
      { code: 500, status: 200, taskId: 'a', retryAfter: 7, retryable: true },
    );
    assert.equal(error.cause, cause);
  });

  test('never go round in a circle', async () => {
    const circle = /** @type {any} */ (new TypeError('refused'));
    circle.cause = circle;
    const { fetch } = fakeFetch(circle);
    const error = await alephError(new kie.AlephClient({ fetch, maxRetries: 0 }).getTask('a'));
    let causes = 0;
    for (let cause = error.cause; cause instanceof Error && causes < 10; cause = cause.cause) causes++;
    assert.equal(causes, 5);
    assert.equal(JSON.parse(JSON.stringify(error)).kind, 'connection');
  });
});
