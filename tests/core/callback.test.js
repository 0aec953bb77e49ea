// Every callback of the table gets its reading, and every timestamp its text or complaint, through the built WebAssembly.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { startModule } from '../../web/client/module/inside.js';
import { callbackCases, ID, SIGNED_AT, timestampCases } from './cases/callback-cases.js';
import { bytesOf, EMPTY_TASK } from './contract-cases.js';

const { readCallback } = await startModule();

/** @param {string} body @param {string} [timestamp] @param {number} [now] */
const read = (body, timestamp = '', now = 0) => readCallback({ body, timestamp, now });

suite('a callback', () => {
  // What is no text is for the proxy to refuse.
  for (const { name, body, route = null, status = null, task, complaint } of callbackCases) {
    if (body instanceof Uint8Array) continue;
    test(name, () => {
      const { task: told, isKnown, complaint: said } = read(new TextDecoder().decode(bytesOf(body)));
      if (complaint !== undefined) {
        assert.equal(told, undefined);
        return assert.ok(said?.startsWith(complaint), said);
      }
      const expected = { ...EMPTY_TASK, taskId: ID, route, status: status ?? 'processing', ...task };
      assert.deepEqual(told, expected);
      assert.equal(isKnown, status !== null);
    });
  }
});

suite('a timestamp', () => {
  for (const { timestamp, later = 0, complaint } of timestampCases) {
    test(`"${timestamp}", read ${later} s later`, () => {
      const reading = read(`{"taskId":"${ID}"}`, timestamp, (SIGNED_AT + later) * 1000);
      assert.equal(reading.unsigned, complaint);
      assert.equal(reading.signedText, complaint === undefined ? `${ID}.${timestamp}` : undefined);
    });
  }
});
