// Everything that can go wrong between a service and who asks it, and what each must come to.
import { gzipSync } from 'node:zlib';
import { gzipBomb, nestedGzipBomb } from './gzip-bomb.js';
import { chunk, chunked, http } from './raw-http.js';

/**
 * A request that has come, and what it deserves.
 * @typedef {object} Ask
 * @property {import('node:net').Socket} socket
 * @property {string} good the body of the right answer
 * @property {string} path
 * @property {string} url of the server
 * @property {string} other that of another origin
 * @property {string} said what the request says of its key, where the server says it again; otherwise ''
 */

/** @typedef {import('../../web/client/errors.js').ErrorKind | 'task'} Outcome the kind of the error, or that there is none */

/**
 * @typedef {object} Fault
 * @property {string} name
 * @property {((ask: Ask) => unknown)} [act] what the server does to a request it has read whole; none: there is no server
 * @property {Outcome} look what `getTask` comes to, without a second attempt
 * @property {Outcome} [inChromium] the same, where an engine differs
 * @property {Outcome} [inFirefox]
 * @property {Outcome} [sometimesInChromium] where it is chance
 * @property {Outcome} [behindProxy] left out: see `behindProxy`
 * @property {number | null} [retryAfter] seconds that the error tells; left out: none
 * @property {boolean} [stalls] nothing more comes: only a timeout ends it
 * @property {boolean} [isLarge] what comes is much more than any answer
 */

/** What reads no HTTP, or none that ends. */
const BODY_OF_A_PAGE = '<!doctype html><title>Sign in</title><p>Welcome to the hotel’s network</p>';
const MEBIBYTE = 2 ** 20;

/** @param {import('./raw-http.js').RawAnswer} answer @returns {(ask: Ask) => void} */
const answers = (answer) => (ask) => void ask.socket.end(http(echoing(answer, ask)));

/** The right answer, with a head that is not. @param {import('./raw-http.js').RawAnswer} answer @returns {(ask: Ask) => void} */
const answersGood = (answer) => (ask) => void ask.socket.end(http(echoing({ body: ask.good, ...answer }, ask)));

/** What a server may say of a key: in a header, in the words of the status, and in a page. @param {import('./raw-http.js').RawAnswer} answer @param {Ask} ask */
function echoing(answer, { said }) {
  if (!said) return answer;
  const { status = '200 OK', headers = [], body } = answer;
  const page = body === BODY_OF_A_PAGE ? { body: `${body}<pre>${said}</pre>` } : {};
  return {
    ...answer,
    ...page,
    status: `${status} ${said}`,
    headers: [...headers, `X-Echo: ${said}`, `Set-Cookie: echo=${said}`],
  };
}

/** @param {(good: string) => string | Uint8Array} bytesOf @returns {(ask: Ask) => void} and then nothing more */
const stallsAfter =
  (bytesOf) =>
  ({ socket, good }) =>
    void socket.write(bytesOf(good));

/** The head of an answer, and half of its body. @param {string} good */
const half = (good) => http({ body: good.slice(0, good.length / 2), length: good.length });

/** @param {Ask} ask @param {string} head @param {string} more sent for as long as there is somebody who reads it */
function endlessly({ socket }, head, more) {
  socket.write(head);
  const next = () => void (socket.writable && socket.write(more, next));
  next();
}

