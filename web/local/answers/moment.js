// A task of the sandbox at one moment: what both routes tell of it, each in its own form.
import { MEDIA, RESULT } from '../sandbox-tasks.js';

/** @typedef {import('../check-task.js').SandboxTask} SandboxTask */

/**
 * @typedef {object} Moment
 * @property {string} taskId
 * @property {import('../check-task.js').State} state
 * @property {import('../check-task.js').Stage} stage only while it is pending
 * @property {number} createTime epoch ms
 * @property {number | null} completeTime epoch ms; null while it is pending
 * @property {number | null} errorCode null unless it failed
 * @property {string | null} errorMessage null unless it failed
 * @property {Record<string, unknown>} parameters whole, as the client names them
 * @property {string | null} video URL; null while there is none
 * @property {string | null} image URL; null while there is none
 */

/** A failure's own reason, unless the task says another. */
const REASONS = {
  failed: { errorCode: 500, errorMessage: 'internal error, please try again later.' },
  'failed-old': {
    errorCode: 400,
    errorMessage: 'Your prompt was caught by our AI moderator. Please adjust it and try again.',
  },
};

/** Parts of a slow task's time at which it is in the queue, and at which it is being generated. */
const QUEUED_AT = 1 / 4;
const GENERATED_AT = 1 / 2;

/**
 * @param {string} taskId
 * @param {SandboxTask} task
 * @param {number} now epoch ms
 * @param {string} media URL of the media folder
 * @returns {Moment}
 */
export function momentOf(taskId, task, now, media) {
  const { state: written = 'pending', end = 'succeeded', age = 0, took = 0, parameters = {}, result = RESULT } = task;
  const state = written === 'slow' ? (age >= took ? end : 'pending') : written;
  const reason = state === 'failed' || state === 'failed-old' ? REASONS[state] : null;
  const createTime = Math.round(now - age * 1000);
  const urlOf = (/** @type {string | undefined} */ file) =>
    state !== 'succeeded' || !file ? null : file.includes('://') ? file : `${media}/${file}`;
  return {
    taskId,
    state,
    stage: written === 'slow' ? stageAt(age / took) : (task.stage ?? 'generating'),
    createTime,
    completeTime: state === 'pending' ? null : createTime + took * 1000,
    errorCode: reason && (task.errorCode ?? reason.errorCode),
    errorMessage: reason && (task.errorMessage ?? reason.errorMessage),
    parameters: JSON.parse(JSON.stringify(parameters).replaceAll(MEDIA, media)),
    video: urlOf(result.video),
    image: urlOf(result.image),
  };
}

/** @param {number} part of its time that is over */
function stageAt(part) {
  return part < QUEUED_AT ? 'waiting' : part < GENERATED_AT ? 'queuing' : 'generating';
}
