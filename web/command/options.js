// Every command and every option, as data: what is read of a command line, and what the help says.
import { ROUTES } from '../shared/endpoints.js';

/** A mistake in the arguments: exit code 2. */
export class UsageError extends Error {}

/** @typedef {'create' | 'get' | 'wait' | 'upload' | 'credits' | 'callbacks verify' | 'serve'} Command */

/**
 * What each one takes besides options, and what it does.
 * @type {Record<Command, { takes?: string, needs?: string[], usage: string, says: string }>}
 */
export const COMMANDS = {
  create: {
    needs: ['video', 'prompt'],
    usage: 'create --video <file|url> --prompt <text>',
    says: 'makes a task, which costs credits; with --wait and --save the whole way',
  },
  get: { takes: 'task id', usage: 'get <id>', says: 'the task as it is now' },
  wait: { takes: 'task id', usage: 'wait <id>', says: 'waits for its end, with progress' },
  upload: { takes: 'file or URL', usage: 'upload <file|url>', says: 'makes a URL of a file, for a day; free' },
  credits: { usage: 'credits', says: 'how many the account has left' },
  'callbacks verify': {
    takes: 'file',
    usage: 'callbacks verify <file>',
    says: 'what a stored callback says, and whether it is signed',
  },
  serve: {
    usage: 'serve',
    says: 'the page, on this machine only: over a sandbox, or with a key over the real service',
  },
};

/**
 * @typedef {object} Option
 * @property {string} name its member of the invocation
 * @property {Command[]} of the commands that take it
 * @property {string} [value] what is written after it; none: it is a switch
 * @property {string} says
 * @property {(text: string, option: string) => unknown} [read] none: the text itself; throws a UsageError
 */

/** @type {Command[]} */
const ASKING = ['create', 'get', 'wait', 'upload', 'credits'];
/** @type {Command[]} */
const OF_TASKS = ['create', 'get', 'wait'];

/** @type {Record<string, Option>} */
export const OPTIONS = {
  video: { name: 'video', of: ['create'], value: 'file|url', says: 'a file is uploaded, a URL has to be public' },
  prompt: { name: 'prompt', of: ['create'], value: 'text', says: 'what to make of the video; - reads standard input' },
  'aspect-ratio': { name: 'aspectRatio', of: ['create'], value: 'ratio', says: 'such as 16:9' },
  'reference-image': { name: 'referenceImage', of: ['create'], value: 'url', says: 'a picture for style or content' },
  seed: { name: 'seed', of: ['create'], value: 'number', says: 'the same one makes similar results', read: readSeed },
  watermark: { name: 'waterMark', of: ['create'], value: 'text', says: 'shown in the video' },
  'upload-cn': { name: 'uploadCn', of: ['create'], says: 'over servers in China' },
  callback: { name: 'callBackUrl', of: ['create'], value: 'url', says: 'which the service calls at the end' },
  wait: { name: 'wait', of: ['create'], says: 'waits for the end, as wait does' },
  save: {
    name: 'save',
    of: OF_TASKS,
    value: 'folder',
    says: 'keeps the finished video in that folder, the task as JSON beside it; create waits for it',
  },
  json: { name: 'json', of: [...ASKING, 'callbacks verify'], says: 'one JSON document on standard output' },
  timeout: {
    name: 'timeout',
    of: ASKING,
    value: 'seconds',
    says: 'of the call, or of the whole wait (1200)',
    read: readSeconds,
  },
  route: {
    name: 'route',
    of: OF_TASKS,
    value: 'route',
    says: 'where the service keeps the task: aleph, jobs, or auto to find out, and create on jobs (auto)',
    read: readRoute,
  },
  'key-file': {
    name: 'keyFile',
    of: [...ASKING, 'serve'],
    value: 'path',
    says: 'reads the key from a file instead of KIE_API_KEY',
  },
  'base-url': {
    name: 'baseUrl',
    of: [...ASKING, 'serve'],
    value: 'url',
    says: 'another service than https://api.kie.ai',
  },
  'secret-env': {
    name: 'secretEnv',
    of: ['callbacks verify'],
    value: 'name',
    says: 'the variable of the environment with the webhook key (KIE_WEBHOOK_KEY)',
  },
  at: {
    name: 'at',
    of: ['callbacks verify'],
    value: 'time',
    says: 'when it came, for an old one (now)',
    read: readTime,
  },
  port: { name: 'port', of: ['serve'], value: 'number', says: '8787', read: readPort },
};

/** @param {string} text @param {string} option @returns {number} */
function readNumber(text, option, what = 'number') {
  if (text.trim() === '' || Number.isNaN(Number(text))) throw new UsageError(`--${option} must be a ${what}.`);
  return Number(text);
}

/** @param {string} text @param {string} option */
function readSeed(text, option) {
  const value = readNumber(text, option, 'whole number');
  if (!Number.isSafeInteger(value)) throw new UsageError(`--${option} must be a whole number.`);
  return value;
}

/** @param {string} text @param {string} option @returns {number} ms */
function readSeconds(text, option) {
  const what = 'positive number of seconds';
  const value = readNumber(text, option, what);
  if (!(value > 0)) throw new UsageError(`--${option} must be a ${what}.`);
  return value * 1000;
}

/** @param {string} text Unix seconds or a date @param {string} option @returns {number} epoch ms */
function readTime(text, option) {
  const time = /^\d{1,12}$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (Number.isNaN(time)) throw new UsageError(`--${option} must be Unix seconds, or a date and time.`);
  return time;
}

/** @param {string} text @param {string} option */
function readRoute(text, option) {
  if (text === 'auto' || ROUTES.some((route) => route === text)) return text;
  throw new UsageError(`--${option} must be auto, ${ROUTES.join(' or ')}.`);
}

/** @param {string} text @param {string} option */
function readPort(text, option) {
  const what = 'whole number from 0 to 65535';
  const value = readNumber(text, option, what);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new UsageError(`--${option} must be a ${what}.`);
  return value;
}
