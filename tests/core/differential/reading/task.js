// A second reading of docs/contract.md, written from the page alone: the task that `data` tells of, on either route.
import { isBlank, membersOf, numberOf, objectOf, textOf, timeOf } from './values.js';
import { parametersOf } from './parameters.js';

/** @typedef {import('./values.js').Members} Members */
/** @typedef {import('../../../../web/client/task.js').Task} Task */

/** @type {Record<string, [status: Task['status'], stage: Task['stage']]>} */
const STATES = {
  success: ['succeeded', null],
  fail: ['failed', null],
  failed: ['failed', null],
  waiting: ['processing', 'waiting'],
  wait: ['processing', 'waiting'],
  queuing: ['processing', 'queuing'],
  queueing: ['processing', 'queuing'],
  generating: ['processing', 'generating'],
};

/**
 * @param {Members} data
 * @param {string} askedId
 * @returns {object} a Task
 */
export function alephTask(data, askedId) {
  const { paramJson, response, errorCode, errorMessage } = data;
  const result = membersOf(response);
  return {
    ...ofBothRoutes(data, askedId),
    route: 'aleph',
    status: statusOf(data.successFlag, errorCode, errorMessage),
    stage: null,
    errorCode: numberOf(errorCode),
    errorMessage: textOf(errorMessage),
    costTime: null,
    credits: null,
    model: null,
    paramJson: typeof paramJson === 'string' ? paramJson : null,
    parameters: typeof paramJson === 'string' ? objectOf(paramJson) : null,
    response: result && {
      taskId: textOf(result.taskId),
      resultVideoUrl: textOf(result.resultVideoUrl),
      resultImageUrl: textOf(result.resultImageUrl),
    },
  };
}

/**
 * @param {Members} data
 * @param {string} askedId
 * @returns {object} a Task
 */
export function jobsTask(data, askedId) {
  const { state, failCode, failMsg, param, paramJson } = data;
  const known = typeof state === 'string' ? new Map(Object.entries(STATES)).get(state.toLowerCase()) : undefined;
  const [status, stage] = known ?? [statusOf(data.successFlag, failCode, failMsg), null];
  const sent = [textOf(param), paramJson].find((text) => typeof text === 'string') ?? null;
  return {
    ...ofBothRoutes(data, askedId),
    route: 'jobs',
    status,
    stage,
    errorCode: numberOf(failCode),
    errorMessage: textOf(failMsg) ?? (numberOf(failCode) === null ? textOf(failCode) : null),
    costTime: secondsOf(data),
    credits: numberOf(data.creditsConsumed),
    model: textOf(data.model),
    paramJson: sent,
    parameters: sent === null ? null : parametersOf(sent),
    response: status === 'succeeded' ? { taskId: null, resultVideoUrl: videoOf(data), resultImageUrl: null } : null,
  };
}

/** @param {Members} data @param {string} askedId */
function ofBothRoutes(data, askedId) {
  return {
    taskId: textOf(data.taskId) ?? askedId,
    successFlag: numberOf(data.successFlag),
    createTime: timeOf(data.createTime),
    completeTime: timeOf(data.completeTime),
  };
}

/** @param {unknown} successFlag @param {unknown} code @param {unknown} message @returns {Task['status']} rules 4 to 7 */
function statusOf(successFlag, code, message) {
  const flag = numberOf(successFlag);
  if (flag === 1) return 'succeeded';
  if (flag !== null && flag >= 2) return 'failed';
  const isReason = ![undefined, null, 0, '0', ''].includes(/** @type {null} */ (code));
  return isReason || textOf(message) !== null ? 'failed' : 'processing';
}

/** @param {Members} data @returns {string | null} */
function videoOf({ response, resultJson }) {
  const results = [response, typeof resultJson === 'string' ? objectOf(resultJson) : resultJson].map(membersOf);
  const first = results.map((result) => (Array.isArray(result?.resultUrls) ? result.resultUrls[0] : null));
  const single = results.map((result) => result?.resultVideoUrl);
  const url = [...first, ...single].find((value) => typeof value === 'string' && !isBlank(value));
  return typeof url === 'string' ? url : null;
}

/** @param {Members} data @returns {number | null} */
function secondsOf(data) {
  const cost = numberOf(data.costTime);
  const [created, completed] = [timeOf(data.createTime), timeOf(data.completeTime)];
  if (cost === null || created === null || completed === null) return cost;
  const span = Date.parse(completed) - Date.parse(created);
  return Math.abs(cost * 1000 - span) <= Math.abs(cost - span) ? cost : cost / 1000;
}
