// The tasks the sandbox knows, as data. Bodies are those of shared wire recordings, with times made fresh.

/** The one key the sandbox accepts. It opens nothing else and is no secret. */
export const SANDBOX_KEY = 'sandbox-key';

const PROMPT = 'Turn the street into a watercolour at dusk, keep the camera move';

/**
 * @typedef {object} SandboxTask
 * @property {string} title for people
 * @property {'pending' | 'succeeded' | 'failed' | 'failed-old' | 'slow'} [state]
 * @property {number} [age] seconds since its creation
 * @property {number} [took] seconds from creation to the end
 * @property {Record<string, unknown>} [parameters] what `paramJson` holds
 * @property {{ code: number, msg: string, data?: null }} [envelope] answered instead of a task
 * @property {{ status: number, type: string, body: string }} [http] answered instead of an envelope
 */

/** @type {Readonly<Record<string, SandboxTask>>} */
export const TASKS = {
  'sandbox-succeeded': {
    title: 'a finished video',
    state: 'succeeded',
    age: 900,
    took: 312,
    parameters: { prompt: PROMPT, videoUrl: 'https://example.com/street.mp4', aspectRatio: '16:9', waterMark: '', seed: 41_027, uploadCn: false },
  },
  'sandbox-slow': { title: 'finishes while you watch', state: 'slow', parameters: { prompt: PROMPT, videoUrl: 'https://example.com/street.mp4' } },
  'sandbox-pending': { title: 'still being made', state: 'pending', age: 95, parameters: { prompt: PROMPT, videoUrl: 'https://example.com/street.mp4', uploadCn: false } },
  'sandbox-failed': { title: 'failed', state: 'failed', age: 600, took: 16, parameters: { prompt: PROMPT, videoUrl: 'https://example.com/gone.mp4' } },
  'sandbox-failed-old': { title: 'failed, in the old form', state: 'failed-old', age: 600, took: 101, parameters: { prompt: PROMPT, imageUrl: 'https://example.com/old.png' } },
  'sandbox-no-credits': { title: 'credits are exhausted', envelope: { code: 402, msg: 'Insufficient credits' } },
  'sandbox-rate-limit': { title: 'too many requests', envelope: { code: 429, msg: 'Your call frequency is too high. Please try again later.' } },
  'sandbox-maintenance': { title: 'under maintenance', envelope: { code: 455, msg: 'Service unavailable: under maintenance' } },
  'sandbox-html': { title: 'an error page instead of an answer', http: { status: 502, type: 'text/html', body: '<html><head><title>502 Bad Gateway</title></head></html>' } },
};

/** Answers that are no task. */
export const ANSWERS = {
  wrongKey: { code: 401, msg: 'You do not have access permissions' },
  unknownTask: { code: 200, msg: 'success', data: null },
  noTaskId: { code: 422, msg: 'taskId is required', data: null },
};

/**
 * The end of each state, as the service sends it.
 * @type {Record<'pending' | 'succeeded' | 'failed' | 'failed-old', { successFlag: number, errorCode: number | null, errorMessage: string | null }>}
 */
export const ENDS = {
  pending: { successFlag: 0, errorCode: null, errorMessage: null },
  succeeded: { successFlag: 1, errorCode: null, errorMessage: null },
  failed: { successFlag: 3, errorCode: 500, errorMessage: 'internal error, please try again later.' },
  'failed-old': { successFlag: 0, errorCode: 400, errorMessage: 'Your prompt was caught by our AI moderator. Please adjust it and try again.' },
};
