// JSONTestSuite's files are read as JSON.parse reads them wherever they stand in an answer; what JSON leaves open, as documented.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { PARSING_CASES } from './cases/json-test-suite.js';
import { comparison } from './differential/compare.js';

/** @typedef {import('../../web/client/task.js').Task} Task */
/** @typedef {'aleph' | 'jobs'} Route */

const compare = comparison();

/**
 * What docs/contract.md ("Hostile input") makes of cases that JSON leaves open: half pairs are U+FFFD, numbers without a value null.
 * The others of them are refused: no UTF-8, too deep, a byte order mark in the middle.
 * @type {Record<string, unknown>}
 */
const LEFT_OPEN = {
  i_number_double_huge_neg_exp: [0],
  i_number_huge_exp: [null],
  i_number_neg_int_huge_exp: [null],
  i_number_pos_double_huge_exp: [null],
  i_number_real_neg_overflow: [null],
  i_number_real_pos_overflow: [null],
  i_number_real_underflow: [0],
  i_number_too_big_neg_int: [-1.2312312312312312e29],
  i_number_too_big_pos_int: [1e20],
  i_number_very_big_negative_int: [-2.374623746732769e47],
  i_object_key_lone_2nd_surrogate: { '\uFFFD': 0 },
  i_string_1st_surrogate_but_2nd_missing: ['\uFFFD'],
  i_string_1st_valid_surrogate_2nd_invalid: ['\uFFFD\u1234'],
  i_string_incomplete_surrogate_and_escape_valid: ['\uFFFD\n'],
  i_string_incomplete_surrogate_pair: ['\uFFFDa'],
  i_string_incomplete_surrogates_escape_valid: ['\uFFFD\uFFFD\n'],
  i_string_invalid_lonely_surrogate: ['\uFFFD'],
  i_string_invalid_surrogate: ['\uFFFDabc'],
  'i_string_inverted_surrogates_U+1D11E': ['\uFFFD\uFFFD'],
  i_string_lone_second_surrogate: ['\uFFFD'],
};

const ROUTES = /** @type {const} */ (['aleph', 'jobs']);
const MEMBERS = /** @type {const} */ ({
  aleph: ['x', 'paramJson', 'response', 'successFlag', 'errorCode', 'errorMessage', 'createTime'],
  jobs: ['x', 'param', 'paramJson', 'response', 'resultJson', 'state', 'failCode', 'failMsg', 'costTime', 'createTime'],
});

/** @param {string} name @param {string | Uint8Array} file @returns {{ value: unknown } | null} null: refused */
function expectedOf(name, file) {
  if (name.startsWith('y_')) return { value: JSON.parse(String(file)) };
  return Object.hasOwn(LEFT_OPEN, name) ? { value: LEFT_OPEN[name] } : null;
}

/**
 * What both readings say of it.
 * @param {Route} route
 * @param {...(string | Uint8Array)} parts of the body
 */
async function read(route, ...parts) {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const { core, plain } = await compare({ route, status: 200, retryAfter: null, body });
  assert.deepEqual(core, plain);
  return 'error' in core ? core.error.kind : /** @type {Task} */ (core.task);
}

/** @param {Route} route @param {string} name of the member of `data` @param {string} text that is its value */
async function taskWith(route, name, text) {
  const task = await read(route, JSON.stringify({ code: 200, data: { state: 'success', [name]: text } }));
  assert.ok(typeof task === 'object', `${task}`);
  return task;
}

suite('JSONTestSuite', () => {
  test('has all cases that are told apart here', () => {
    const names = PARSING_CASES.map(([name]) => name);
    const counts = ['y_', 'n_', 'i_'].map((kind) => names.filter((name) => name.startsWith(kind)).length);
    assert.deepEqual(counts, [95, 188, 35]);
    assert.deepEqual(
      Object.keys(LEFT_OPEN),
      names.filter((name) => Object.hasOwn(LEFT_OPEN, name)),
    );
  });

  for (const [name, file] of PARSING_CASES) {
    const expected = expectedOf(name, file);

    test(`${name}: ${expected ? 'read' : 'refused'} in an answer`, async () => {
      for (const route of ROUTES) {
        // None of the files is an envelope.
        assert.equal(await read(route, file), 'invalid-response');
        const isData = typeof expected?.value === 'object' && expected.value !== null && !Array.isArray(expected.value);
        const task = await read(route, '{"code":200,"data":', file, '}');
        if (isData) assert.equal(/** @type {Task} */ (task).route, route);
        else assert.equal(task, expected ? 'task-not-found' : 'invalid-response');
        for (const member of MEMBERS[route]) {
          const told = await read(route, `{"code":200,"data":{"taskId":"t","${member}":`, file, '}}');
          if (expected) assert.equal(/** @type {Task} */ (told).taskId, 't', member);
          else assert.equal(told, 'invalid-response', member);
        }
      }
    });

    // Bytes that are no UTF-8 are no text of JSON, either.
    if (typeof file !== 'string') continue;

    test(`${name}: ${expected ? 'read' : 'refused'} in a text within an answer`, async () => {
      const within = `{"x":${file}}`;
      const parameters = expected && { x: expected.value };
      for (const member of ['param', 'paramJson']) {
        const route = member === 'param' ? 'jobs' : 'aleph';
        const task = await taskWith(route, member, within);
        assert.equal(task.paramJson, within);
        assert.deepEqual(task.parameters, parameters);
        assert.equal((await taskWith(route, 'paramJson', file)).paramJson, file);
      }
      assert.deepEqual((await taskWith('jobs', 'param', `{"input":${within}}`)).parameters, parameters);
      assert.deepEqual((await taskWith('jobs', 'param', JSON.stringify({ input: within }))).parameters, parameters);
      const resultJson = `{"resultUrls":["https://example.com/a.mp4"],"x":${file}}`;
      const { response } = await taskWith('jobs', 'resultJson', resultJson);
      assert.equal(response?.resultVideoUrl, expected ? 'https://example.com/a.mp4' : null);
    });
  }
});
