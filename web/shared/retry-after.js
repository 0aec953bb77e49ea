// What a Retry-After header asks for: for what runs where no WebAssembly is (the proxy).
// The rule is that of src/core/http/retry_after.cpp; both are held to tests/core/cases/retry-after-cases.js.

/** More digits than any sensible wait has; longer ones are no number to us. */
const SECONDS = /^\d{1,9}$/;

/** RFC 9110, 5.6.7, in the one form that is still sent. The day's name follows from the date. */
const DATE = /^[\s\S]{3}, (\d\d) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) (\d\d:\d\d:\d\d) GMT$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * @param {string} value of the header
 * @param {number} now epoch ms
 * @returns {number | null} seconds from now, not negative; null for what is neither a number of seconds nor an HTTP date
 */
export function readRetryAfter(value, now) {
  const text = value.replace(/^[ \t]+|[ \t]+$/g, '');
  if (SECONDS.test(text)) return Number(text);
  const date = timeOf(text);
  return date === null ? null : Math.max(0, (date - now) / 1000);
}

/** @param {string} text @returns {number | null} epoch ms */
function timeOf(text) {
  const [, day, name = '', year = '', time] = DATE.exec(text) ?? [];
  if (time === undefined || year === '0000') return null;
  const month = String(MONTHS.indexOf(name) + 1).padStart(2, '0');
  const iso = `${year}-${month}-${day}T${time}.000Z`;
  const ms = Date.parse(iso);
  // Some engines read a 30th of February, and 24 o'clock, as the day after.
  return Number.isNaN(ms) || new Date(ms).toISOString() !== iso ? null : ms;
}
