// What the lookup of the jobs route tells of a task, in the form of recorded answers and in that of the vendor's pages.

/** @typedef {import('./moment.js').Moment} Moment */
/** @typedef {import('../check-task.js').SandboxTask} SandboxTask */

/** The one that makes these videos. */
export const MODEL = 'runway/gen4-aleph';
/** What a video costs (docs/contract.md). */
export const CREDITS = 110;

/** @type {Record<string, string>} the names that this route has for parameters, where they are others */
const NAMES = {
  videoUrl: 'video_url',
  waterMark: 'watermark',
  uploadCn: 'upload_cn',
  aspectRatio: 'aspect_ratio',
  referenceImage: 'reference_image',
};

/**
 * As the service sends it: the time it took in seconds, `input` a JSON text within the JSON text `param`, and what it has added
 * since September 2026.
 * @param {Moment} moment
 * @param {SandboxTask} task
 * @returns {object} `data`
 */
export function wireForm(moment, task) {
  const { taskId, state, createTime, completeTime, errorCode, errorMessage } = moment;
  const { model = MODEL } = task;
  const { input, outer } = requestOf(moment);
  const param = JSON.stringify({ ...outer, input: JSON.stringify(input), model });
  return {
    taskId,
    model,
    state: stateOf(moment),
    param,
    paramJson: param,
    operationType: model,
    resultJson: resultJsonOf(moment),
    ...(state === 'succeeded' && { response: resultOf(moment) }),
    failCode: errorCode === null ? null : String(errorCode),
    failMsg: errorMessage,
    costTime: costTimeOf(moment, task),
    completeTime,
    createTime,
    creditsConsumed: creditsOf(moment, task),
    successFlag: state === 'pending' ? 0 : state === 'succeeded' ? 1 : 3,
  };
}

/**
 * As the vendor's pages have it: the time it took in milliseconds, `input` an object, empty texts for nulls, no flag.
 * @param {Moment} moment
 * @param {SandboxTask} task
 * @returns {object} `data`
 */
export function docsForm(moment, task) {
  const { taskId, createTime, completeTime, errorCode, errorMessage } = moment;
  const { input, outer } = requestOf(moment);
  const costTime = costTimeOf(moment, task);
  return {
    taskId,
    model: task.model ?? MODEL,
    state: stateOf(moment),
    param: JSON.stringify({ ...outer, input }),
    resultJson: resultJsonOf(moment),
    failCode: errorCode === null ? '' : String(errorCode),
    failMsg: errorMessage ?? '',
    ...(completeTime !== null && { completeTime, costTime: Math.round(Number(costTime) * 1000) }),
    createTime,
    updateTime: completeTime ?? createTime,
    creditsConsumed: creditsOf(moment, task),
  };
}

/**
 * @param {Record<string, unknown>} input that a task is made from
 * @returns {Record<string, unknown>} the same, named as the client names it
 */
export function parametersOf(input) {
  const names = Object.fromEntries(Object.entries(NAMES).map(([name, ofJobs]) => [ofJobs, name]));
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [names[name] ?? name, value]));
}

/** @param {Moment} moment */
function stateOf({ state, stage }) {
  return state === 'pending' ? stage : state === 'succeeded' ? 'success' : 'fail';
}

/** @param {Moment} moment what made the task: the parameters in this route's names, and what is beside them */
function requestOf({ parameters: { callBackUrl, ...parameters } }) {
  const input = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [NAMES[name] ?? name, value]));
  return { input, outer: callBackUrl === undefined ? {} : { callBackUrl } };
}

/** @param {Moment} moment */
function resultOf({ video }) {
  return { resultUrls: video === null ? [] : [video] };
}

/** @param {Moment} moment */
function resultJsonOf(moment) {
  return moment.state === 'succeeded' ? JSON.stringify(resultOf(moment)) : '';
}

/** @param {Moment} moment @param {SandboxTask} task */
function creditsOf({ state }, { credits }) {
  return credits ?? (state === 'failed' ? 0 : CREDITS);
}

/** @param {Moment} moment @param {SandboxTask} task @returns {number | null} seconds; null while it is pending */
function costTimeOf({ completeTime, createTime }, { costTime }) {
  return completeTime === null ? null : (costTime ?? (completeTime - createTime) / 1000);
}
