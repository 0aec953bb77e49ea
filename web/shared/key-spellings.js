// Whether a text spells a secret, however it is escaped: for what runs where no WebAssembly is (proxy, service worker).
// The rule is that of src/core/wire/redact.cpp; both are held to tests/core/cases/key-spellings.js.

/** Shorter keys are no real ones, and nearly every text would hold them. */
export const SHORTEST_SECRET = 8;

/** JSON within JSON within JSON, and one more way of writing it around that. */
const MOST_DECODINGS = 4;

/** Of JSON: `\u0073` and `\/`. The letters of `\n` and the like stay: no key has what they mean. */
const JSON_ESCAPE = /\\(?:u00([0-7][0-9a-f])|([\s\S]))/gi;
const PERCENT_ESCAPE = /%([0-7][0-9a-f])/gi;

/** @type {((text: string) => string)[]} */
const DECODERS = [
  (text) => text.replace(JSON_ESCAPE, (_, hex, itself) => itself ?? fromHex(hex)),
  (text) => text.replace(PERCENT_ESCAPE, (_, hex) => fromHex(hex)),
];

/** @param {string} hex */
function fromHex(hex) {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

/**
 * Linear in the text's length, whatever the key.
 * @param {string} text
 * @param {string} key printable ASCII
 * @returns {boolean} whether it says the key: as it is, JSON-escaped, percent-encoded, or up to four of these around
 *   each other. False for a key shorter than `SHORTEST_SECRET`.
 */
export function spellsKey(text, key) {
  if (key.length < SHORTEST_SECRET) return false;
  const borders = bordersOf(key);
  for (const reading of readings(text, MOST_DECODINGS)) {
    if (holds(reading, key, borders)) return true;
  }
  return false;
}

/**
 * The text as it is, and as every sequence of at most `decodings` decodings reads it.
 * @param {string} text
 * @param {number} decodings
 * @returns {Generator<string, void>}
 */
function* readings(text, decodings) {
  yield text;
  if (decodings === 0) return;
  for (const decode of DECODERS) {
    const decoded = decode(text);
    if (decoded !== text) yield* readings(decoded, decodings - 1);
  }
}

/**
 * Knuth, Morris and Pratt's table: for each front part of the key, how much of its end is also its beginning.
 * @param {string} key
 */
function bordersOf(key) {
  const borders = [0];
  for (let at = 1, border = 0; at < key.length; at++) {
    while (border > 0 && key[at] !== key[border]) border = borders[border - 1] ?? 0;
    if (key[at] === key[border]) border++;
    borders.push(border);
  }
  return borders;
}

/**
 * @param {string} text
 * @param {string} key
 * @param {number[]} borders
 */
function holds(text, key, borders) {
  let matched = 0;
  for (let at = 0; at < text.length; at++) {
    while (matched > 0 && text[at] !== key[matched]) matched = borders[matched - 1] ?? 0;
    if (text[at] === key[matched]) matched++;
    if (matched === key.length) return true;
  }
  return false;
}
