// The task users get: a frozen plain object that survives structuredClone and JSON.

/**
 * @typedef {object} TaskResponse
 * @property {string | null} taskId
 * @property {string | null} resultVideoUrl the video, kept for about 14 days; untrusted, check it before use as a link
 * @property {string | null} resultImageUrl its thumbnail
 */

/**
 * One Aleph task. Names are the wire's; its absent, null and unreadable values are all `null`.
 * @typedef {object} TaskFields
 * @property {string} taskId the service's, or the one asked for when absent
 * @property {number | null} successFlag as sent: 0 pending, 1 succeeded, 2 and above failed
 * @property {number | null} errorCode
 * @property {string | null} errorMessage never blank
 * @property {string | null} createTime ISO 8601, UTC, milliseconds
 * @property {string | null} completeTime ISO 8601, UTC, milliseconds
 * @property {string | null} paramJson the original request as sent; untrusted text
 * @property {Readonly<Record<string, unknown>> | null} parameters `paramJson` decoded; integers beyond 2^53 are rounded here, exact there
 * @property {Readonly<TaskResponse> | null} response
 * @property {string} [raw] the answer's body, when asked for with `raw: true`
 */

/** @typedef {TaskFields & { status: 'processing' }} ProcessingTask */
/** @typedef {TaskFields & { status: 'succeeded' }} SucceededTask final; even then a URL may be missing */
/** @typedef {TaskFields & { status: 'failed' }} FailedTask final; see `errorMessage` */
/** @typedef {ProcessingTask | SucceededTask | FailedTask} Task told apart by `status` */

/**
 * @param {import('./module.js').WireTask} wire
 * @param {string | undefined} raw
 * @returns {Readonly<Task>}
 */
export function taskFromWire(wire, raw) {
  const orNull = wire.map((value) => value ?? null);
  const [
    taskId,
    status,
    successFlag,
    errorCode,
    errorMessage,
    createTime,
    completeTime,
    paramJson,
    object,
    hasResponse,
  ] = orNull;
  const [responseTaskId, resultVideoUrl, resultImageUrl] = orNull.slice(10);
  /** @type {Task} */
  const task = {
    taskId,
    status,
    successFlag,
    errorCode,
    errorMessage,
    createTime: isoTime(createTime),
    completeTime: isoTime(completeTime),
    paramJson,
    parameters: object === null ? null : deepFreeze(JSON.parse(object)),
    response: hasResponse ? Object.freeze({ taskId: responseTaskId, resultVideoUrl, resultImageUrl }) : null,
  };
  if (raw !== undefined) task.raw = raw;
  return Object.freeze(task);
}

/** @param {number | null} ms epoch milliseconds within a Date's range */
function isoTime(ms) {
  return ms === null ? null : new Date(ms).toISOString();
}

/**
 * @template T
 * @param {T} value decoded JSON, at most 32 deep
 * @returns {T}
 */
function deepFreeze(value) {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}
