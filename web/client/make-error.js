// Makes errors by their kind. A class is named after its kind: RateLimitError is that of `rate-limit`.
import * as errors from './errors.js';

/** @typedef {import('./errors.js').ErrorKind} ErrorKind */

const { AlephError, ...classes } = errors;

/** @type {Map<string, typeof errors.AlephError>} */
const CLASSES = new Map(Object.entries(classes).map(([name, errorClass]) => [kindOf(name), errorClass]));

/**
 * @param {string} name of a class of errors
 * @returns {string} such as `rate-limit`
 */
export function kindOf(name) {
  return name
    .replace(/Error$/, '')
    .replace(/\B[A-Z]/g, '-$&')
    .toLowerCase();
}

/**
 * @param {string} kind
 * @returns {kind is ErrorKind} whether this version knows it
 */
export function isKind(kind) {
  return CLASSES.has(kind);
}

/**
 * The error of a kind, in its own class.
 * @param {ErrorKind} kind
 * @param {string} message
 * @param {import('./errors.js').ErrorDetails} [details]
 * @returns {import('./errors.js').AlephError}
 */
export function makeError(kind, message, details) {
  const errorClass = CLASSES.get(kind) ?? AlephError;
  return new errorClass(kind, message, details);
}
