// Every answer of the contract's table gets the same reading from the core alone, built by the machine's compiler under
// AddressSanitizer and UndefinedBehaviorSanitizer.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ASKED_ID, bytesOf, contractCases, EMPTY_TASK } from './contract-cases.js';

const PROGRAM = fileURLToPath(new URL('../../build/native/tests/core/aleph_native', import.meta.url));

/**
 * @param {string[]} lines
 * @returns {Promise<any[]>} one decoded line of output a line of input
 */
async function run(lines) {
  const child = spawn(PROGRAM, { stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  child.stdin.end(lines.map((line) => `${line}\n`).join(''));
  const [code] = await once(child, 'close');
  assert.equal(code, 0, 'a sanitizer or a crash ended the program');
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** @param {number | null} ms */
const iso = (ms) => (ms === null ? null : new Date(ms).toISOString());

suite('the core alone', () => {
  /** @type {any[]} */
  let results;
  before(async () => {
    results = await run(
      contractCases.map(({ body, status = 200 }) =>
        JSON.stringify({ status, body: [...bytesOf(body)], taskId: ASKED_ID }),
      ),
    );
  });

  for (const [index, row] of contractCases.entries()) {
    test(row.name, () => {
      const { task, error } = results[index];
      if (row.error) {
        const { kind, code, status, retryable } = row.error;
        const { message, ...seen } = error;
        assert.deepEqual(seen, { kind, retryable, code, status });
        assert.ok(message.includes(row.error.says ?? ''), message);
      } else {
        const { hasParameters, ...seen } = task;
        const { parameters, ...expected } = { ...EMPTY_TASK, ...row.task };
        assert.deepEqual({ ...seen, createTime: iso(seen.createTime), completeTime: iso(seen.completeTime) }, expected);
        assert.equal(hasParameters, parameters !== null);
      }
    });
  }
});
