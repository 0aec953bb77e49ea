// The key that the proxy holds: given, asked for before each request, or missing until somebody asks.
import { complaintAboutKey } from '../shared/request.js';

/** @typedef {string | undefined | (() => string | undefined | Promise<string | undefined>)} KeyOption */

/** What no problem below quotes: neither the key, nor what a function that gives it has thrown. */
const ADVICE = {
  none: 'Set the option apiKey of createProxy to the key, or to a function that gives it',
  bad: 'The API key must be printable ASCII without spaces, at most 4096 characters (option apiKey of createProxy). Check for a line break at its end',
  failed: 'The function given as option apiKey of createProxy failed. Its error is not shown: it may hold the key',
};

/**
 * @param {KeyOption} apiKey
 * @returns {() => Promise<{ key: string } | { problem: string }>} gives the key, or says what is wrong with it; never rejects. A
 *   problem is logged when it is first met
 * @throws {TypeError} for a key that is there and can never work. One that is missing or empty is a problem of the first lookup: a
 *   build has no key
 */
export function createKeySource(apiKey) {
  const hopeless = typeof apiKey === 'function' || isAbsent(apiKey) ? null : problemOf(apiKey);
  if (hopeless) throw new TypeError(`${hopeless}.`);
  /** @type {Set<string>} */
  const logged = new Set();

  return async () => {
    /** @type {unknown} */
    let key = apiKey;
    let problem;
    try {
      if (typeof apiKey === 'function') key = await apiKey();
      problem = problemOf(key);
    } catch {
      problem = ADVICE.failed;
    }
    if (!problem) return { key: /** @type {string} */ (key) };
    if (!logged.has(problem)) console.error(`kie-aleph: ${problem}.`);
    logged.add(problem);
    return { problem };
  };
}

/** @param {unknown} key */
function isAbsent(key) {
  return key === undefined || key === null || key === '';
}

/** @param {unknown} key @returns {string | null} */
function problemOf(key) {
  const complaint = complaintAboutKey(key);
  return complaint && `${complaint}. ${isAbsent(key) ? ADVICE.none : ADVICE.bad}`;
}
