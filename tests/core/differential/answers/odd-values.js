// Values that somebody might send: of the edge of what is a number, a text or a time, and from beyond it.

/** As JSON spells them, and as no double holds them. */
export const NUMBERS = `
  0 -0 0.0 -0.0e5 1 1.0 10e-1 1.5 1.9999999999999999 2 2.5 3 -1 99 500 500.5 5e2 1E+2 1e-7 5e-324 1e-400 1e308
  1e309 1e999 -1e999 9007199254740993 -9007199254740993 9223372036854775808 18446744073709551616
  123456789012345678901234567890 0.1 0.30000000000000004 123456789.123456789 4294967296 2147483648 99999999999
  100000000000 1e11 1787093500 1787093500.123 1787093500000 1787093500000.9 8640000000000000 8640000000000001
  8640000000000 0.0001 0.001
`
  .trim()
  .split(/\s+/);

/** Nothing of this is a number. */
export const NO_NUMBERS = '+1 01 1. .5 0x10 Infinity -Infinity NaN 1e --1 - 1_000 １ 1,5 00 +0'
  .split(' ')
  .concat('1 2', '200 OK');

/** Times and what is nearly one, beyond what chance puts together. */
export const TIMES = `
  2026-08-15T14:30:45Z
  2026-08-15 14:30:45
  2026-08-15 14:30:45Z
  2026-08-15 14:30:45.5+08:00
  1970-01-01T00:00:00Z
  1970-01-01T01:00:00+01:00
  1969-12-31T23:59:59.999Z
  0001-01-01T00:00:00+01:00
  9999-12-31T23:59:59-01:00
  2026-08-15T14:30:45.0009Z
  2026-08-15T14:30:45+8:00
  2026-08-15T14:30:45+08:0
  2026-08-15T14:30:45+080
  2026-08-15T14:30:45+08:00Z
  20260815T143045Z
  2026-08-15T14:30:45.5.5Z
  ２０26-08-15T14:30:45Z
`
  .trim()
  .split(/\n */);

/** Half of a pair, which JSON may spell and UTF-8 may not. */
export const HALVES = [
  '"\\ud83d"',
  '"a\\uDE00 b"',
  '"\\ud83d\\ud83d\\ude00"',
  '"\\\\ud83d"',
  '"\\uD83D\\uDE00"',
  '"\\ud83d\\\\ude00"',
];

/** What is not blank, what is, and what only looks like one of them. */
export const TEXTS = [
  '',
  ' ',
  ' \t\r\n',
  '\u0085',
  '\u00A0',
  '\u3000',
  '\uFEFF',
  '\u2028\u205F',
  '\u200B',
  '\u2060x',
  '\0',
  'a\0b',
  '\u001C',
  '\v',
  '\u180E',
  'oh',
  ' oh ',
  'internal error, please try again later.',
  '生成失败',
  '🎬',
  'https://example.com/out.mp4',
  'javascript:alert(1)',
  '\\',
  '"',
  '\\"',
  '{',
  '}',
  '[]',
  '{}',
  ' {} ',
  '{"a":1}',
  '[1]',
  'null',
  'true',
  '"x"',
  '\uFEFF{}',
  '{}\0',
  '__proto__',
  'NaN',
  'x'.repeat(400),
];
