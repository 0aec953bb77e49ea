// Progress on standard error: on a terminal one line written anew, elsewhere lines that a log can keep.
import { plain } from './output.js';

/** @typedef {import('./command.js').Stream} Stream */

/** @param {number} ms @returns {string} such as `2:05` */
export function clock(ms) {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The one line of a terminal. @param {Stream} stream */
function lineOf(stream) {
  let shown = '';
  return {
    /** @param {string} text */
    show(text) {
      if (text !== shown) stream.write(`\r\u001b[K${text.slice(0, (stream.columns ?? 80) - 1)}`);
      shown = text;
    },
    /** Leaves it free for what comes. */
    end() {
      if (shown) stream.write('\r\u001b[K');
      shown = '';
    },
  };
}

/**
 * Of a wait: a line for each change elsewhere.
 * @param {Stream} stream
 */
export function waitingOn(stream) {
  const line = lineOf(stream);
  let last = '';
  const progress = {
    /** whether the task has been seen */
    seen: false,
    /** @param {import('../client/follow/followed-task.js').Look} look */
    update({ task, error, elapsed }) {
      const state = error ? `${error.kind}, trying again` : (task?.stage ?? task?.status ?? 'unknown');
      if (stream.isTTY) line.show(plain(`${state} · ${clock(elapsed)}`));
      else if (state !== last) stream.write(`${plain(state)} · ${clock(elapsed)}\n`);
      last = state;
      progress.seen ||= task !== null;
    },
    end: line.end,
  };
  return progress;
}

/**
 * Of bytes that go somewhere: a line for each quarter elsewhere.
 * @param {Stream} stream
 * @param {'saving' | 'uploading'} doing
 */
export function transferOn(stream, doing) {
  const line = lineOf(stream);
  let quarters = -1;
  return {
    /** @param {{ bytes: number, total: number | null }} progress */
    update({ bytes, total }) {
      const text =
        total === null
          ? `${doing} · ${megabytes(bytes)}`
          : `${doing} · ${percent(bytes, total)} of ${megabytes(total)}`;
      if (stream.isTTY) return line.show(text);
      const reached = total ? Math.floor((4 * bytes) / total) : 0;
      if (reached > quarters) stream.write(`${text}\n`);
      quarters = Math.max(reached, quarters);
    },
    end: line.end,
  };
}

/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** @param {number} bytes @param {number} total */
const percent = (bytes, total) => `${Math.floor((100 * bytes) / total)} %`;
