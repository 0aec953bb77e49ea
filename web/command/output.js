// What the command prints: words for people, one JSON document for programs. Nothing from the network can steer the terminal.
import { isFinal } from '../shared/finality.js';

/** @typedef {Readonly<import('../client/task.js').Task>} Task */

/** Where a task's video and its JSON have been saved. @typedef {{ video: string, json: string, bytes: number, type: string }} SavedTask */

/** Characters of a line in front of its value. */
const NAME_WIDTH = 10;

/** Control characters, of which the terminal takes some for commands; line breaks too, since a value is one line. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** @param {unknown} value @returns {string} one line a terminal only shows */
export function plain(value) {
  return String(value).replace(CONTROL, escaped);
}

/** @param {unknown} value @returns {string} JSON, with everything but ASCII's and the text's own characters escaped */
export function json(value) {
  return `${JSON.stringify(value, null, 2).replace(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, escaped)}\n`;
}

/** @param {string} character */
function escaped(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** @param {Task} task @param {SavedTask | null} [saved] @returns {string} several lines */
export function describe(task, saved) {
  const { taskId, status, stage, errorCode, errorMessage, createTime, completeTime, parameters, response } = task;
  const { model, credits, costTime } = task;
  /** @type {[string, unknown][]} */
  const rows = [
    ['task', taskId],
    ['status', status],
    ['stage', stage],
    [
      'error',
      status === 'failed'
        ? [errorMessage ?? 'no reason given', errorCode && `(${errorCode})`].filter(Boolean).join(' ')
        : null,
    ],
    ['prompt', parameters?.prompt],
    ['model', model],
    ['created', createTime],
    ['completed', completeTime],
    ['took', costTime === null ? null : `${costTime} s`],
    ['credits', credits !== null && !isFinal(status) ? `${credits}, may change` : credits],
    ['video', response?.resultVideoUrl],
    ['image', response?.resultImageUrl],
    ['saved', saved?.video],
    ['beside', saved?.json],
  ];
  return rowsOf(rows);
}

/** @param {[name: string, value: unknown][]} rows @returns {string} a line for each that has a value */
export function rowsOf(rows) {
  return rows
    .flatMap(([name, value]) =>
      value === null || value === undefined ? [] : `${name.padEnd(NAME_WIDTH)}${plain(value)}\n`,
    )
    .join('');
}

/**
 * What went wrong, for people at a terminal: of a connection what the system said of it, since no browser is in the way here.
 * @param {unknown} error
 * @returns {string}
 */
export function wordsOf(error) {
  const { kind, message, cause } = /** @type {import('../client/errors.js').AlephError} */ (error);
  // A wait whose time is over quotes why its last look failed.
  if (kind === 'timeout' && cause instanceof Error) return message.replace(cause.message, () => wordsOf(cause));
  // Not of a signal, nor of a time that was over: those say nothing new.
  if (kind === 'unknown-outcome' && cause instanceof Error && cause.cause) return `${message} (${systemWords(cause)})`;
  const said = kind === 'connection' ? systemWords(cause) : null;
  return said ? `No answer arrived: ${said}. The task is not lost; check the network and the base URL.` : message;
}

/**
 * @param {any} thrown by Node's fetch, which says only that it failed: why is in the cause within
 * @returns {string | null} such as `getaddrinfo ENOTFOUND api.kie.ai`
 */
export function systemWords(thrown) {
  if (thrown?.cause) return systemWords(thrown.cause);
  const { message = '', code } = thrown ?? {};
  // Of several addresses that were tried there is no message, only the code of the first.
  return [message, message.includes(code) ? '' : code].filter(Boolean).join(' ') || null;
}
