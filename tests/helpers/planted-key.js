// Looks for a key, in every spelling, in everything that can be got out of a value.
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { spellsKey } from '../../web/shared/key-spellings.js';

/** Every text to be found in a value, hidden members and JSON within texts included. @param {unknown} value @returns {Generator<string>} */
function* textsOf(value, seen = new Set()) {
  if (typeof value === 'string') {
    yield value;
    yield* textsOf(parsed(value), seen);
  } else if (typeof value === 'object' && value !== null && !seen.has(value)) {
    seen.add(value);
    for (const name of Reflect.ownKeys(value)) yield* textsOf(/** @type {any} */ (value)[name], seen);
  }
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @param {unknown} value
 * @param {string} key
 * @param {string} [where] it was found
 */
export function assertNoKey(value, key, where = 'the value') {
  const shown = [inspect(value, { showHidden: true, depth: 10 }), String(value), JSON.stringify(value) ?? ''];
  for (const text of [...textsOf(value), ...shown])
    assert.ok(!text.includes(key) && !spellsKey(text, key), `${where} has the key: ${text.slice(0, 2000)}`);
}

/**
 * Parts of a key, spelled as an answer may spell it: what was freed may be written over in part.
 * @param {string} key
 * @returns {string[]}
 */
export function partsOf(key) {
  const part = key.slice(Math.floor(key.length / 3), Math.ceil((key.length * 2) / 3));
  const escaped = [...part].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  return [...new Set([part, part.replaceAll('/', '\\/'), encodeURIComponent(part), escaped, btoa(part)])];
}
