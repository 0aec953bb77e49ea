// Each way in which saving a result may fail has its words; what stops all saving is told apart from what stops one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeError } from '../../web/client/make-error.js';
import { problemOf } from '../../web/page/keep/problems.js';
import { goingIn, timeLeft } from '../../web/page/keep/going.js';

/** @param {string} name */
const thrown = (name) => new DOMException('as the browser says it', name);

/** @type {{ error: unknown, kind: string | null, ofPlace?: boolean }[]} */
const CASES = [
  { error: thrown('NotAllowedError'), kind: 'permission', ofPlace: true },
  { error: thrown('SecurityError'), kind: 'permission', ofPlace: true },
  { error: thrown('NotFoundError'), kind: 'folder', ofPlace: true },
  { error: thrown('QuotaExceededError'), kind: 'full', ofPlace: true },
  { error: thrown('NoModificationAllowedError'), kind: 'write' },
  { error: new TypeError('what nobody thought of'), kind: 'write' },
  { error: undefined, kind: 'write' },
  { error: makeError('connection', 'cut', {}), kind: 'network' },
  { error: makeError('timeout', 'nothing came', {}), kind: 'network' },
  { error: makeError('invalid-response', 'gone', { status: 404 }), kind: 'gone' },
  { error: makeError('invalid-response', 'gone', { status: 410 }), kind: 'gone' },
  { error: makeError('invalid-response', 'no video', { status: 200 }), kind: 'video' },
  { error: makeError('authentication', 'no key', {}), kind: null },
];
for (const { error, kind, ofPlace = false } of CASES) {
  test(`${/** @type {any} */ (error)?.name} ${/** @type {any} */ (error)?.message}: ${kind}`, () => {
    assert.deepEqual(problemOf(error), { error, kind, ofPlace });
  });
}

const NOW = Date.parse('2026-11-28T12:00:00Z');
const HOUR = 3_600_000;
/** @type {{ what: string, hours: number | null, state?: 'failed', left: number | null, going: number | null }[]} */
const AGES = [
  { what: 'is new', hours: 1, left: 335, going: null },
  { what: 'has three days', hours: 264, left: 72, going: null },
  { what: 'has less', hours: 265, left: 71, going: 71 },
  { what: 'is gone', hours: 336, left: null, going: null },
  { what: 'has no time', hours: null, left: null, going: null },
  { what: 'failed', hours: 265, state: 'failed', left: null, going: null },
];
for (const { what, hours, state = 'succeeded', left, going } of AGES) {
  test(`the media of a task that ${what} are there for ${left} hours`, () => {
    const createTime = hours === null ? undefined : new Date(NOW - hours * HOUR).toISOString();
    const inMs = (/** @type {number | null} */ value) => (value === null ? null : value * HOUR);
    assert.equal(timeLeft({ state, createTime }, NOW), inMs(left));
    assert.equal(goingIn({ state, createTime }, NOW), inMs(going));
  });
}
