// The service, played faithfully from a table: same path, same forms, same HTTP 200 for everything. For tests and the page.
import { serveMedia } from './media.js';
import { ANSWERS, checkTask, ENDS, MEDIA, RESULT, SANDBOX_KEY, TASKS } from './sandbox-tasks.js';

export { SANDBOX_KEY };

/** Tasks that were begun by asking for them, at most so many; the oldest are forgotten first. */
const MOST_SLOW_TASKS = 1000;

/** The longest that a timer takes. */
const MOST_LATENCY = 2 ** 31 - 1;

const NO_FILES =
  'The sandbox cannot read its sample files here: there is no file system, no permission to read it, or a bundler left the ' +
  'files behind. Give it files of your own: createSandbox({ media }).';

/** @typedef {import('./sandbox-tasks.js').SandboxTask} SandboxTask a task that the sandbox plays */

/**
 * How the sandbox plays.
 * @typedef {object} SandboxOptions
 * @property {{ [taskId: string]: SandboxTask | ((look: number) => SandboxTask | Promise<SandboxTask>) }} [tasks] none: your own, by
 *   id, besides those that are there and before them. A function is asked at each lookup and told its number, from 1; when it
 *   throws, the lookup fails as when there is no network
 * @property {number | ((taskId: string) => number)} [latency] `0` ms: how long a lookup takes
 * @property {() => number} [now] `Date.now`: epoch ms
 * @property {'wire' | 'docs'} [form] `wire`: as the service really answers; `docs`: as its pages say (ISO times, zeros for nulls)
 * @property {number} [slowSeconds] `20`: how long `sandbox-slow` takes; `sandbox-slow-<seconds>` says it in its id, and
 *   `sandbox-slow-<seconds>-<anything>` is one more of those
 * @property {import('./media.js').Media} [media] the package's sample files, where there is a file system (Node, Deno, Bun)
 */

/**
 * The service, played on your machine: answers whoever has `SANDBOX_KEY`. Other keys get the service's 401, unknown ids its answer
 * for those.
 * @param {SandboxOptions} [options]
 * @returns {(request: Request) => Promise<Response>} handles `…/api/v1/aleph/record-info` and `…/media/…` under any prefix
 * @throws {TypeError} for an option that cannot work
 */
export function createSandbox({
  tasks = {},
  latency = 0,
  now = Date.now,
  form = 'wire',
  slowSeconds = 20,
  media,
} = {}) {
  for (const [taskId, task] of Object.entries(tasks)) if (typeof task !== 'function') checkTask(taskId, task);
  if (typeof latency !== 'function') checkLatency(latency);
  /** @type {Map<string, number>} when each slow task was first asked for */
  const begun = new Map();
  /** @type {Map<string, number>} how often each task that is a function was asked for */
  const looks = new Map();
  /** @type {Promise<import('./media.js').Media | null> | undefined} */
  let sample;

  return async (request) => {
    const url = new URL(request.url);
    const [, prefix, file] = /^(.*)\/media\/([\w.-]+)$/.exec(url.pathname) ?? [];
    if (file !== undefined) {
      const files = media ?? (await (sample ??= readSample()));
      return files ? serveMedia(request, files, file) : new Response(NO_FILES, { status: 404 });
    }
    const base = /^(.*)\/api\/v1\/aleph\/record-info$/.exec(url.pathname)?.[1] ?? prefix;
    if (base === undefined || request.method !== 'GET')
      return json({ status: 404, error: 'Not Found', path: url.pathname }, 404);
    const taskId = url.searchParams.get('taskId');
    await wait(typeof latency === 'function' ? checkLatency(latency(taskId ?? '')) : latency, request.signal);
    if (request.headers.get('authorization') !== `Bearer ${SANDBOX_KEY}`) return json(ANSWERS.wrongKey);
    if (!taskId) return json(ANSWERS.noTaskId);
    const task = await find(taskId);
    if (task?.http) {
      const { status, type, body, headers } = task.http;
      return new Response(body, { status, headers: { 'Content-Type': type, ...headers } });
    }
    if (!task) return json(ANSWERS.unknownTask);
    return json(
      task.envelope ?? {
        code: 200,
        msg: 'success',
        data: dataOf(taskId, task, form, now(), `${url.origin}${base}/media`),
      },
    );
  };

  /** @param {string} taskId @returns {Promise<SandboxTask | undefined>} as it is now */
  async function find(taskId) {
    const task = Object.hasOwn(tasks, taskId) ? await ownTask(taskId) : sampleTask(taskId);
    if (task?.state !== 'slow') return task;
    const { took = slowSeconds, end = 'succeeded' } = task;
    const age = (now() - beginOf(taskId)) / 1000;
    return { ...task, age, took, state: age >= took ? end : 'pending' };
  }

  /** @param {string} taskId one of `tasks` */
  async function ownTask(taskId) {
    const task = tasks[taskId];
    if (typeof task !== 'function') return task;
    const look = (looks.get(taskId) ?? 0) + 1;
    looks.set(taskId, look);
    return checkTask(taskId, await task(look));
  }

  /** @param {string} taskId */
  function beginOf(taskId) {
    const begin = begun.get(taskId) ?? now();
    begun.set(taskId, begin);
    if (begun.size > MOST_SLOW_TASKS) begun.delete(String(begun.keys().next().value));
    return begin;
  }
}

