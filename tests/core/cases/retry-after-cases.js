// The header `Retry-After`: seconds, or an HTTP date in its preferred form (RFC 9110, 5.6.7 and 10.2.3).
// The core and web/shared/retry-after.js are held to the same tables.

/** @type {[value: string, seconds: number | null][]} null: not read */
export const RETRY_AFTER = [
  ['0', 0],
  ['7', 7],
  ['007', 7],
  [' 7\t', 7],
  ['999999999', 999_999_999],
  ['000000000', 0],
  ['9999999999', null],
  ['0000000007', null],
  ['', null],
  [' ', null],
  ['soon', null],
  ['-1', null],
  ['+1', null],
  ['1.5', null],
  ['1e3', null],
  ['0x10', null],
  ['7 8', null],
  ['7, 8', null],
  ['7s', null],
  ['Infinity', null],
  ['Bearer sk-0123456789abcdef', null],
];

/** @type {[text: string, time: string | null][]} all of them past; null: not read */
export const HTTP_DATES = [
  ['Sun, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
  ['Thu, 01 Jan 1970 00:00:00 GMT', '1970-01-01T00:00:00.000Z'],
  ['Thu, 29 Feb 2024 23:59:59 GMT', '2024-02-29T23:59:59.000Z'],
  ['Sun, 31 Dec 2023 00:00:00 GMT', '2023-12-31T00:00:00.000Z'],
  ['Tue, 29 Feb 2000 00:00:00 GMT', '2000-02-29T00:00:00.000Z'],
  ['Mon, 01 Jan 0001 00:00:00 GMT', '0001-01-01T00:00:00.000Z'],
  // The day's name follows from the date.
  ['Mon, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
  ['???, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
  ['Sun, 31 Feb 2094 08:49:37 GMT', null],
  ['Wed, 29 Feb 2023 08:49:37 GMT', null],
  ['Thu, 29 Feb 1900 00:00:00 GMT', null],
  ['Thu, 31 Nov 1994 00:00:00 GMT', null],
  ['Sun, 00 Nov 1994 00:00:00 GMT', null],
  ['Sun, 32 Nov 1994 00:00:00 GMT', null],
  ['Sun, 06 Nov 0000 00:00:00 GMT', null],
  ['Sun, 06 Nov 1994 24:00:00 GMT', null],
  ['Sun, 06 Nov 1994 08:49:60 GMT', null],
  ['Sun, 06 nov 1994 08:49:37 GMT', null],
  ['Sun, 06 Nov 1994 08:49:37 gmt', null],
  ['Sun 06 Nov 1994 08:49:37 GMT', null],
  ['1994-11-06T08:49:37Z', null],
  ['Sun, 06 Nov 1994 08:60:37 GMT', null],
  ['Sun, 06 Nov 1994 08:49:37', null],
  ['Sun, 06 Nov 1994 08:49:37 UTC', null],
  ['Sun, 06 Nov 1994 08:49:37 GMT+1', null],
  ['Sun, 6 Nov 1994 08:49:37 GMT', null],
  ['Sun, 06 anF 1994 08:49:37 GMT', null],
  ['06 Nov 1994 08:49:37 GMT', null],
  ['Sunday, 06-Nov-94 08:49:37 GMT', null],
  ['Sun Nov  6 08:49:37 1994', null],
  ['Sun, 06  1994 08:49:37 GMT', null],
  ['Sun, 06 No', null],
  ['Su', null],
];

/** Not the values of any HTTP client, which trims and refuses some of them; but what is read must not depend on that. */
const RAW = [
  ['\t7 \t', 7],
  ['7\n', null],
  ['\u0667', null],
  ['\u00A07', null],
  ['  Tue, 18 Aug 2026 23:31:50 GMT\t', 10],
];

/** Some time to compare with: 18 August 2026, 23:31:40 UTC. */
const NOW = Date.UTC(2026, 7, 18, 23, 31, 40);

/**
 * The same as plain rows, at a time: before, at and after that of a date.
 * @typedef {{ value: string, now: number, seconds: number | null }} RetryAfterCase now: epoch ms; seconds: null when it is not read
 * @type {RetryAfterCase[]}
 */
export const retryAfterCases = [
  ...[...RETRY_AFTER, .../** @type {typeof RETRY_AFTER} */ (RAW)].map(([value, seconds]) => ({
    value,
    now: NOW,
    seconds,
  })),
  ...HTTP_DATES.flatMap(([value, iso]) =>
    [30, 1.5, 0, -1].map((ahead) => ({
      value,
      now: (iso === null ? NOW : Date.parse(iso)) - ahead * 1000,
      seconds: iso === null ? null : Math.max(0, ahead),
    })),
  ),
];
