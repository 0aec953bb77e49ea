// A name that nobody else has. crypto.randomUUID is not there in a page without TLS.

/** A name for an intent that is new, for instance. @returns {string} 32 hexadecimal digits */
export function randomName() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
