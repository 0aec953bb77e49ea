// Texts that say a key, and texts that nearly do. Core, proxy and service worker are held to the same table.

/** @typedef {{ name: string, key: string, text: string, redacted?: string }} KeySpelling redacted: what is left, where a row says it */

/** As the service makes them, and one with everything in it that some encoding writes otherwise. */
const KEYS = {
  plain: '0d8a1c5e7b3f49268ac1d0e5f7a9b3c4',
  base64: 'c2stQWIz/eCt5+Zm9v/YmFy==',
  awkward: `k"e\\y/%41<&'\\u0073\\\\"n+t#:/`,
  repeating: 'abababababababac',
};

/** @param {string} text */
const inJson = (text) => JSON.stringify({ code: 200, msg: text, data: null });
/** @param {string} text @param {number} depth JSON within JSON */
const nested = (text, depth) => {
  for (let i = 0; i < depth; i++) text = JSON.stringify({ paramJson: text });
  return text;
};
/** @param {string} text @param {(hex: string, position: number) => string} spell */
const each = (text, spell) =>
  [...text].map((sign, i) => spell(sign.charCodeAt(0).toString(16).padStart(2, '0'), i)).join('');
/** Every character as a JSON escape. @param {string} text */
const escaped = (text) => each(text, (hex) => `\\u00${hex}`);
/** @param {string} text */
const percent = (text) => each(text, (hex) => `%${hex.toUpperCase()}`);
/** The plain key percent-encoded so many times. @param {number} times */
const manyTimes = (times) =>
  Array.from({ length: times }).reduce((/** @type {string} */ text) => percent(text), KEYS.plain);
/** The inside of a JSON string. @param {string} text */
const inside = (text) => JSON.stringify(text).slice(1, -1);

/** @type {Record<string, (key: string) => string>} */
const SPELLINGS = {
  'as it is, in text that is no JSON': (key) => `<html><body>Bearer ${key} is not allowed</body></html>`,
  'as it is, and nothing else': (key) => key,
  'in a JSON text': (key) => inJson(`Bearer ${key}`),
  'as the name of a member': (key) => JSON.stringify({ code: 200, [key]: 1 }),
  'as an escaped name of a member': (key) => `{"code":200,"${escaped(key)}":1}`,
  'with escaped slashes': (key) => inJson(key).replaceAll('/', '\\/'),
  'JSON-escaped in whole': (key) => `{"code":500,"msg":"${escaped(key)}"}`,
  'JSON-escaped in whole, in capitals': (key) => `{"msg":"${each(key, (hex) => `\\u00${hex.toUpperCase()}`)}"}`,
  'JSON-escaped in part': (key) =>
    `{"msg":"${[...key].map((sign, i) => (i % 3 ? inside(sign) : escaped(sign))).join('')}"}`,
  'JSON-escaped in part, in text that is no JSON': (key) => `error: ${escaped(key.slice(0, 1))}${inside(key.slice(1))}`,
  'in JSON within JSON': (key) => nested(key, 2),
  'in JSON within JSON, three deep': (key) => nested(key, 3),
  'JSON-escaped in whole within JSON': (key) => nested(escaped(key), 1),
  'JSON-escaped in whole within JSON, three deep': (key) => nested(escaped(key), 3),
  'with escaped slashes within JSON': (key) => nested(inJson(key).replaceAll('/', '\\/'), 2),
  'behind a backslash of its own': (key) => inJson(`C:\\${key}`),
  'behind a run of backslashes': (key) => `\\\\\\${key}`,
  'percent-encoded as a URL has it': (key) => inJson(`https://example.com/?k=${encodeURIComponent(key)}`),
  'percent-encoded in whole': (key) => `location=${percent(key)}`,
  'percent-encoded in whole, in small letters': (key) => percent(key).toLowerCase(),
  'percent-encoded twice': (key) => percent(percent(key)),
  'percent-encoded within JSON, three deep': (key) => nested(percent(key), 3),
  'JSON, percent-encoded': (key) => encodeURIComponent(nested(key, 2)),
  'JSON-escaped in whole, percent-encoded': (key) => percent(escaped(key)),
  'behind a percent sign': (key) => `100%${key}`,
  'percent-encoded in whole, behind a percent sign': (key) => `100%${percent(key)}`,
  'percent-encoded but for its first character': (key) => `${key.slice(0, 1)}${percent(key.slice(1))}`,
  'behind its own first character': (key) => key.slice(0, 1) + key,
  'twice, one behind the other': (key) => key + key,
  'behind all but its first character': (key) => key.slice(1) + key,
  'behind its own beginning': (key) => `${key.slice(0, 5)}${key.slice(0, -1)}${key}`,
  'behind 300 kB of its own beginning': (key) => key.slice(0, -1).repeat(Math.ceil(300_000 / key.length)) + key,
};

