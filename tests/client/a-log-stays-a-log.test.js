// What is logged is one line a look, whatever the task's id is, and what becomes of the line never changes the call.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephClient, ServerError } from '../../web/client/index.js';
import { rejection } from '../helpers/rejection.js';
import { fakeFetch, failed, succeeded } from '../helpers/responses.js';

/** Ids and how a line names them. @type {[what: string, id: string, named: string][]} */
const IDS = [
  ['an ordinary id', 'c0d088df35254cc3e7187fb7116b2efa', '"c0d088df35254cc3e7187fb7116b2efa"'],
  ['a line break', 'a\nkie-aleph: task b is succeeded', '"a\\nkie-aleph: task b is succeeded"'],
  ['a return', 'a\r\nb', '"a\\r\\nb"'],
  ['what looks like a line break', 'a\\nb', '"a\\\\nb"'],
  ['a quote', 'a" is succeeded', '"a\\" is succeeded"'],
  ['other line breaks', 'a\u2028b\u2029c\x85d\v\fe', '"a\\u2028b\\u2029c\\u0085d\\u000b\\fe"'],
  ['commands of terminals', '\x1b[2J\x9b2J\x07\x7f', '"\\u001b[2J\\u009b2J\\u0007\\u007f"'],
  ['nothing and a backspace', 'a\0\b', '"a\\u0000\\b"'],
  ['directions of text', 'a\u202eb', '"a\\u202eb"'],
  ['a half and a whole emoji', '\ud83d 🎬', '"\\ud83d \\ud83c\\udfac"'],
];

/** @param {(level: string, line: unknown) => void} write */
function loggerOf(write) {
  const level = (/** @type {string} */ name) => (/** @type {unknown} */ line) => write(name, line);
  return { debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error') };
}

suite('a line of the log', () => {
  for (const [what, id, named] of IDS) {
    test(`is one line of printable ASCII for ${what}`, async () => {
      /** @type {unknown[]} */
      const lines = [];
      const logger = loggerOf((level, line) => lines.push([level, line]));
      const { fetch, requests } = fakeFetch(succeeded(), '{"code":402}');
      const client = new AlephClient({ fetch, logger, maxRetries: 0 });
      for (let i = 0; i < 2; i++) await client.getTask(id).catch(() => {});
      // What the core refuses is logged as well.
      const good = ['debug', `kie-aleph: task ${named} is succeeded`];
      const bad = `kie-aleph: looking at task ${named} failed: `;
      const refused = ['warn', `${bad}invalid-request, code null, HTTP null`];
      const broke = ['warn', `${bad}insufficient-credits, code 402, HTTP 200`];
      assert.deepEqual(lines, requests.length === 0 ? [refused, refused] : [good, broke]);
    });
  }
});

test('a line about no task names what was asked', async () => {
  /** @type {unknown[]} */
  const lines = [];
  const logger = loggerOf((level, line) => lines.push([level, line]));
  await rejection(new AlephClient({ fetch: fakeFetch('{"code":402}').fetch, logger, maxRetries: 0 }).getCredits());
  assert.deepEqual(lines, [['warn', 'kie-aleph: credits failed: insufficient-credits, code 402, HTTP 200']]);
});

test('what the caller ends is no failure, whatever the reason', async () => {
  /** @type {unknown[]} */
  const lines = [];
  const logger = loggerOf((level, line) => lines.push([level, line]));
  const controller = new AbortController();
  const fetch = /** @type {typeof globalThis.fetch} */ (
    () => (controller.abort(new ServerError('server', 'stop')), new Promise(() => {}))
  );
  await rejection(new AlephClient({ fetch, logger }).getTask('a', { signal: controller.signal }));
  assert.deepEqual(lines, []);
});

suite('a logger that throws', () => {
  const logger = loggerOf(() => {
    throw new Error('the disk is full');
  });

  test('takes no task from the caller', async () => {
    const { fetch, requests } = fakeFetch();
    const client = new AlephClient({ fetch, logger });
    assert.equal((await client.getTask('a')).status, 'succeeded');
    assert.equal((await client.waitForTask('a')).status, 'succeeded');
    assert.equal(requests.length, 2);
  });

  test('takes no error from the caller, nor what is known of the task', async () => {
    const client = new AlephClient({ fetch: fakeFetch('{"code":402}').fetch, logger });
    for (const call of [client.getTask('a'), client.waitForTask('a')]) {
      const { kind, taskId } = await rejection(call);
      assert.deepEqual([kind, taskId], ['insufficient-credits', 'a']);
    }
    const failure = await rejection(new AlephClient({ fetch: fakeFetch(failed()).fetch, logger }).waitForTask('a'));
    assert.equal(failure.task.status, 'failed');
  });
});
