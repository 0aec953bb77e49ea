// What an error means for people, in their language, by its `kind`.
import { AlephError } from '../client/errors.js';
import { fill } from '../words/fill.js';

/**
 * @param {unknown} error
 * @param {import('./languages.js').ElementWords} words
 * @returns {{ title: string, advice: string }} what happened, and what to do about it
 */
export function explain(error, words) {
  /** @type {Record<string, string[]>} */
  const kinds = words.error.kinds;
  const told = toldOf(error);
  const [title = '', advice = ''] =
    kinds[AlephError.is(told) ? told.kind : 'unexpected'] ?? words.error.kinds.unexpected;
  return { title, advice };
}

/** @param {unknown} error @returns {unknown} of a wait that never saw its task, why: nothing goes on that anybody has seen */
function toldOf(error) {
  const isBlind = AlephError.is(error) && error.kind === 'timeout' && error.task === null;
  return isBlind && AlephError.is(error.cause) ? error.cause : error;
}

/**
 * @param {unknown} error
 * @param {import('./languages.js').ElementWords} words
 * @returns {string} such as " (code 429)" when the service gave a number, else empty
 */
export function numberOf(error, { error: words }) {
  if (!AlephError.is(error)) return '';
  const { code, status } = error;
  if (code !== null && code !== 200) return ` (${fill(words.code, { code })})`;
  return status !== null && status !== 200 ? ` (${fill(words.http, { status })})` : '';
}
