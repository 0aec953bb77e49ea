// The service, played faithfully from a table: same path, same forms, same HTTP 200 for everything. For tests and the page.
import { ANSWERS, ENDS, MEDIA, RESULT, SANDBOX_KEY, TASKS } from './sandbox-tasks.js';
import { serveMedia } from './media.js';

/** Tasks that were begun by asking for them, at most so many; the oldest are forgotten first. */
const MOST_SLOW_TASKS = 1000;

/**
 * @typedef {object} SandboxOptions
 * @property {'wire' | 'docs'} [form] `wire`: as the service really answers; `docs`: as its pages say (ISO times, zeros for nulls)
 * @property {number} [slowSeconds] `20`: how long `sandbox-slow` takes; `sandbox-slow-<seconds>` says it in its id, and
 *   `sandbox-slow-<seconds>-<anything>` is one more of those
 * @property {() => number} [now] epoch ms
 * @property {import('./media.js').Media} [media] the sample video and its thumbnail
 */

/**
 * @param {SandboxOptions} [options]
 * @returns {(request: Request) => Promise<Response>} handles `…/api/v1/aleph/record-info` and `…/media/…` under any prefix
 */
export function createSandbox({ form = 'wire', slowSeconds = 20, now = Date.now, media = {} } = {}) {
  /** @type {Map<string, number>} when each slow task was first asked for */
  const begun = new Map();

  /** @param {string} taskId */
  const find = (taskId) => {
    const slow = /^sandbox-slow(?:-(\d{1,5}))?(?:-[\w-]*)?$/.exec(taskId);
    if (!slow) return Object.hasOwn(TASKS, taskId) ? TASKS[taskId] : undefined;
    if (!begun.has(taskId)) {
      begun.set(taskId, now());
      if (begun.size > MOST_SLOW_TASKS) begun.delete(String(begun.keys().next().value));
    }
    const age = (now() - Number(begun.get(taskId))) / 1000;
    const took = slow[1] === undefined ? slowSeconds : Number(slow[1]);
    return { ...TASKS['sandbox-slow'], age, took, state: age >= took ? 'succeeded' : 'pending' };
  };

  return async (request) => {
    const url = new URL(request.url);
    const [, prefix, file] = /^(.*)\/media\/([\w.-]+)$/.exec(url.pathname) ?? [];
    if (file !== undefined) return serveMedia(request, media, file);
    const base = /^(.*)\/api\/v1\/aleph\/record-info$/.exec(url.pathname)?.[1] ?? prefix;
    if (base === undefined || request.method !== 'GET')
      return json({ status: 404, error: 'Not Found', path: url.pathname }, 404);
    if (request.headers.get('authorization') !== `Bearer ${SANDBOX_KEY}`) return json(ANSWERS.wrongKey);
    const taskId = url.searchParams.get('taskId');
    if (!taskId) return json(ANSWERS.noTaskId);
    const task = /** @type {import('./sandbox-tasks.js').SandboxTask | undefined} */ (find(taskId));
    if (task?.http)
      return new Response(task.http.body, { status: task.http.status, headers: { 'Content-Type': task.http.type } });
    if (!task) return json(ANSWERS.unknownTask);
    return json(
      task.envelope ?? {
        code: 200,
        msg: 'success',
        data: dataOf(taskId, task, form, now(), `${url.origin}${base}/media`),
      },
    );
  };
}

/**
 * @param {string} taskId
 * @param {import('./sandbox-tasks.js').SandboxTask} task
 * @param {'wire' | 'docs'} form
 * @param {number} now
 * @param {string} media URL of the media folder
 * @returns {object}
 */
function dataOf(taskId, task, form, now, media) {
  const { state = 'pending', age = 0, took = 0, parameters = {}, result = RESULT } = task;
  const end = ENDS[state === 'slow' ? 'pending' : state];
  const createTime = Math.round(now - age * 1000);
  const completeTime = state === 'pending' ? null : createTime + took * 1000;
  const { video, image } = result;
  const urls = {
    ...(video && { resultVideoUrl: `${media}/${video}` }),
    ...(image && { resultImageUrl: `${media}/${image}` }),
  };
  const response = state === 'succeeded' ? { taskId, ...urls } : null;
  const paramJson = JSON.stringify(parameters).replaceAll(MEDIA, media);
  const data = { taskId, paramJson, response, completeTime, createTime, ...end };
  return form === 'wire' ? data : documented(data);
}

/**
 * The form of the vendor's pages.
 * @param {{ response: object | null, createTime: number, completeTime: number | null, successFlag: number, errorCode: number | null, errorMessage: string | null }} data
 * @returns {object}
 */
function documented(data) {
  const iso = (/** @type {number | null} */ ms) => ms && new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    ...data,
    response: data.response ?? {},
    createTime: iso(data.createTime),
    completeTime: iso(data.completeTime),
    successFlag: data.successFlag === 1 ? 1 : 0,
    errorCode: data.errorCode ?? 0,
    errorMessage: data.errorMessage ?? '',
  };
}

/**
 * @param {unknown} body
 * @param {number} [status]
 */
function json(body, status = 200) {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json;charset=UTF-8' } });
}
