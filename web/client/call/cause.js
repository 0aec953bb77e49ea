// What an error of the caller's own fetch tells: its words and codes, and nothing of what was sent.
import { spellsKey } from '../../shared/key-spellings.js';

/** Of an error's other members any may hold the request, as `config`, `options` and `errors` do. */
const MEMBERS = ['name', 'stack', 'code', 'errno', 'syscall', 'hostname'];
/** Causes within causes; Node's fetch has one. */
const MOST_CAUSES = 4;

/**
 * @param {any} thrown
 * @param {string} [key] every text that spells it is replaced
 * @param {number} [causes] how many may be within it
 * @returns {unknown} for an object a plain Error with its `name`, `message`, `stack`, Node's codes and a `cause` made in the same way
 */
export function harmless(thrown, key = '', causes = MOST_CAUSES) {
  /** @param {unknown} value */
  const plain = (value) => {
    if (typeof value === 'string') return spellsKey(value, key) ? 'It spelled the key.' : value;
    if (typeof value === 'number') return value;
  };
  if (typeof thrown !== 'object' || thrown === null) return plain(thrown);
  const { message, cause } = thrown;
  /** @type {any} */
  const copy = new Error(
    String(plain(message) ?? ''),
    cause && causes > 0 ? { cause: harmless(cause, key, causes - 1) } : undefined,
  );
  for (const name of MEMBERS) {
    const value = plain(thrown[name]);
    if (value !== undefined) copy[name] = value;
  }
  return copy;
}