/** @param {string} taskId @returns {SandboxTask | undefined} */
function sampleTask(taskId) {
  const slow = /^sandbox-slow(?:-(\d{1,5}))?(?:-[\w-]*)?$/.exec(taskId);
  if (!slow) return Object.hasOwn(TASKS, taskId) ? TASKS[taskId] : undefined;
  return { ...TASKS['sandbox-slow'], ...(slow[1] !== undefined && { took: Number(slow[1]) }) };
}

/** @returns {Promise<import('./media.js').Media | null>} null where they cannot be read */
async function readSample() {
  try {
    // Only when somebody asks: the rest runs also where nothing can be read, such as a browser.
    const { readSampleMedia } = await import('./sample-media.js');
    return await readSampleMedia();
  } catch {
    return null;
  }
}

/** @param {number} latency @returns {number} @throws {TypeError} */
function checkLatency(latency) {
  if (latency >= 0 && latency <= MOST_LATENCY) return latency;
  throw new TypeError('latency must be a number of milliseconds, or a function that gives one.');
}

/**
 * @param {number} ms
 * @param {AbortSignal} signal rejects with its reason, as fetch does
 * @returns {Promise<void>}
 */
function wait(ms, signal) {
  if (ms === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, ms);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

/**
 * @param {string} taskId
 * @param {SandboxTask} task
 * @param {'wire' | 'docs'} form
 * @param {number} now
 * @param {string} media URL of the media folder
 * @returns {object}
 */
function dataOf(taskId, task, form, now, media) {
  const { state = 'pending', age = 0, took = 0, parameters = {}, result = RESULT } = task;
  const { errorCode, errorMessage } = task;
  const end = {
    ...ENDS[state === 'slow' ? 'pending' : state],
    ...(state.startsWith('failed') && errorCode !== undefined && { errorCode }),
    ...(state.startsWith('failed') && errorMessage !== undefined && { errorMessage }),
  };
  const createTime = Math.round(now - age * 1000);
  const completeTime = state === 'pending' ? null : createTime + took * 1000;
  const { video, image } = result;
  const urls = {
    ...(video && { resultVideoUrl: urlOf(video, media) }),
    ...(image && { resultImageUrl: urlOf(image, media) }),
  };
  const response = state === 'succeeded' ? { taskId, ...urls } : null;
  const paramJson = JSON.stringify(parameters).replaceAll(MEDIA, media);
  const data = { taskId, paramJson, response, completeTime, createTime, ...end };
  return form === 'wire' ? data : documented(data);
}

/** @param {string} file of the media folder, or a whole URL @param {string} media URL of the folder */
function urlOf(file, media) {
  return file.includes('://') ? file : `${media}/${file}`;
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
