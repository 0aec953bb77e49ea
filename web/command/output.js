// What the command prints: words for people, one JSON document for programs. Nothing from the network can steer the terminal.

/** @typedef {Readonly<import('../client/task.js').Task>} Task */

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

/** @param {Task} task @returns {string} several lines */
export function describe(task) {
  const { taskId, status, errorCode, errorMessage, createTime, completeTime, parameters, response } = task;
  /** @type {[string, unknown][]} */
  const rows = [
    ['task', taskId],
    ['status', status],
    [
      'error',
      status === 'failed'
        ? [errorMessage ?? 'no reason given', errorCode && `(${errorCode})`].filter(Boolean).join(' ')
        : null,
    ],
    ['prompt', parameters?.prompt],
    ['created', createTime],
    ['completed', completeTime],
    ['video', response?.resultVideoUrl],
    ['image', response?.resultImageUrl],
  ];
  return rows
    .flatMap(([name, value]) => (value === null || value === undefined ? [] : `${name.padEnd(10)}${plain(value)}\n`))
    .join('');
}

/** @param {number} ms @returns {string} such as `2:05` */
export function clock(ms) {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/**
 * Progress of a wait: one line written anew on a terminal, a line for each change elsewhere.
 * @param {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} stream
 */
export function progressOn(stream) {
  let last = '';
  let shown = false;
  return {
    /** @param {import('../client/follow.js').Look} look */
    update({ task, error, elapsed }) {
      const state = error ? `${error.kind}, trying again` : (task?.status ?? 'unknown');
      if (stream.isTTY) {
        stream.write(`\r\u001b[K${plain(`${state} · ${clock(elapsed)}`).slice(0, (stream.columns ?? 80) - 1)}`);
        shown = true;
      } else if (state !== last) stream.write(`${plain(state)} · ${clock(elapsed)}\n`);
      last = state;
    },
    /** Leaves the terminal's line free for what comes. */
    end() {
      if (shown) stream.write('\r\u001b[K');
    },
  };
}
