// What leaves the process: names as hashes, and texts sealed, so that whoever reads a store finds no task id, key, address or link in it.
// A name is what one must know to read what is kept under it.
import { kindOf } from './store.js';

/** @typedef {import('./store.js').Store} Store */

const IV_BYTES = 12;
const encoder = new TextEncoder();

/**
 * @param {Store} store elsewhere
 * @returns {Store} the same, of which it sees names as their kind and 22 characters of hash, and texts as AES-GCM; what was not sealed
 *   under a name is not there
 */
export function sealed(store) {
  return {
    ...(store.onLost && { onLost: store.onLost }),
    take: async (name, rate, count) => store.take(await hashed(name), rate, count),
    get: async (name) => {
      const text = await store.get(await hashed(name));
      return text === null ? null : unseal(name, text);
    },
    put: async (name, value, ttl) => store.put(await hashed(name), await seal(name, value), ttl),
    claim: async (name, ttl) => store.claim(await hashed(name), ttl),
    publish: async (channel, message) => store.publish(await hashed(channel), await seal(channel, message)),
    subscribe: async (channel, listener) => {
      // One after the other, so that what was published first is heard first.
      let last = Promise.resolve();
      const hear = async (/** @type {string} */ text) => {
        const message = await unseal(channel, text);
        if (message !== null) listener(message);
      };
      return store.subscribe(await hashed(channel), (text) => {
        last = last.then(() => hear(text));
      });
    },
  };
}

/** @param {string} name @returns {Promise<string>} its kind as it is: stores count by it */
async function hashed(name) {
  const hash = new Uint8Array(await digest('name', name), 0, 16);
  return `${kindOf(name)}:${base64Of(hash).replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')}`;
}

/** @param {string} name @param {string} text @returns {Promise<string>} */
async function seal(name, text) {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const hidden = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await keyOf(name), encoder.encode(text));
  const bytes = new Uint8Array(IV_BYTES + hidden.byteLength);
  bytes.set(iv);
  bytes.set(new Uint8Array(hidden), IV_BYTES);
  return base64Of(bytes);
}

/** @param {string} name @param {string} text @returns {Promise<string | null>} null: it was not sealed under this name */
async function unseal(name, text) {
  try {
    const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    const iv = bytes.subarray(0, IV_BYTES);
    const shown = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await keyOf(name), bytes.subarray(IV_BYTES));
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(shown);
  } catch {
    return null;
  }
}

/** @param {string} name */
async function keyOf(name) {
  return crypto.subtle.importKey('raw', await digest('key', name), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** @param {string} use so that the name in a store is not the key @param {string} name */
function digest(use, name) {
  return crypto.subtle.digest('SHA-256', encoder.encode(`kie-aleph ${use} ${name}`));
}

/** @param {Uint8Array} bytes */
function base64Of(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}
