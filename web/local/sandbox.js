// The service, played faithfully from tables: same paths, same forms, same HTTP 200 for everything. For tests and the page.
import { endpointIn } from '../shared/endpoints.js';
import { refusalOf } from './access.js';
import * as aleph from './answers/aleph.js';
import * as jobs from './answers/jobs.js';
import { momentOf } from './answers/moment.js';
import { readBody, readJson } from './body.js';
import { createCallbacks } from './making/callbacks.js';
import { createCreating } from './making/create.js';
import { MadeTasks } from './making/made-tasks.js';
import { serveMedia } from './media.js';
import { isKnownOn, PlayedTasks } from './played-tasks.js';
import { json, page } from './respond.js';
import { ANSWERS, SANDBOX_KEY } from './sandbox-tasks.js';
import { createUploading, FOLDER } from './uploading/upload.js';
import { wait } from './wait.js';

export { SANDBOX_KEY };

/** The longest that a timer takes. */
const MOST_LATENCY = 2 ** 31 - 1;

/** The third way to upload, which the client has no use for. */
const BASE64_PATH = '/api/file-base64-upload';

const NO_FILES =
  'The sandbox cannot read its sample files here: there is no file system, no permission to read it, or a bundler left the ' +
  'files behind. Give it files of your own: createSandbox({ media }).';

/** What each route tells of a task, in each form. */
const ROUTES = { aleph, jobs };

/** @typedef {import('./check-task.js').SandboxTask} SandboxTask a task that the sandbox plays */
/** @typedef {import('./making/made-tasks.js').MadeTask} MadeTask a task that was made in the sandbox */
/** @typedef {import('../shared/endpoints.js').Route} Route where the service keeps a task */
/** @typedef {import('../shared/endpoints.js').Endpoint} Endpoint one that the service has */

/**
 * How the sandbox plays.
 * @typedef {object} SandboxOptions
 * @property {{ [taskId: string]: SandboxTask | ((look: number) => SandboxTask | Promise<SandboxTask>) }} [tasks] none: your own, by
 *   id, besides those that are there and before them. A function is asked at each lookup and told its number, from 1; a lookup on a
 *   route that does not know the task is not counted. When it throws, the lookup fails as when there is no network
 * @property {number | ((taskId: string) => number)} [latency] `0` ms: how long an answer takes; a function is told the id of a lookup,
 *   and nothing of other requests
 * @property {() => number} [now] `Date.now`: epoch ms
 * @property {'wire' | 'docs'} [form] `wire`: as the service really answers; `docs`: as its pages say (ISO times, zeros for nulls)
 * @property {number} [slowSeconds] `20`: how long tasks that are made take, and `sandbox-slow` and `sandbox-jobs-slow`;
 *   `sandbox-slow-<seconds>` says it in its id, and `sandbox-slow-<seconds>-<anything>` is one more of those
 * @property {import('./media.js').Media} [media] the package's sample files, where there is a file system (Node, Deno, Bun)
 * @property {number} [mostTasks] `1000`: so many of those that are made are kept, the oldest are forgotten first
 * @property {number} [credits] `1000.5`: what there is to spend. A task costs 110 when it is made, and nothing once it has failed
 * @property {(task: MadeTask) => void} [onCreated] hears of each task that is made, also when its answer gets lost
 * @property {import('./making/callbacks.js').CallbacksOption} [callbacks] none are sent: `{ secret, fetch }`, to the `callBackUrl` of tasks
 *   that are made, through that fetch alone
 * @property {(count: number) => string | undefined} [uploads] none: told the number of an upload, from 1, gives the file name that
 *   it counts as: `slow`, `cut` and the others of web/local/uploading/file-names.js
 * @property {number} [maxUploadBytes] `134217728`: of all uploaded files together, which are kept in memory; the oldest are forgotten
 *   first, and a larger one is refused
 */

/**
 * The service, played on your machine: answers whoever has `SANDBOX_KEY`. Other keys get the service's 401, unknown ids its answer
 * for those. Tasks are made, and cost credits; what they give is the sample video. A prompt such as `sandbox: 402` says what else happens,
 * see web/local/making/prompts.js, and so does the name of a file that is uploaded.
 * @param {SandboxOptions} [options]
 * @returns {(request: Request) => Promise<Response>} handles the service's endpoints (`ENDPOINTS` of web/shared) and `…/media/…` under
 *   any prefix. Rejects with an AbortError where the connection ends without an answer
 * @throws {TypeError} for an option that cannot work
 */
