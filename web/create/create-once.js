// Makes one task of one intent, whatever happens meanwhile: a second click, a reload, another tab, a worker that is stopped.
import { AlephError } from '../client/errors.js';
import { MEMBERS } from '../client/task.js';
import { IntentError } from './intent-error.js';
import { readIntent } from './intents.js';
import { asUnknown, forgetSettled, intentsOf, isInTheWay, mayBeAlive } from './known-intents.js';
import { holding, lockOf, platformLocks, REGISTER } from './locks.js';
import { joined, ownName } from './running.js';

/** @typedef {import('./intents.js').Intent} Intent one task that somebody wanted, as plain JSON */
/** @typedef {import('./intents.js').IntentStore} IntentStore where intents are kept */
/** @typedef {Readonly<import('../client/task.js').Task>} Task one Aleph task, told apart by `status` */

/**
 * What makes tasks: an `AlephClient`, or something with these methods.
 * @typedef {object} Creator
 * @property {(options: any) => Promise<Task>} createTask that of `AlephClient`
 * @property {((source: any, options: any) => Promise<{ downloadUrl: string }>) | undefined} [uploadFile] needed for an `input` with `video`
 */

/**
 * Of a `CreateInput`.
 * @typedef {object} CreateChoices
 * @property {string} prompt what to make of the video
 * @property {Blob | undefined} [video] where the video is a file, in place of `videoUrl`
 * @property {'auto' | 'aleph' | 'jobs' | undefined} [route] `auto`: by which of the service's ways the task is made
 */

/** @typedef {Partial<import('../client/new-task.js').NewTask> & CreateChoices} CreateInput what the task is made from, as `createTask` takes it */

/**
 * Of `createOnce`.
 * @typedef {object} CreateOnceOptions
 * @property {string} id of the intent: a new one for each task that is wanted, of `newIntentId()`; the same one for a second click
 * @property {IntentStore} store where the intent is kept, before it is sent
 * @property {boolean} [again] `false`: whether a task is made although one of the same input is being sent, was made within the last
 *   minute, or nobody knows whether it was. Ask the person first
 * @property {string | undefined} [file] what tells one chosen file from another, where `videoUrl` is a new one for each upload;
 *   left out: name, size and time of `video`
 * @property {AbortSignal | undefined} [signal] ends it; once the request was sent, with an UnknownOutcomeError
 * @property {number} [timeout] none: ms for creating, retries included
 * @property {(progress: { loaded: number, total: number }) => void} [onProgress] how far the upload of `video` is
 * @property {import('./locks.js').Locks | null} [locks] `navigator.locks`; `null`: none, then nobody else may use the same store
 */

/**
 * Makes a task, once. Called again with the same `id`, here or in another tab, it joins the first call, gives what that made, or is
 * refused; nothing is sent a second time. The intent is in `store` before anything is sent, and nothing is sent that could not be stored.
 * @param {Creator} client
 * @param {CreateInput} input
 * @param {CreateOnceOptions} options
 * @returns {Promise<Task>} `processing`; what only `createTask` of this very call has told is `null` in what another call has made
 * @throws {IntentError} as a rejection, when nothing was sent because the intent, or another one of the same input, may have made a task already; see its `intent`
 * @throws {import('../client/errors.js').UnknownOutcomeError} when it was sent and nobody knows what came of it
 * @throws {AlephError} in the class of its `kind`: no task was made; the intent is used up
 */
export function createOnce(client, input, { locks = platformLocks(), ...options }) {
  const { id, store, signal } = options;
  return joined(store, id, () => holding(locks, lockOf(id), signal, () => make(client, input, { ...options, locks })));
}

/**
 * With the intent's lock: nobody else sends it.
 * @param {Creator} client
 * @param {CreateInput} input
 * @param {CreateOnceOptions & { locks: import('./locks.js').Locks | null }} options
 * @returns {Promise<Task>}
 */
