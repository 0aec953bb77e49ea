// The service, played faithfully from a table: same paths, same forms, same HTTP 200 for everything. For tests and the page.
import { lookupIn } from '../shared/endpoints.js';
import * as aleph from './answers/aleph.js';
import * as jobs from './answers/jobs.js';
import { momentOf } from './answers/moment.js';
import { checkTask } from './check-task.js';
import { serveMedia } from './media.js';
import { ANSWERS, SANDBOX_KEY, TASKS } from './sandbox-tasks.js';

export { SANDBOX_KEY };

/** Tasks that were begun by asking for them, at most so many; the oldest are forgotten first. */
const MOST_SLOW_TASKS = 1000;

/** The longest that a timer takes. */
const MOST_LATENCY = 2 ** 31 - 1;

const NO_FILES =
  'The sandbox cannot read its sample files here: there is no file system, no permission to read it, or a bundler left the ' +
  'files behind. Give it files of your own: createSandbox({ media }).';

/** What each route tells of a task, in each form. */
const ROUTES = { aleph, jobs };

/** @typedef {import('./check-task.js').SandboxTask} SandboxTask a task that the sandbox plays */
/** @typedef {import('../shared/endpoints.js').Route} Route where the service keeps a task */

/**
 * How the sandbox plays.
 * @typedef {object} SandboxOptions
 * @property {{ [taskId: string]: SandboxTask | ((look: number) => SandboxTask | Promise<SandboxTask>) }} [tasks] none: your own, by
 *   id, besides those that are there and before them. A function is asked at each lookup and told its number, from 1; a lookup on a
 *   route that does not know the task is not counted. When it throws, the lookup fails as when there is no network
 * @property {number | ((taskId: string) => number)} [latency] `0` ms: how long a lookup takes
 * @property {() => number} [now] `Date.now`: epoch ms
 * @property {'wire' | 'docs'} [form] `wire`: as the service really answers; `docs`: as its pages say (ISO times, zeros for nulls)
 * @property {number} [slowSeconds] `20`: how long `sandbox-slow` and `sandbox-jobs-slow` take; `sandbox-slow-<seconds>` says it in its
 *   id, and `sandbox-slow-<seconds>-<anything>` is one more of those
 * @property {import('./media.js').Media} [media] the package's sample files, where there is a file system (Node, Deno, Bun)
 */

/**
 * The service, played on your machine: answers whoever has `SANDBOX_KEY`. Other keys get the service's 401, unknown ids its answer
 * for those.
 * @param {SandboxOptions} [options]
 * @returns {(request: Request) => Promise<Response>} handles the service's two lookups (`LOOKUPS` of web/shared) and `…/media/…` under
 *   any prefix
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
    const file = /\/media\/([\w.-]+)$/.exec(url.pathname)?.[1];
    if (file !== undefined) {
      const files = media ?? (await (sample ??= readSample()));
      return files ? serveMedia(request, files, file) : new Response(NO_FILES, { status: 404 });
    }
    const lookup = lookupIn(url.pathname);
    if (!lookup || request.method !== 'GET') return json({ status: 404, error: 'Not Found', path: url.pathname }, 404);
    const taskId = url.searchParams.get('taskId');
    await wait(typeof latency === 'function' ? checkLatency(latency(taskId ?? '')) : latency, request.signal);
    if (request.headers.get('authorization') !== `Bearer ${SANDBOX_KEY}`) return json(ANSWERS.wrongKey);
    if (!taskId) return json(ANSWERS.noTaskId);
    const task = await find(taskId, lookup.route);
    if (!task) return json(ANSWERS.unknownTask[lookup.route]);
    if (task.http) {
      const { status, type, body, headers } = task.http;
      return new Response(body, { status, headers: { 'Content-Type': type, ...headers } });
    }
    if (task.envelope) return json(task.envelope);
    const moment = momentOf(taskId, task, now(), `${url.origin}${lookup.prefix}/media`);
    const { wireForm, docsForm } = ROUTES[lookup.route];
    return json({ code: 200, msg: 'success', data: (form === 'wire' ? wireForm : docsForm)(moment, task) });
  };

  /** @param {string} taskId @param {Route} route @returns {Promise<SandboxTask | undefined>} as old as it is now */
  async function find(taskId, route) {
    const task = Object.hasOwn(tasks, taskId) ? await ownTask(taskId, route) : sampleTask(taskId);
    if (!task || !isKnownOn(route, task)) return undefined;
    if (task.state !== 'slow') return task;
    return { ...task, age: (now() - beginOf(taskId)) / 1000, took: task.took ?? slowSeconds };
  }

  /** @param {string} taskId one of `tasks` @param {Route} route */
  async function ownTask(taskId, route) {
    const task = tasks[taskId];
    if (typeof task !== 'function') return task;
    const look = (looks.get(taskId) ?? 0) + 1;
    looks.set(taskId, look);
    const given = checkTask(taskId, await task(look));
    if (!isKnownOn(route, given)) looks.set(taskId, (looks.get(taskId) ?? 1) - 1);
    return given;
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
  const [, name = taskId, took] = /^(sandbox(?:-jobs)?-slow)(?:-(\d{1,5}))?(?:-[\w-]*)?$/.exec(taskId) ?? [];
  if (!Object.hasOwn(TASKS, name)) return undefined;
  return { ...TASKS[name], ...(took !== undefined && { took: Number(took) }) };
}

/** What is answered instead of a task is answered on both, unless it has a route. @param {Route} route @param {SandboxTask} task */
function isKnownOn(route, task) {
  return (task.route ?? (task.envelope || task.http ? route : 'aleph')) === route;
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
 * @param {unknown} body
 * @param {number} [status]
 */
function json(body, status = 200) {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json;charset=UTF-8' } });
}
