// What a task of the sandbox may say, and that it says nothing else: a misspelt member would leave it pending for ever.
import { ROUTES } from '../shared/endpoints.js';

/** @typedef {import('../shared/endpoints.js').Route} Route */
/** @typedef {'waiting' | 'queuing' | 'generating'} Stage how far a pending task of the jobs route has come */
/** @typedef {'pending' | 'succeeded' | 'failed' | 'failed-old'} State how a task is now */

/**
 * @typedef {object} SandboxTask
 * @property {string} [title] for people
 * @property {Route} [route] `aleph`: the lookup that knows the task, the other does not. An `envelope` or `http` without a route is
 *   answered on both
 * @property {State | 'slow'} [state] `pending`. `slow`: pending until `took` seconds after it was first asked for, then `end`;
 *   `failed-old`: a failure as the aleph route told it in 2025, with `successFlag` 0
 * @property {Exclude<State, 'pending'>} [end] `succeeded`: of a slow task
 * @property {number} [age] `0`: seconds since its creation
 * @property {number} [took] `0`, of a slow task `slowSeconds`: seconds from creation to the end
 * @property {Record<string, unknown>} [parameters] `{}`: those it was made with, named as the client names them; in their texts
 *   `{media}` is the URL of the media folder
 * @property {{ video?: string, image?: string }} [result] a sample of each: files of the media folder, or whole URLs. The jobs route
 *   tells of no image
 * @property {number} [errorCode] of a failure: the state's own
 * @property {string} [errorMessage] of a failure: the state's own
 * @property {Stage} [stage] `generating`: of a pending task of the jobs route. A slow one goes through all three by the clock
 * @property {string} [model] `runway/gen4-aleph`: on the jobs route
 * @property {number} [credits] `110`, of a failure `0`: on the jobs route
 * @property {number} [costTime] `took`: seconds that an ended task of the jobs route says it took
 * @property {{ code: number, msg: string, data?: unknown }} [envelope] answered instead of a task
 * @property {{ status: number, type: string, body: string, headers?: Record<string, string> }} [http] answered instead of an
 *   envelope
 */

/** The members of a task. @type {Record<keyof SandboxTask, true>} */
const MEMBERS = {
  title: true,
  route: true,
  state: true,
  end: true,
  age: true,
  took: true,
  parameters: true,
  result: true,
  errorCode: true,
  errorMessage: true,
  stage: true,
  model: true,
  credits: true,
  costTime: true,
  envelope: true,
  http: true,
};

/** @type {Record<Route, string[]>} which a task of each route may be in */
const STATES = {
  aleph: ['pending', 'succeeded', 'failed', 'failed-old', 'slow'],
  jobs: ['pending', 'succeeded', 'failed', 'slow'],
};
/** What the aleph route says nothing of. */
const OF_JOBS = ['stage', 'model', 'credits', 'costTime'];
const STAGES = ['waiting', 'queuing', 'generating'];

/**
 * @param {string} taskId
 * @param {SandboxTask} task as somebody has written it
 * @returns {SandboxTask}
 * @throws {TypeError}
 */
export function checkTask(taskId, task) {
  const complaint = complaintAbout(task);
  if (complaint) throw new TypeError(`The sandbox's task ${JSON.stringify(taskId)} ${complaint}.`);
  return task;
}

/** @param {unknown} task @returns {string | null} */
function complaintAbout(task) {
  if (typeof task !== 'object' || task === null) return 'must be an object';
  const stranger = Object.keys(task).find((member) => !Object.hasOwn(MEMBERS, member));
  if (stranger !== undefined) return `has no ${stranger}: ${Object.keys(MEMBERS).join(', ')}`;

  const { route = 'aleph', state = 'pending', end = 'succeeded', stage } = /** @type {SandboxTask} */ (task);
  if (!ROUTES.includes(route)) return `has no route ${route}: ${ROUTES.join(', ')}`;
  if (!STATES[route].includes(state)) return `has no state ${state}: ${STATES[route].join(', ')}`;
  if (
    end === /** @type {string} */ ('pending') ||
    end === /** @type {string} */ ('slow') ||
    !STATES[route].includes(end)
  )
    return `cannot end as ${end}`;
  const misplaced = route === 'aleph' ? OF_JOBS.find((member) => Object.hasOwn(task, member)) : undefined;
  if (misplaced) return `cannot have ${misplaced}: only those of the route jobs do`;
  if (stage !== undefined && !STAGES.includes(stage)) return `has no stage ${stage}: ${STAGES.join(', ')}`;
  return stage !== undefined && state !== 'pending' ? 'has a stage but is not pending' : null;
}
