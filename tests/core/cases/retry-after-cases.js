// The header `Retry-After`: seconds, or an HTTP date in its preferred form (RFC 9110, 5.6.7 and 10.2.3).

/** @type {[value: string, seconds: number | null][]} null: not read */
export const RETRY_AFTER = [
  ['0', 0],
  ['7', 7],
  ['007', 7],
  [' 7\t', 7],
  ['999999999', 999_999_999],
  ['9999999999', null],
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
];

/** @type {[text: string, time: string | null][]} all of them past; null: not read */
export const HTTP_DATES = [
  ['Sun, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
  ['Thu, 01 Jan 1970 00:00:00 GMT', '1970-01-01T00:00:00.000Z'],
  ['Thu, 29 Feb 2024 23:59:59 GMT', '2024-02-29T23:59:59.000Z'],
  ['Sun, 31 Dec 2023 00:00:00 GMT', '2023-12-31T00:00:00.000Z'],
  ['Sun, 31 Feb 2094 08:49:37 GMT', null],
  ['Wed, 29 Feb 2023 08:49:37 GMT', null],
  ['Sun, 06 Nov 1994 24:00:00 GMT', null],
  ['Sun, 06 Nov 1994 08:60:37 GMT', null],
  ['Sun, 06 Nov 1994 08:49:37', null],
  ['Sun, 06 Nov 1994 08:49:37 UTC', null],
  ['Sun, 06 Nov 1994 08:49:37 GMT+1', null],
  ['Sun, 6 Nov 1994 08:49:37 GMT', null],
  ['Sun, 06 anF 1994 08:49:37 GMT', null],
  ['06 Nov 1994 08:49:37 GMT', null],
  ['Sunday, 06-Nov-94 08:49:37 GMT', null],
  ['Sun Nov  6 08:49:37 1994', null],
  ['Su', null],
];