async function make(client, { video, ...given }, { file = video && factsOf(video), onProgress, ...options }) {
  const { id, store, locks, again = false, signal, timeout } = options;
  const before = readIntent(await store.get(id));
  if (before) return outcomeOf(before, store, locks);

  const intent = newIntent(id, given, file ?? null);
  const refuseSame = async () => {
    const same = again ? undefined : (await intentsOf(store, { locks })).find((other) => isInTheWay(other, intent));
    if (same) throw new IntentError(same);
  };
  // Uploading costs nothing: until the task itself is sent there is no intent to keep.
  if (video) {
    await refuseSame();
    if (!client.uploadFile) throw new TypeError('This client has no uploadFile, which a video needs that is a file.');
    const { downloadUrl } = await client.uploadFile(video, { signal, onProgress });
    Object.assign(intent.input, { videoUrl: downloadUrl });
  }
  await holding(locks, REGISTER, signal, async () => {
    await refuseSame();
    intent.time = Date.now();
    await store.set(intent);
    await forgetSettled(store);
  });
  return send(client, intent, store, { ...(signal && { signal }), ...(timeout !== undefined && { timeout }) });
}

/**
 * @param {Creator} client
 * @param {Intent} intent that is stored
 * @param {IntentStore} store
 * @param {{ signal?: AbortSignal, timeout?: number }} options
 */
async function send(client, intent, store, options) {
  // What cannot be written down any more stays "sending", and is unknown to who finds it.
  const settle = async (/** @type {Partial<Intent>} */ end) => {
    try {
      await store.set({ ...intent, ...end });
    } catch {}
  };
  try {
    const task = await client.createTask({ ...intent.input, ...options });
    await settle({ state: 'made', taskId: task.taskId, route: task.route });
    return task;
  } catch (error) {
    // A signal that comes before the request was sent ends the call with its own reason, and nothing was made.
    const isRefusal = AlephError.is(error)
      ? error.kind !== 'unknown-outcome'
      : options.signal?.aborted && error === options.signal.reason;
    const { kind = null, message = null } = AlephError.is(error) ? error : {};
    await settle({ state: isRefusal ? 'refused' : 'unknown', kind, message });
    throw error;
  }
}

/**
 * What an intent has come to that was sent before.
 * @param {Intent} intent
 * @param {IntentStore} store
 * @param {import('./locks.js').Locks | null} locks
 * @returns {Promise<Task>}
 */
async function outcomeOf(intent, store, locks) {
  if (intent.state === 'made' && intent.taskId !== null) return madeTask(intent.taskId, intent.route ?? 'jobs');
  // With its lock in our hands, who sent it is gone.
  if (intent.state !== 'sending' || mayBeAlive(intent, locks, false)) throw new IntentError(intent);
  await store.set(asUnknown(intent));
  throw new IntentError(asUnknown(intent));
}

/**
 * @param {string} taskId
 * @param {'aleph' | 'jobs'} route
 * @returns {Task}
 */
function madeTask(taskId, route) {
  const nothing = Object.fromEntries(Object.keys(MEMBERS).map((name) => [name, null]));
  return /** @type {Task} */ (Object.freeze({ ...nothing, taskId, route, status: 'processing' }));
}

/**
 * @param {string} id
 * @param {Record<string, unknown>} given
 * @param {string | null} file
 * @returns {Intent}
 */
function newIntent(id, given, file) {
  const entries = Object.entries(given).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, value instanceof URL ? value.href : value]],
  );
  const input = Object.fromEntries(entries);
  return {
    id,
    state: 'sending',
    time: 0,
    owner: ownName(),
    input,
    file,
    taskId: null,
    route: null,
    kind: null,
    message: null,
  };
}

/** @param {Blob & { name?: string, lastModified?: number }} video */
function factsOf({ name = '', size, type, lastModified = 0 }) {
  return JSON.stringify([name, size, type, lastModified]);
}

export { IntentError } from './intent-error.js';
export { isIntentName, localIntents, memoryIntents } from './intents.js';
export { forgetIntent, intentsOf, whenFree } from './known-intents.js';
export { randomName as newIntentId } from '../client/random-name.js';
