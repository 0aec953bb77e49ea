// A second reading of docs/contract.md, written from the page alone: what the single values of an answer are.
const LEVELS = 32;
const BLANK = /^[\s\u0085]*$/u;
const NUMBER = /^[ \t\r\n]*-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?[ \t\r\n]*$/;
const TIME = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)?$/;

/** Below it a number is epoch seconds. */
const FIRST_MILLISECONDS = 1e11;
/** The last one a Date can hold. */
const LAST_MILLISECONDS = 8.64e15;

/** @typedef {{ [name: string]: unknown }} Members */

/**
 * @param {string} text
 * @returns {Members | null} null: no JSON, no object, or one too deep
 */
export function objectOf(text) {
  if (levelsOf(text) > LEVELS) return null;
  try {
    return membersOf(mended(JSON.parse(text)));
  } catch {
    return null;
  }
}

/** @param {string} text @returns {number} how many brackets are open at once, outside of texts */
function levelsOf(text) {
  let levels = 0;
  let open = 0;
  for (const [sign] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{\]}]/gs)) {
    if (sign === '[' || sign === '{') levels = Math.max(levels, ++open);
    else if (sign === ']' || sign === '}') open--;
  }
  return levels;
}

/** Half pairs are U+FFFD, and numbers without a value null. @param {unknown} value of JSON @returns {unknown} */
function mended(value) {
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(mended);
  const members = membersOf(value);
  if (!members) return value;
  return Object.fromEntries(Object.entries(members).map(([name, inner]) => [wellFormed(name), mended(inner)]));
}

/** @param {string} text */
function wellFormed(text) {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** @param {unknown} value @returns {Members | null} */
export function membersOf(value) {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? /** @type {Members} */ (value) : null;
}

/** @param {string} text */
export function isBlank(text) {
  return BLANK.test(text);
}

/** @param {unknown} value @returns {string | null} a text that says something */
export function textOf(value) {
  return typeof value === 'string' && !isBlank(value) ? value : null;
}

/** @param {unknown} value @returns {number | null} a number, also one spelled in a text */
export function numberOf(value) {
  const number = typeof value === 'string' && NUMBER.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number + 0 : null;
}

/** @param {unknown} value @returns {string | null} ISO 8601 */
export function timeOf(value) {
  const number = numberOf(value);
  const ms = number === null ? (typeof value === 'string' ? spelledTime(value) : null) : numericTime(number);
  return ms === null ? null : new Date(ms).toISOString();
}

/** @param {number} number @returns {number | null} epoch ms */
function numericTime(number) {
  const ms = Math.floor(number < FIRST_MILLISECONDS ? number * 1000 : number);
  return number > 0 && ms <= LAST_MILLISECONDS ? ms : null;
}

/** @param {string} text @returns {number | null} epoch ms */
function spelledTime(text) {
  const found = TIME.exec(text);
  if (!found) return null;
  const [year, month, day] = found.slice(1, 4).map(Number);
  const [fraction = '', sign, offsetHours = '0', offsetMinutes = '0'] = found.slice(7);
  const ms = fraction.padEnd(3, '0').slice(0, 3);
  const local = `${found[1]}-${found[2]}-${found[3]}T${found[4]}:${found[5]}:${found[6]}.${ms}Z`;
  const time = Date.parse(local);
  // Date.parse takes the 31st of February for a day of March, and 24:00 for tomorrow.
  if (!year || !month || !day || Number.isNaN(time) || new Date(time).toISOString() !== local) return null;
  if (Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return null;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  return time - (sign === '-' ? -offset : offset);
}
