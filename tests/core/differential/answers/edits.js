// Damage to the bytes of an answer. Places are shares of its length, so that they are places in a smaller one, too.

/** @typedef {{ how: 'flip' | 'cut' | 'drop' | 'insert' | 'front' | 'end' | 'repeat' | 'pad', at: number, choice: number }} Edit at, choice: 0 to below 1 */

/** What is put in: no UTF-8, half pairs of both kinds, signs of JSON, marks and zeros. */
const PIECES = [
  [0xff],
  [0x80],
  [0xe9, 0x94],
  [0xc0, 0x80],
  [0xed, 0xa0, 0xbd],
  [0xed, 0xb8, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xf8, 0x88, 0x80, 0x80, 0x80],
  [0xef, 0xbb, 0xbf],
  [0],
  ...[
    '"',
    '\\',
    ',',
    ':',
    '{',
    '}',
    '[',
    ']',
    '{}',
    '[]',
    '\\ud83d',
    '\\u',
    '\\x',
    '\n',
    '\t',
    ' ',
    '\u00A0',
    '\u2028',
    '1',
    '-',
    '.',
    'e',
    '1e999',
    'null',
    '//',
    '/**/',
    '𝄞',
    '"x":1,',
    ',"x":1',
    '"code":500,',
    '[[[[[[[[',
  ].map((text) => [...new TextEncoder().encode(text)]),
  [...new TextEncoder().encode('['.repeat(40))],
];

/** The bytes of a body that is just not too long, and of one that is. */
const LENGTHS = [65_535, 65_536, 65_537, 70_000];

/** @type {Record<Edit['how'], (bytes: number[], at: number, choice: number) => unknown>} */
const EDITS = {
  flip: (bytes, at, choice) => bytes.splice(at, 1, (bytes[at] ?? 0) ^ (1 << Math.floor(choice * 8))),
  cut: (bytes, at) => bytes.splice(at),
  drop: (bytes, at, choice) => bytes.splice(at, 1 + Math.floor(choice * 3)),
  insert: (bytes, at, choice) => bytes.splice(at, 0, ...pieceOf(choice)),
  front: (bytes, _, choice) => bytes.unshift(...pieceOf(choice)),
  end: (bytes, _, choice) => bytes.push(...pieceOf(choice)),
  repeat: (bytes, at, choice) => bytes.splice(at, 0, ...bytes.slice(at, at + Math.floor(choice * 40))),
  // Long ones are rare: they cost the time of fifty others.
  pad(bytes, at, choice) {
    if (choice > 0.05) return;
    const length = LENGTHS[Math.floor(choice * 20 * LENGTHS.length)] ?? 0;
    while (bytes.length < length) bytes.push(at < 0.5 * bytes.length ? 0x20 : 0x0a);
  },
};

/** @param {number} choice */
function pieceOf(choice) {
  return PIECES[Math.floor(choice * PIECES.length)] ?? [];
}

/**
 * @param {Uint8Array} whole
 * @param {Edit[]} edits
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function edited(whole, edits) {
  if (edits.length === 0) return new Uint8Array(whole);
  const bytes = [...whole];
  for (const { how, at, choice } of edits) EDITS[how](bytes, Math.floor(at * bytes.length), choice);
  return Uint8Array.from(bytes);
}
