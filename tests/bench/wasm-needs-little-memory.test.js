// WebAssembly's memory: little of it at rest, and a stack that no answer comes near the end of.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { envelope } from '../helpers/responses.js';
import { KEY } from './answers.js';
import { watchStart } from './wasm-memory.js';

/** What -sINITIAL_MEMORY in src/wasm/CMakeLists.txt asks for: nothing has grown at rest. */
const MOST_AT_REST = 256 * 1024;
/** Of 8 KiB: half of the smallest stack that would be taken. */
const DEEPEST_STACK = 8 * 1024;

const NESTED = `{"a":${'['.repeat(30)}${']'.repeat(30)}}`;
const finished = (/** @type {string} */ param) => envelope({ taskId: 'a', state: 'success', param, resultJson: '' });

/** @type {Record<string, string>} */
const ANSWERS = {
  'as deep as is read, over and over': finished(`{"prompt":"","x":[${Array(2_000).fill(NESTED).join()}]}`),
  'deeper than is read': '['.repeat(100_000),
  'objects deeper than is read': '{"a":'.repeat(100_000),
  'parameters deeper than is read': finished('['.repeat(100_000)),
  'escapes in escapes': finished(
    JSON.stringify({ prompt: JSON.stringify(JSON.stringify('"%5c%25 \n')).repeat(2_000) }),
  ),
  'numbers that are mended': `{"code":200,"data":{"x":[${Array(10_000).fill('1e999').join()}]}}`,
  'no JSON': '<html>'.repeat(10_000),
};

test('memory at rest and stack are within their bounds', async () => {
  let body = '';
  const client = new AlephClient({ apiKey: KEY, fetch: async () => new Response(body), maxRetries: 0, route: 'jobs' });
  const used = await watchStart(() => client.ready());
  assert.ok(used().memory <= MOST_AT_REST, `${used().memory} bytes at rest`);
  for (const [name, answer] of Object.entries(ANSWERS)) {
    body = answer;
    await client.getTask('a').catch(() => {});
    assert.ok(used().stack > 0, 'no stack was seen');
    assert.ok(used().stack <= DEEPEST_STACK, `${name}: ${used().stack} bytes of stack`);
  }
});