export function createSandbox({
  tasks = {},
  latency = 0,
  now = Date.now,
  form = 'wire',
  slowSeconds = 20,
  media,
  mostTasks = 1000,
  credits = 1000.5,
  onCreated,
  callbacks,
  uploads,
  maxUploadBytes = 134_217_728,
} = {}) {
  if (typeof latency !== 'function') checkLatency(latency);
  checkAmount(credits, 'credits');
  checkAmount(maxUploadBytes, 'maxUploadBytes');
  const played = new PlayedTasks(tasks, { slowSeconds, now });
  const made = new MadeTasks({
    credits,
    slowSeconds,
    most: mostTasks,
    now,
    ...(onCreated && { onCreated }),
    ...(callbacks && { tell: createCallbacks(callbacks, now) }),
  });
  const create = createCreating(made);
  const uploading = createUploading({
    most: maxUploadBytes,
    now,
    uploads,
    sample: async (file) => (await files())?.[file],
  });
  /** @type {Promise<import('./media.js').Media | null> | undefined} */
  let sample;
  const files = async () => media ?? (await (sample ??= readSample()));

  /**
   * @typedef {object} Asked
   * @property {Request} request
   * @property {URL} url
   * @property {Route} route
   * @property {string} folder URL of the media folder
   */

  /** @type {Record<import('../shared/endpoints.js').Operation | 'upload-base64', (asked: Asked) => Promise<Response>>} */
  const answers = {
    look: answerLook,
    create: ({ request, route, folder }) => create(request, route, folder),
    credits: async () => success(made.credits),
    'download-url': answerDownloadUrl,
    upload: ({ request, folder }) => uploading.take(request, 'upload', folder),
    'upload-url': ({ request, folder }) => uploading.take(request, 'upload-url', folder),
    'upload-base64': ({ request, folder }) => uploading.take(request, 'upload-base64', folder),
  };

  return async (request) => {
    const url = new URL(request.url);
    const [, file] = /\/media\/(uploads\/.+|[\w.-]+)$/.exec(url.pathname) ?? [];
    if (file !== undefined) return answerMedia(request, file);
    const found = operationIn(url.pathname);
    if (found?.method !== request.method) return json({ status: 404, error: 'Not Found', path: url.pathname }, 404);
    const { operation, route, prefix } = found;
    const taskId = url.searchParams.get('taskId') ?? '';
    await wait(typeof latency === 'function' ? checkLatency(latency(taskId)) : latency, request.signal);
    const refusal = refusalOf(request.headers.get('authorization'));
    if (refusal === null) return answers[operation]({ request, url, route, folder: `${url.origin}${prefix}/media` });
    await readBody(request, 0);
    return json(operation.startsWith('upload') ? { success: false, ...refusal, data: null } : refusal);
  };

  /** @param {Asked} asked */
  async function answerLook({ url, route, folder }) {
    const taskId = url.searchParams.get('taskId');
    if (!taskId) return json(ANSWERS.noTaskId);
    const task = made.find(taskId) ?? (await played.find(taskId, route));
    if (!task || !isKnownOn(route, task)) return json(ANSWERS.unknownTask[route]);
    if (task.http) return page(task.http);
    if (task.envelope) return json(task.envelope);
    const { wireForm, docsForm } = ROUTES[route];
    return success((form === 'wire' ? wireForm : docsForm)(momentOf(taskId, task, now(), folder), task));
  }

  /** @param {Asked} asked */
  async function answerDownloadUrl({ request, folder }) {
    const body = await readJson(request, 65_536);
    const asked = String(body?.url ?? '');
    return asked.startsWith(`${folder}/`) ? success(asked) : json(ANSWERS.wrongUrl);
  }

  /** @param {Request} request @param {string} file */
  async function answerMedia(request, file) {
    const uploaded = file.startsWith(FOLDER) ? uploading.find(file.slice(FOLDER.length)) : undefined;
    if (uploaded) return serveMedia(request, { [file]: uploaded }, file);
    const known = await files();
    return known ? serveMedia(request, known, file) : new Response(NO_FILES, { status: 404 });
  }
}

/** @param {string} path */
function operationIn(path) {
  const found = endpointIn(path);
  if (found) return { ...found.endpoint, prefix: found.prefix };
  if (!path.endsWith(BASE64_PATH)) return null;
  const operation = /** @type {const} */ ('upload-base64');
  return {
    operation,
    route: /** @type {const} */ ('jobs'),
    method: 'POST',
    prefix: path.slice(0, -BASE64_PATH.length),
  };
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

/** @param {unknown} data */
function success(data) {
  return json({ code: 200, msg: 'success', data });
}

/** @param {number} latency @returns {number} @throws {TypeError} */
function checkLatency(latency) {
  if (latency >= 0 && latency <= MOST_LATENCY) return latency;
  throw new TypeError('latency must be a number of milliseconds, or a function that gives one.');
}

/** @param {number} amount @param {string} name of the option @throws {TypeError} */
function checkAmount(amount, name) {
  if (!(amount >= 0)) throw new TypeError(`${name} must be a number that is not negative.`);
}