/** @param {Ask} ask @param {Iterable<string>} pieces */
async function inPieces({ socket }, pieces) {
  socket.setNoDelay();
  for (const piece of pieces) {
    if (socket.destroyed) return;
    socket.write(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
  socket.end();
}

/** @type {Fault[]} */
const CONNECTIONS = [
  { name: 'nothing listens', look: 'connection' },
  { name: 'a reset before the headers', act: ({ socket }) => socket.resetAndDestroy(), look: 'connection' },
  { name: 'an end before the headers', act: ({ socket }) => socket.end(), look: 'connection' },
  { name: 'an end within the headers', act: ({ socket }) => socket.end('HTTP/1.1 200 OK\r\nCont'), look: 'connection' },
  {
    name: 'a reset after the headers',
    act: ({ socket }) => socket.write(http({ length: 200 }), () => socket.resetAndDestroy()),
    look: 'connection',
  },
  {
    name: 'a reset within the body',
    act: ({ socket, good }) => socket.write(half(good), () => socket.resetAndDestroy()),
    look: 'connection',
  },
  { name: 'an end within the body', act: ({ socket, good }) => socket.end(half(good)), look: 'connection' },
  { name: 'another protocol', act: ({ socket }) => socket.end('SSH-2.0-OpenSSH_9.2\r\n\r\n'), look: 'connection' },
  {
    name: 'an answer, and an end before the next one is asked for',
    act: answersGood({ stays: true }),
    look: 'task',
  },
];

/** @type {Fault[]} */
const STALLS = [
  { name: 'nothing is said', act: () => {} },
  { name: 'a stall within the first line', act: stallsAfter(() => 'HTTP/1.1 2') },
  { name: 'a stall within the headers', act: stallsAfter(() => 'HTTP/1.1 200 OK\r\nContent-Le') },
  { name: 'a stall after the headers', act: stallsAfter((good) => http({ length: good.length })) },
  { name: 'a stall within the body', act: stallsAfter(half) },
  {
    name: 'a stall before the last byte',
    act: stallsAfter((good) => http({ body: good.slice(0, -1), length: good.length })),
  },
  { name: 'a stall between chunks', act: stallsAfter((good) => chunked(chunk(good.slice(0, 20)))) },
  { name: 'a stall before the last chunk, which is empty', act: stallsAfter((good) => chunked(chunk(good))) },
].map((fault) => ({ ...fault, look: 'timeout', stalls: true }));

/** @type {Fault[]} */
const BODIES = [
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

/** @type {Fault[]} */
const LARGE = [
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
].map((fault) => ({ ...fault, behindProxy: 'server', isLarge: true }));

/** @param {string} status @param {(ask: Ask) => string} [where] @returns {(ask: Ask) => void} */
const redirects = (status, where) => (ask) =>
  answers({ status, headers: where ? [`Location: ${where(ask)}#${encodeURIComponent(ask.said)}`] : [] })(ask);

/** @type {Fault[]} */
const STATUSES = [
  ...['301 Moved', '302 Found', '303 See Other', '307 Again', '308 Moved'].map((status) => ({
    name: `a redirect to another origin (${status.slice(0, 3)})`,
    act: redirects(status, ({ other, path }) => other + path),
    look: /** @type {const} */ ('connection'),
  })),
  { name: 'a redirect to itself', act: redirects('307 Again', ({ path }) => path), look: 'connection' },
  { name: 'a redirect to nowhere', act: redirects('302 Found'), look: 'connection', inChromium: 'api' },
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

const EARLY = Buffer.from('HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n');
const YEAR_S = 365 * 24 * 3600;

/** @type {Fault[]} */
const TOO_MANY = [
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

/** @type {readonly Fault[]} a row's place is its name in paths */
export const FAULTS = [...CONNECTIONS, ...STALLS, ...BODIES, ...LARGE, ...STATUSES, ...TOO_MANY];

/** What the proxy has not got it calls a failure of the service: what it says of it is in the service's form. @param {Fault} fault @returns {Outcome} */
export function behindProxy({ look, behindProxy }) {
  return behindProxy ?? (look === 'connection' || look === 'timeout' ? 'server' : look);
}

/** Once sent, only an answer says what was made. @param {Fault} fault @returns {Outcome} */
export const whenCreating = ({ look }) => (look === 'task' ? 'task' : 'unknown-outcome');

/** @param {Fault} fault @returns {Outcome} */
export const whenCreatingBehindProxy = (fault) => (behindProxy(fault) === 'task' ? 'task' : 'unknown-outcome');

/** Kinds that pass by themselves. @type {Outcome[]} */
const TRANSIENT = ['connection', 'timeout', 'rate-limit', 'server'];

/** @param {Fault} fault @returns {boolean} whether one who looks again may hope */
export const isTransient = ({ look }) => TRANSIENT.includes(look);
