// Answers whose status is no 200, and what they may ask for.
import { http } from '../raw-http.js';
import { answers, answersGood, BODY_OF_A_PAGE, redirects } from './acts.js';

/** @typedef {import('../faults.js').Fault} Fault */

const EARLY = Buffer.from('HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n');
const YEAR_S = 365 * 24 * 3600;

/** @type {Fault[]} */
export const STATUSES = [
  ...['301 Moved', '302 Found', '303 See Other', '307 Again', '308 Moved'].map((status) => ({
    name: `a redirect to another origin (${status.slice(0, 3)})`,
    act: redirects(status, ({ other, path }) => other + path),
    look: /** @type {const} */ ('connection'),
  })),
  { name: 'a redirect to itself', act: redirects('307 Again', ({ path }) => path), look: 'connection' },
  {
    name: 'a redirect to nowhere',
    act: redirects('302 Found'),
    look: 'connection',
    inChromium: 'api',
    byXhr: 'api',
  },
  { name: 'a choice (300)', act: answersGood({ status: '300 Choices' }), look: 'task', behindProxy: 'server' },
  {
    name: 'not modified (304)',
    act: answers({ status: '304 Not Modified', length: null }),
    look: 'api',
    behindProxy: 'server',
  },
  {
    name: 'an early hint (103), then the answer',
    act: ({ socket, good }) => socket.end(Buffer.concat([EARLY, http({ body: good })])),
    look: 'task',
  },
  {
    name: '100 early hints, then the answer',
    act: ({ socket, good }) => socket.end(Buffer.concat([...Array(100).fill(EARLY), http({ body: good })])),
    look: 'task',
  },
  { name: 'an early hint, and an end', act: ({ socket }) => socket.end(EARLY), look: 'connection' },
  {
    name: 'a change of protocols (101)',
    act: ({ socket }) => socket.end('HTTP/1.1 101 Switching\r\nUpgrade: secret\r\nConnection: Upgrade\r\n\r\n'),
    look: 'connection',
  },
  { name: 'no content (204)', act: answers({ status: '204 No Content', length: null }), look: 'invalid-response' },
  { name: 'a form to be emptied (205)', act: answers({ status: '205 Reset Content' }), look: 'invalid-response' },
  {
    name: 'a part (206) that is the whole',
    act: answersGood({ status: '206 Partial', headers: ['Content-Range: bytes 0-9/10'] }),
    look: 'task',
  },
  {
    name: 'a part (206)',
    act: ({ socket, good }) =>
      socket.end(http({ status: '206 Partial', headers: ['Content-Range: bytes 0-49/900'], body: good.slice(0, 50) })),
    look: 'invalid-response',
  },
  ...[500, 502, 503, 504, 520, 599].map((status) => ({
    name: `a gateway's page (${status})`,
    act: answers({ status: `${status} Bad`, headers: ['Content-Type: text/html'], body: BODY_OF_A_PAGE }),
    look: /** @type {const} */ ('server'),
  })),
  { name: 'the right answer with 502', act: answersGood({ status: '502 Bad' }), look: 'task' },
  ...[600, 999].map((status) => ({
    name: `a status that is none (${status})`,
    act: answers({ status: `${status} Odd`, body: BODY_OF_A_PAGE }),
    look: /** @type {const} */ ('api'),
    behindProxy: /** @type {const} */ ('server'),
  })),
];

/** @type {Fault[]} */
export const TOO_MANY = [
  ['0', 0],
  ['7', 7],
  [String(YEAR_S), YEAR_S],
  ['-5', null],
  ['1.5', null],
  ['soon', null],
  ['9'.repeat(400), null],
  ['7, 8', null],
  ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
  ['Wed, 99 Oct 2015 07:28:00 GMT', null],
  ['', null],
].map(([value, retryAfter]) => ({
  name: `too many (429), Retry-After: ${String(value).slice(0, 40)}`,
  act: answers({ status: '429 Too Many', headers: [`Retry-After: ${value}`], body: BODY_OF_A_PAGE }),
  look: 'rate-limit',
  retryAfter: /** @type {number | null} */ (retryAfter),
}));
