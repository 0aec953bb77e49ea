// Answers about tasks that are over, or not: what the core reads of them, and which of them the proxy dares to keep. It keeps none
// of a task that may still change, and asks again about what is not said plainly.

/** @typedef {import('../../../web/shared/endpoints.js').Route} Route */
/** @typedef {import('../../../web/client/task.js').Task['status']} Status */
/** @typedef {{ route: Route, data: object, status: Status, kept: boolean }} FinalityCase status: as the core reads it */

/** @type {[data: object, status: Status, kept: boolean][]} */
const ALEPH = [
  [{ successFlag: 0 }, 'processing', false],
  [{ successFlag: 1 }, 'succeeded', true],
  [{ successFlag: 2 }, 'failed', true],
  [{ successFlag: 3, errorCode: 500 }, 'failed', true],
  [{ successFlag: -1 }, 'processing', false],
  [{ successFlag: 1.5 }, 'processing', false],
  [{ successFlag: null }, 'processing', false],
  [{}, 'processing', false],
  // Said, but not plainly.
  [{ successFlag: '1' }, 'succeeded', false],
  [{ successFlag: 2.5 }, 'failed', false],
  [{ successFlag: 0, errorMessage: 'an old failure' }, 'failed', false],
  // The other route's word.
  [{ successFlag: 0, state: 'success' }, 'processing', false],
  [{ successFlag: 1, state: 'generating' }, 'succeeded', true],
];

/** @type {[data: object, status: Status, kept: boolean][]} */
const JOBS = [
  [{ state: 'waiting' }, 'processing', false],
  [{ state: 'queuing' }, 'processing', false],
  [{ state: 'generating' }, 'processing', false],
  [{ state: 'success' }, 'succeeded', true],
  [{ state: 'fail' }, 'failed', true],
  [{ state: 'failed' }, 'failed', true],
  [{ state: 'SUCCESS' }, 'succeeded', true],
  [{ state: 'Fail' }, 'failed', true],
  [{ state: 'Generating' }, 'processing', false],
  // A known state decides alone.
  [{ state: 'waiting', successFlag: 1 }, 'processing', false],
  [{ state: 'wait', successFlag: 1 }, 'processing', false],
  [{ state: 'queuing', successFlag: 1 }, 'processing', false],
  [{ state: 'queueing', successFlag: 3 }, 'processing', false],
  [{ state: 'generating', successFlag: 1 }, 'processing', false],
  [{ state: 'waiting', failCode: '500', failMsg: 'oh' }, 'processing', false],
  [{ state: 'success', successFlag: 3, failCode: '500' }, 'succeeded', true],
  [{ state: 'fail', successFlag: 1 }, 'failed', true],
  // Without one, the flag does.
  [{ successFlag: 0 }, 'processing', false],
  [{ successFlag: 1 }, 'succeeded', true],
  [{ successFlag: 3 }, 'failed', true],
  [{ state: 'paused', successFlag: 0 }, 'processing', false],
  [{ state: 'paused', successFlag: 1 }, 'succeeded', true],
  [{ state: '', successFlag: 2 }, 'failed', true],
  [{ state: null, successFlag: 1 }, 'succeeded', true],
  [{ state: 7, successFlag: 1 }, 'succeeded', true],
  [{}, 'processing', false],
  // Said, but not plainly.
  [{ state: 'paused', successFlag: '3' }, 'failed', false],
  [{ state: 'paused', failCode: '500' }, 'failed', false],
  [{ failMsg: 'oh' }, 'failed', false],
];

/** @type {(route: Route) => (row: [object, Status, boolean]) => FinalityCase} */
const of =
  (route) =>
  ([data, status, kept]) => ({ route, data, status, kept });

export const finalityCases = [...ALEPH.map(of('aleph')), ...JOBS.map(of('jobs'))];
