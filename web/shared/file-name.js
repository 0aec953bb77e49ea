// What a saved file is called: a name that every file system takes. For the element, and for video-name.js.

/** Endings that say what a file is; others are left out of its name. */
const ENDINGS = /\.(mp4|webm|mov|m4v|png|jpe?g|webp|gif)$/i;

/** In UTF-8, of which file systems take 255 bytes with the ending. */
const MOST_BASE_BYTES = 100;

/** @typedef {{ base: string, ending: string }} FileName ending: for a URL that shows none */

/**
 * @param {string} url
 * @param {FileName} name
 * @returns {string} what every file system takes
 */
export function fileName(url, { base, ending }) {
  const found = ENDINGS.exec(new URL(url).pathname)?.[1] ?? ending;
  return `${cut(clean(base), MOST_BASE_BYTES)}.${found.toLowerCase()}`;
}

/** Letters and digits of all languages stay. @param {string} text @returns {string} */
export function clean(text) {
  return text.normalize().replace(/[^\p{L}\p{M}\p{N}_.-]+/gu, '-');
}

/** Between two characters. @param {string} text @param {number} most bytes @returns {string} */
export function cut(text, most) {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += byteLength(character);
    if (bytes > most) break;
    kept += character;
  }
  return kept;
}

/** In UTF-8. @param {string} text @returns {number} */
export function byteLength(text) {
  return new TextEncoder().encode(text).length;
}
