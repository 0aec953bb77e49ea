// Bodies that are not what their headers say, and those that are much too large.
import { gzipSync } from 'node:zlib';
import { gzipBomb, nestedGzipBomb } from '../gzip-bomb.js';
import { chunk, chunked, http } from '../raw-http.js';
import { answers, answersGood, BODY_OF_A_PAGE, endlessly, inPieces } from './acts.js';

/** @typedef {import('../faults.js').Fault} Fault */

const MEBIBYTE = 2 ** 20;

/** @type {Fault[]} */
export const BODIES = [
  {
    name: 'one byte at a time',
    act: (ask) => inPieces(ask, http({ body: ask.good }).toString('latin1')),
    look: 'task',
  },
  {
    name: 'one byte a chunk',
    act: (ask) => inPieces(ask, [String(chunked('')), ...[...ask.good].map((sign) => chunk(sign)), chunk()]),
    look: 'task',
  },
  { name: 'no length, and an end', act: answersGood({ length: null }), look: 'task' },
  { name: 'a length that is too short', act: answersGood({ length: 20 }), look: 'invalid-response' },
  { name: 'a length that is too long', act: answersGood({ length: 9999 }), look: 'connection' },
  {
    name: 'a length that is no number',
    act: answersGood({ length: 'many' }),
    look: 'connection',
    inChromium: 'task',
    inFirefox: 'task',
  },
  { name: 'two lengths', act: answersGood({ headers: ['Content-Length: 20'] }), look: 'connection' },
  {
    name: 'a length, and chunks',
    act: ({ socket, good }) =>
      socket.end(http({ headers: ['Transfer-Encoding: chunked'], body: chunk(good) + chunk(), length: 20 })),
    look: 'connection',
    inChromium: 'task',
    inFirefox: 'task',
  },
  { name: 'chunks that are none', act: ({ socket }) => socket.end(chunked('zz\r\nhello\r\n')), look: 'connection' },
  {
    name: 'a plain body that is called gzip',
    act: answersGood({ headers: ['Content-Encoding: gzip'] }),
    look: 'connection',
  },
  {
    name: 'the beginning of gzip before a plain body',
    act: ({ socket, good }) =>
      socket.end(
        http({
          headers: ['Content-Encoding: gzip'],
          body: Buffer.concat([gzipSync('').subarray(0, 10), Buffer.from(good)]),
        }),
      ),
    look: 'connection',
  },
  {
    name: 'gzip that is cut',
    act: ({ socket, good }) =>
      socket.end(http({ headers: ['Content-Encoding: gzip'], body: gzipSync(good).subarray(0, -20) })),
    look: 'invalid-response',
    sometimesInChromium: 'connection',
  },
  {
    name: 'gzip that is called nothing',
    act: ({ socket, good }) => socket.end(http({ body: gzipSync(good) })),
    look: 'invalid-response',
  },
  { name: 'an encoding that nobody knows', act: answersGood({ headers: ['Content-Encoding: secret'] }), look: 'task' },
  {
    name: 'UTF-16',
    act: ({ socket, good }) =>
      socket.end(
        http({ headers: ['Content-Type: application/json; charset=utf-16le'], body: Buffer.from(good, 'utf16le') }),
      ),
    look: 'invalid-response',
  },
  { name: 'no body', act: answers({}), look: 'invalid-response' },
  {
    name: 'a web page',
    act: answers({ headers: ['Content-Type: text/html'], body: BODY_OF_A_PAGE }),
    look: 'invalid-response',
  },
  {
    name: 'two answers in one',
    act: ({ socket, good }) => socket.end(http({ body: good + good })),
    look: 'invalid-response',
  },
  {
    name: 'two answers, one behind the other',
    act: ({ socket, good }) =>
      socket.write(
        Buffer.concat([http({ body: good, stays: true }), http({ body: good.replace('200', '402'), stays: true })]),
      ),
    look: 'task',
  },
];

/** Much more than any answer is. @type {Fault[]} */
export const LARGE = [
  {
    name: 'a mebibyte that unpacks to a gigabyte',
    act: ({ socket }) => socket.end(http({ headers: ['Content-Encoding: gzip'], body: gzipBomb() })),
    look: 'invalid-response',
  },
  {
    name: 'two kilobytes that unpack to a gigabyte',
    act: ({ socket }) => socket.end(http({ headers: ['Content-Encoding: gzip, gzip'], body: nestedGzipBomb() })),
    look: 'invalid-response',
  },
  {
    name: 'a body without an end',
    act: (ask) => endlessly(ask, String(chunked('')), chunk(' '.repeat(10_000))),
    look: 'invalid-response',
  },
  {
    name: 'headers without an end',
    act: (ask) => endlessly(ask, 'HTTP/1.1 200 OK\r\n', `X-More: ${'x'.repeat(8000)}\r\n`),
    look: 'connection',
  },
  {
    name: 'a header of a mebibyte',
    act: answersGood({ headers: [`X-Long: ${'x'.repeat(MEBIBYTE)}`] }),
    look: 'connection',
  },
  { name: '60,000 headers', act: answersGood({ headers: Array(60_000).fill('X-More: x') }), look: 'connection' },
];
