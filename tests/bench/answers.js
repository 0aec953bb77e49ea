// The service's answers about a finished task, of any size, and how a program without this package would ask for them.
import { LOOKUPS } from '../../web/shared/endpoints.js';
import { envelope } from '../helpers/responses.js';

/** @typedef {import('../../web/client/module/module.js').Route} Route */
/** @typedef {{ taskId: string, route?: Route, parameters: { [key: string]: unknown } | null }} Task route: of a checkout that knows two */
/** @typedef {(taskId: string, options: { route: Route }) => Promise<Task>} GetTask */

export const KEY = 'kie-0123456789abcdef0123456789abcdef';
export const TASK_ID = '5b1cc0ce41ec4b9c9f32ad06ccd75cb2';
/** Lines a prompt is made of: with what JSON has to escape, and with what takes more than a byte. */
export const LINE = 'Let the "snow" fall on the whole street,\nslowly; 让它下雪, from dusk to night.\n';

const RESULT = { resultVideoUrl: 'https://example.com/out.mp4', resultImageUrl: null };
const TIMES = { createTime: 1787093500000, completeTime: 1787093516000 };

/** What each route says about a finished task. @type {Record<Route, (paramJson: string) => object>} */
const DATA = {
  aleph: (paramJson) => ({
    taskId: TASK_ID,
    paramJson,
    response: { taskId: TASK_ID, ...RESULT },
    ...TIMES,
    successFlag: 1,
    errorCode: null,
    errorMessage: null,
  }),
  jobs: (param) => ({
    taskId: TASK_ID,
    model: 'runway/gen4-aleph',
    state: 'success',
    param,
    resultJson: JSON.stringify(RESULT),
    ...TIMES,
    costTime: 16,
    failCode: null,
    failMsg: null,
  }),
};

/** @param {Route} route @param {number} size bytes, about @returns {string} the answer; all but its ends is the task's parameters */
export function answerOf(route, size) {
  const make = (/** @type {string} */ prompt) =>
    envelope(DATA[route](JSON.stringify({ prompt, videoUrl: 'https://example.com/in.mp4', aspectRatio: '16:9' })));
  const bytes = (/** @type {string} */ text) => Buffer.byteLength(text);
  const lines = (size - bytes(make(''))) / (bytes(make(LINE)) - bytes(make('')));
  return make(LINE.repeat(Math.max(1, Math.round(lines))));
}

/** @param {typeof globalThis.fetch} fetch @param {string} [baseUrl] @returns {GetTask} what a program without this package would have */
export function handWritten(fetch, baseUrl = 'https://api.kie.ai') {
  return async (taskId, { route }) => {
    const url = `${baseUrl}${LOOKUPS[route]}?taskId=${encodeURIComponent(taskId)}`;
    const response = await fetch(url, { headers: { Authorization: `Bearer ${KEY}` } });
    const { data } = JSON.parse(await response.text());
    return { ...data, route, parameters: JSON.parse(data.paramJson ?? data.param) };
  };
}
