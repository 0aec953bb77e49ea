// The task users get: a frozen plain object that survives structuredClone and JSON.

/**
 * What a succeeded task has made.
 * @typedef {object} TaskResponse
 * @property {string | null} taskId as the result names it
 * @property {string | null} resultVideoUrl the video, kept for about 14 days; untrusted, check it before use as a link
 * @property {string | null} resultImageUrl its thumbnail
 */

/**
 * The keys that the service's requests are known to have, with the types its documentation gives them (docs/contract.md, "Data").
 * @typedef {object} KnownParameters
 * @property {string} [prompt] what was asked for
 * @property {string} [videoUrl] the video it started from; never the result
 * @property {string} [aspectRatio] such as `16:9`
 * @property {number} [seed] the same one makes similar results
 * @property {string} [referenceImage] URL of a picture that gives style or content
 * @property {string} [imageUrl] a name of old requests for it
 * @property {string} [waterMark] text shown in the video
 * @property {boolean} [uploadCn] whether the video is uploaded to servers in China
 * @property {string} [callBackUrl] which the service calls at the end
 */

/**
 * What a task was made with, as its maker sent it: also keys that nobody knows. The service has taken it, and nothing here checks
 * it again: before use as a link or as HTML it is as untrusted as any text of a stranger.
 * @typedef {KnownParameters & { [key: string]: unknown }} TaskParameters
 */

/**
 * One Aleph task. Names are the wire's; its absent, null and unreadable values are all `null`.
 * @typedef {object} TaskFields
 * @property {string} taskId the service's, or the one asked for when absent
 * @property {'aleph' | 'jobs'} route which of the service's lookups keeps it: the older one of its own, or that of all models
 * @property {'processing' | 'succeeded' | 'failed'} status how it is doing; the last two are final
 * @property {'waiting' | 'queuing' | 'generating' | null} stage how far a task has come that is still processing; only of `jobs`
 * @property {number | null} successFlag as sent: 0 pending, 1 succeeded, 2 and above failed
 * @property {number | null} errorCode the reason of a failure, as a number
 * @property {string | null} errorMessage the reason of a failure, in words; never blank
 * @property {string | null} createTime ISO 8601, UTC, milliseconds
 * @property {string | null} completeTime ISO 8601, UTC, milliseconds
 * @property {number | null} costTime seconds the service says it took; only of `jobs`
 * @property {number | null} credits what it costs, final once the task is; only of `jobs`
 * @property {string | null} model such as `runway/gen4-aleph`; only of `jobs`
 * @property {string | null} paramJson the original request as sent; untrusted text
 * @property {Readonly<TaskParameters> | null} parameters `paramJson` decoded; integers beyond 2^53 are rounded here, exact there
 * @property {Readonly<TaskResponse> | null} response what it has made; `null` until then
 * @property {string} [raw] the answer's body, when asked for with `raw: true`
 */

/**
 * A value of each one's type; any may be null, too. What comes from elsewhere and has not all of them is no task of this version.
 * @type {{ [name in Exclude<keyof TaskFields, 'taskId' | 'status' | 'raw'>]: unknown }}
 */
export const MEMBERS = {
  route: '',
  stage: '',
  successFlag: 0,
  errorCode: 0,
  errorMessage: '',
  createTime: '',
  completeTime: '',
  costTime: 0,
  credits: 0,
  model: '',
  paramJson: '',
  parameters: {},
  response: { taskId: '', resultVideoUrl: '', resultImageUrl: '' },
};

/** @typedef {TaskFields & { status: 'processing' }} ProcessingTask still being made */
/** @typedef {TaskFields & { status: 'succeeded' }} SucceededTask final; even then a URL may be missing */
/** @typedef {TaskFields & { status: 'failed' }} FailedTask final; see `errorMessage` */
/** @typedef {ProcessingTask | SucceededTask | FailedTask} Task told apart by `status` */

/**
 * @param {import('./module/module.js').WireTask} wire fresh from JSON; it becomes the task
 * @param {string | undefined} raw
 * @returns {Readonly<Task>}
 */
export function taskFromWire(wire, raw) {
  const { createTime, completeTime } = wire;
  const task = /** @type {Task} */ (
    Object.assign(wire, { createTime: isoTime(createTime), completeTime: isoTime(completeTime) })
  );
  if (raw !== undefined) task.raw = raw;
  return deepFreeze(task);
}

/** @param {number | null} ms epoch milliseconds within a Date's range */
function isoTime(ms) {
  return ms === null ? null : new Date(ms).toISOString();
}

/**
 * @template T
 * @param {T} value decoded JSON, little deeper than 32
 * @returns {T}
 */
function deepFreeze(value) {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}
