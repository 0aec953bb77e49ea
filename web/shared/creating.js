// What creating costs, and when an answer says for certain that it cost nothing: for what runs where no WebAssembly is (the proxy).
// Which codes these are follows from the core's table of kinds (src/core/error.cpp); both are held together by a test.

/** The only model whose tasks are made here; others have other prices. */
export const MODEL = 'runway/gen4-aleph';

/** docs/contract.md, "Creating". */
export const TASK_CREDITS = 110;

/**
 * Codes of refusals. Not among them: 5xx and 408, behind which a task may have been begun, and unknown ones. 501 is a task that failed.
 */
const REFUSALS = new Set([400, 401, 402, 404, 422, 429, 430, 433, 451, 455, 505]);

/**
 * Stricter than the core: a code in quotes is none.
 * @param {Uint8Array} body of the answer to a request that creates
 * @returns {boolean} whether the service says in its own words that it has made nothing
 */
export function saysRefused(body) {
  try {
    return REFUSALS.has(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))?.code);
  } catch {
    return false;
  }
}
