// What may come over the channel that the tabs of an origin share: from this version, from others, and from anyone.

/** As this version sends it. */
export const TASK = {
  taskId: 'a',
  route: 'jobs',
  status: 'succeeded',
  stage: null,
  successFlag: 1,
  errorCode: null,
  errorMessage: null,
  createTime: '2026-08-18T12:00:00.000Z',
  completeTime: '2026-08-18T12:05:00.000Z',
  costTime: 300,
  credits: 110,
  model: 'runway/gen4-aleph',
  paramJson: '{"prompt":"Make it snow"}',
  parameters: { prompt: 'Make it snow' },
  response: { taskId: 'a', resultVideoUrl: 'https://example.com/a.mp4', resultImageUrl: null },
};
export const ERROR = {
  name: 'AuthenticationError',
  kind: 'authentication',
  message: 'The key is wrong.',
  code: 401,
  status: 200,
  taskId: 'a',
  task: null,
  retryAfter: null,
  retryable: false,
};

/** @param {object} members */
const look = (members) => ({
  type: 'look',
  taskId: 'a',
  task: null,
  error: null,
  isFinal: false,
  createTime: null,
  delay: null,
  ...members,
});
/** @param {object} members */
export const taskLook = (members) =>
  look({ task: { ...TASK, ...members }, isFinal: true, createTime: 1_787_054_400_000 });
/** @param {object} members */
export const errorLook = (members) => look({ error: { ...ERROR, ...members } });
const circle = { ...look({}), task: {} };
circle.task = circle;

/** What must be as if it had never come. @type {[what: string, data: unknown][]} */
export const NO_MESSAGES = [
  ['null', null],
  ['undefined', undefined],
  ['a number', 7],
  ['a big number', 7n],
  ['a text', 'look'],
  ['a list', ['look']],
  ['no members', {}],
  ['an unknown type', { type: 'lead', taskId: 'a' }],
  ['a type of the wrong type', { ...taskLook({}), type: ['look'] }],
  ['an ask without an id', { type: 'ask' }],
  ['an ask with a strange id', { type: 'ask', taskId: { a: 1 } }],
  ['a look without an id', { ...taskLook({}), taskId: undefined }],
  ['a look that saw nothing', look({})],
  ['a look without members', { type: 'look', taskId: 'a' }],
  ['a task that is a text', look({ task: 'succeeded' })],
  ['a task that is a list', look({ task: [] })],
  ['a task of its state only', look({ task: { status: 'succeeded' } })],
  ['a task without a response', taskLook({ response: undefined })],
  ['a task in an unknown state', taskLook({ status: 'paused' })],
  ['a task in no state', taskLook({ status: null })],
  ['a task without an id', taskLook({ taskId: null })],
  ['a task with a time as a number', taskLook({ createTime: 1787093500000 })],
  ['a task with a flag as a text', taskLook({ successFlag: '1' })],
  ['a task with parameters as a text', taskLook({ parameters: '{}' })],
  ['a task with a URL in a list', taskLook({ response: { ...TASK.response, resultVideoUrl: ['https://a'] } })],
  ['a task with a response without members', taskLook({ response: {} })],
  ['a task of a version without routes', taskLook({ route: undefined })],
  ['a task with a strange creation time', { ...taskLook({}), createTime: '2026' }],
  ['a task of an earlier version', { type: 'look', taskId: 'a', task: TASK, error: null }],
  ['a circle', circle],
  ['an error that is a text', look({ error: 'authentication' })],
  ['an error that is true', look({ error: true })],
  ['an error of an unknown kind', errorLook({ kind: 'of-tomorrow' })],
  ['an error of a kind that every object has', errorLook({ kind: 'constructor' })],
  ['an error of the kind __proto__', errorLook({ kind: '__proto__' })],
  ['an error of no kind', errorLook({ kind: null })],
  ['an error of a kind in a list', errorLook({ kind: ['authentication'] })],
  ['an error of its kind only', look({ error: { kind: 'authentication' } })],
  ['an error without a message', errorLook({ message: undefined })],
  ['an error with a status as a text', errorLook({ status: '200' })],
  ['an error that is retryable by a text', errorLook({ retryable: 'no' })],
  ['an error with a code as a text', errorLook({ code: '401' })],
  ['an error with a strange delay', { ...errorLook({}), delay: '7' }],
  ['an error with a strange wait', errorLook({ retryAfter: {} })],
  [
    'a getter that throws',
    {
      type: 'look',
      get taskId() {
        throw new Error('no id');
      },
    },
  ],
];
