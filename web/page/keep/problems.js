// Why a result was not saved, as one of the kinds that the words know.
import { AlephError } from '../../client/errors.js';

/** @typedef {keyof typeof import('../../words/en.js').keep.problems} ProblemKind */

/**
 * @typedef {object} Problem
 * @property {ProblemKind | null} kind null: as the service's own errors are explained, by `error`
 * @property {unknown} error
 * @property {boolean} ofPlace nothing else can be saved there either until somebody does something about it
 */

/** By the name of a browser's exception. @type {Record<string, { kind: ProblemKind, ofPlace: boolean }>} */
const OF_FILES = {
  NotAllowedError: { kind: 'permission', ofPlace: true },
  SecurityError: { kind: 'permission', ofPlace: true },
  NotFoundError: { kind: 'folder', ofPlace: true },
  QuotaExceededError: { kind: 'full', ofPlace: true },
};
/** A file that is in use, a name that is a folder's, and what browsers think of next. */
const OF_ONE_FILE = /** @type {const} */ ({ kind: 'write', ofPlace: false });

/** Of a transfer, by the kind of its error. @type {Record<string, ProblemKind>} */
const OF_TRANSFERS = { connection: 'network', timeout: 'network', 'invalid-response': 'video' };

/** What hosts say of a video that is gone, or not to be had. */
const GONE = [403, 404, 410];

/** @param {unknown} error of a lookup or of `saveResult` @returns {Problem} */
export function problemOf(error) {
  if (!AlephError.is(error)) {
    const { name } = /** @type {Error} */ (error ?? {});
    return { error, ...(OF_FILES[name] ?? OF_ONE_FILE) };
  }
  const { kind, status } = error;
  if (kind === 'invalid-response' && GONE.includes(Number(status))) return { error, kind: 'gone', ofPlace: false };
  return { error, kind: OF_TRANSFERS[kind] ?? null, ofPlace: false };
}
