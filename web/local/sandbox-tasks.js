// The tasks the sandbox knows, as data. Bodies are those of shared wire recordings, with times made fresh.

/** The one key the sandbox accepts. It opens nothing else and is no secret. */
export const SANDBOX_KEY = 'sandbox-key';

/** Stands for the URL of the sandbox's media folder in `parameters`. */
export const MEDIA = '{media}';

/** What a task gives unless it says otherwise, in the media folder. */
export const RESULT = { video: 'aleph.mp4', image: 'aleph.jpg' };

const PROMPT = 'Turn the street into a watercolour at dusk, keep the camera move';
const SOURCE = `${MEDIA}/source.mp4`;
const DAY = 86_400;

/** @typedef {import('./check-task.js').SandboxTask} SandboxTask */

/** What stands before the service answers so when it cannot reach it. */
export const BAD_GATEWAY = {
  status: 502,
  type: 'text/html',
  body: '<html><head><title>502 Bad Gateway</title></head></html>',
};

/** Those with a title are the page's examples. @type {Readonly<Record<string, SandboxTask>>} */
export const TASKS = {
  'sandbox-succeeded': {
    title: 'a finished video',
    state: 'succeeded',
    age: 900,
    took: 312,
    parameters: { prompt: PROMPT, videoUrl: SOURCE, aspectRatio: '16:9', waterMark: '', seed: 41_027, uploadCn: false },
  },
  'sandbox-slow': {
    title: 'finishes while you watch',
    state: 'slow',
    parameters: { prompt: PROMPT, videoUrl: SOURCE },
  },
  'sandbox-pending': {
    title: 'still being made',
    state: 'pending',
    age: 95,
    parameters: { prompt: PROMPT, videoUrl: SOURCE, uploadCn: false },
  },
  'sandbox-failed': {
    title: 'failed',
    state: 'failed',
    age: 600,
    took: 16,
    parameters: { prompt: PROMPT, videoUrl: SOURCE },
  },
  'sandbox-failed-old': {
    title: 'failed, in the old form',
    state: 'failed-old',
    age: 600,
    took: 101,
    parameters: { prompt: PROMPT, imageUrl: 'https://example.com/old.png' },
  },
  'sandbox-without-url': {
    title: 'succeeded, but without a video',
    state: 'succeeded',
    age: 300,
    took: 204,
    result: {},
    parameters: { prompt: PROMPT, videoUrl: SOURCE },
  },
  'sandbox-unplayable': {
    title: 'its video cannot be played',
    state: 'succeeded',
    age: 300,
    took: 204,
    result: { video: 'cut.mp4' },
    parameters: { prompt: PROMPT, videoUrl: `${MEDIA}/cut.mp4` },
  },
  'sandbox-expired': {
    title: 'its video is gone',
    state: 'succeeded',
    age: 20 * DAY,
    took: 204,
    result: { video: 'gone.mp4' },
    parameters: { prompt: PROMPT },
  },
  'sandbox-jobs-succeeded': {
    title: 'a finished video of the jobs route',
    route: 'jobs',
    state: 'succeeded',
    age: 900,
    took: 188,
    parameters: { prompt: PROMPT, videoUrl: SOURCE, aspectRatio: '16:9', waterMark: '', seed: 41_027, uploadCn: false },
  },
  'sandbox-jobs-slow': {
    title: 'waits, is queued, is generated, finishes',
    route: 'jobs',
    state: 'slow',
    parameters: { prompt: PROMPT, videoUrl: SOURCE },
  },
  'sandbox-jobs-waiting': { route: 'jobs', stage: 'waiting', age: 2, parameters: { prompt: PROMPT, videoUrl: SOURCE } },
  'sandbox-jobs-queuing': { route: 'jobs', stage: 'queuing', age: 9, parameters: { prompt: PROMPT, videoUrl: SOURCE } },
  'sandbox-jobs-generating': {
    route: 'jobs',
    stage: 'generating',
    age: 95,
    parameters: { prompt: PROMPT, videoUrl: SOURCE },
  },
  'sandbox-jobs-failed': {
    route: 'jobs',
    state: 'failed',
    age: 600,
    took: 16,
    parameters: { prompt: PROMPT, videoUrl: 'https://example.com/gone.mp4' },
  },
  'sandbox-jobs-without-url': {
    route: 'jobs',
    state: 'succeeded',
    age: 300,
    took: 204,
    result: {},
    parameters: { prompt: PROMPT, videoUrl: SOURCE },
  },
  'sandbox-jobs-key-cap': { route: 'jobs', envelope: { code: 433, msg: 'The API key has reached its usage limit' } },
  'sandbox-wrong-key': {
    title: 'the key is not accepted',
    envelope: { code: 401, msg: 'You do not have access permissions' },
  },
  'sandbox-refused': {
    title: 'the request is refused',
    envelope: { code: 422, msg: 'Record does not exist', data: null },
  },
  'sandbox-no-credits': { title: 'credits are exhausted', envelope: { code: 402, msg: 'Insufficient credits' } },
  'sandbox-no-answer': {
    title: 'the model gave nothing',
    envelope: {
      code: 408,
      msg: 'Upstream is currently experiencing service issues. No result has been returned for over 10 minutes.',
    },
  },
  'sandbox-rate-limit': {
    title: 'too many requests',
    envelope: { code: 429, msg: 'Your call frequency is too high. Please try again later.' },
  },
  'sandbox-no-source': {
    title: 'the source cannot be fetched',
    envelope: {
      code: 451,
      msg: 'Failed to fetch the image. Kindly verify any access limits set by you or your service provider.',
    },
  },
  'sandbox-maintenance': {
    title: 'under maintenance',
    envelope: { code: 455, msg: 'Service unavailable: under maintenance' },
  },
  'sandbox-server-error': {
    title: 'the service fails',
    envelope: { code: 500, msg: 'Server exception, please try again later or contact customer service' },
  },
  'sandbox-switched-off': { title: 'switched off', envelope: { code: 505, msg: 'Feature disabled' } },
  'sandbox-new-code': { title: 'a code nobody knows', envelope: { code: 477, msg: '该功能正在灰度发布' } },
  'sandbox-html': {
    title: 'an error page instead of an answer',
    http: BAD_GATEWAY,
  },
  'sandbox-nonsense': {
    title: 'an answer that cannot be read',
    http: { status: 200, type: 'text/html', body: '<!doctype html><title>Just a moment…</title>' },
  },
};

/** Answers that are no task. */
export const ANSWERS = {
  wrongKey: { code: 401, msg: 'You do not have access permissions' },
  unknownTask: {
    aleph: { code: 200, msg: 'success', data: null },
    jobs: { code: 422, msg: 'recordInfo is null', data: null },
  },
  noTaskId: { code: 422, msg: 'taskId is required', data: null },
  wrongUrl: { code: 422, msg: 'url is wrong', data: null },
};
