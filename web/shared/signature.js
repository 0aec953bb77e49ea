// HMAC-SHA256 in base64, as the service signs its callbacks: made, and compared without saying where it differs.

const HMAC = { name: 'HMAC', hash: 'SHA-256' };

/**
 * @param {string} secret taken as UTF-8
 * @param {string} text
 * @param {string} signature base64, as received
 * @returns {Promise<boolean>}
 */
export async function isSignedWith(secret, text, signature) {
  const bytes = bytesOfBase64(signature);
  if (!bytes) return false;
  // Compares in constant time.
  return crypto.subtle.verify(HMAC, await keyOf(secret, 'verify'), bytes, new TextEncoder().encode(text));
}

/**
 * @param {string} secret taken as UTF-8
 * @param {string} text
 * @returns {Promise<string>} base64
 */
export async function signatureOf(secret, text) {
  const bytes = await crypto.subtle.sign(HMAC, await keyOf(secret, 'sign'), new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

/** @param {string} secret @param {'sign' | 'verify'} use */
function keyOf(secret, use) {
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), HMAC, false, [use]);
}

/** @param {string} text @returns {Uint8Array<ArrayBuffer> | undefined} */
function bytesOfBase64(text) {
  try {
    return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  } catch {
    return undefined;
  }
}