/** @type {KeySpelling[]} each must be found, and nothing of the key be left once it is blotted out */
export const keySpellings = [
  ...Object.entries(SPELLINGS).flatMap(([name, spell]) =>
    Object.entries(KEYS).map(([kind, key]) => ({ name: `${name} (${kind})`, key, text: spell(key) })),
  ),
  { name: 'behind its first character, which is its second, too', key: 'aab5c7d9e1', text: 'aaab5c7d9e1' },
  { name: 'as short as a key can be', key: 'sk-12345', text: inJson('sk-12345') },
  // 0x80 and more is no ASCII, and no part of a key.
  { name: 'beside what is no escape of its own', key: 'sk%80-0123456789', text: 'k=sk%80%2D0123456789' },
  {
    name: 'as it is, beside five times encoded',
    key: KEYS.plain,
    text: `${KEYS.plain} ${manyTimes(5)}`,
    redacted: `${'*'.repeat(KEYS.plain.length)} ${manyTimes(5)}`,
  },
  { name: 'lying in itself', key: 'abcdeabcdeabcde', text: 'abcdeabcdeabcdeabcde.', redacted: `${'*'.repeat(20)}.` },
];

/** @type {KeySpelling[]} none of these says the key: they are left as they are */
export const noKeySpellings = [
  { name: 'nothing', key: KEYS.plain, text: '' },
  { name: 'all but the last character', key: KEYS.plain, text: inJson(KEYS.plain.slice(0, -1)) },
  { name: 'all but the first character', key: KEYS.plain, text: inJson(KEYS.plain.slice(1)) },
  { name: 'cut by something else', key: KEYS.plain, text: KEYS.plain.replace('5', '"5') },
  { name: 'in capitals', key: KEYS.plain, text: KEYS.plain.toUpperCase() },
  { name: 'escapes of other planes', key: KEYS.plain, text: escaped(KEYS.plain).replaceAll('u00', 'u01') },
  { name: 'cut escapes at the end', key: KEYS.plain, text: `${escaped(KEYS.plain).slice(0, -1)}` },
  { name: 'five times encoded', key: KEYS.plain, text: manyTimes(5) },
  { name: 'a sign for a digit, below 0', key: KEYS.plain, text: KEYS.plain.replaceAll('d', '%7$') },
  { name: 'a sign for a digit, below a', key: KEYS.plain, text: KEYS.plain.replaceAll('9', '%3`') },
  { name: 'an escaped zero', key: 'u0000abcdef', text: '\\u0000\\u0061bcdef' },
  { name: 'a percent-encoded zero', key: '%00abcdefg', text: '%00%61bcdefg' },
  { name: 'a backslash at the end', key: KEYS.plain, text: 'a\\' },
  { name: 'a key too short to be one', key: 'sk-1234', text: inJson('sk-1234') },
  { name: '100,000 backslashes', key: KEYS.plain, text: '\\'.repeat(100_000) },
  { name: '30,000 percent signs, percent-encoded', key: KEYS.plain, text: '%25'.repeat(30_000) },
];

/** Blotted out in `COPIED`. */
export const COPIED_KEY = '0123456789abcdef';

/** Long texts, and how many copies of one are made at most. @type {{ name: string, text: string, copies: number }[]} */
export const COPIED = [
  { name: 'a text without an escape is not copied', text: 'x'.repeat(10_000), copies: 0 },
  { name: "nor is one that begins with a key's end", text: COPIED_KEY.slice(1) + 'x'.repeat(10_000), copies: 0 },
  { name: 'a sign that begins no escape costs one copy', text: `${'x'.repeat(10_000)}%`, copies: 1 },
  { name: 'what is escaped once costs two', text: '\\n'.repeat(5_000), copies: 2 },
  { name: 'what is escaped without end costs four', text: `%${'25'.repeat(5_000)}`, copies: 4 },
  // Each with a place of four bytes for each of its bytes: as it is, and once for each way to escape it.
  { name: 'a text with the key is read three times', text: COPIED_KEY + 'x'.repeat(10_000), copies: 15 },
];
