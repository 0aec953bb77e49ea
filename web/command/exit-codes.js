// What the command ends with: for scripts, so that none of these changes.

/**
 * @typedef {object} ExitCode
 * @property {number} code
 * @property {string} means
 * @property {import('../client/errors.js').ErrorKind[]} [kinds] none: of errors that end with it
 */

/** The help says them, and README. @type {ExitCode[]} */
export const EXIT_CODES = [
  { code: 0, means: 'succeeded (create, get: or still processing)' },
  { code: 1, means: 'failed', kinds: ['task-failed'] },
  { code: 2, means: 'usage', kinds: ['invalid-request'] },
  { code: 3, means: 'not found', kinds: ['task-not-found'] },
  { code: 4, means: 'authentication', kinds: ['authentication'] },
  { code: 5, means: 'timeout', kinds: ['timeout'] },
  { code: 6, means: 'other' },
  { code: 7, means: 'nobody knows whether a task was made', kinds: ['unknown-outcome'] },
  { code: 130, means: 'interrupted' },
];

export const FAILED = 1;
export const USAGE = 2;
export const NO_KEY = 4;
export const OTHER = 6;
/** As shells have it for SIGINT. */
export const INTERRUPTED = 130;

/** @param {import('../client/errors.js').ErrorKind} kind */
export function exitCodeOf(kind) {
  return EXIT_CODES.find(({ kinds }) => kinds?.includes(kind))?.code ?? OTHER;
}
