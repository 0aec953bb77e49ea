// Writes the tables of cases as JSON for the native tests: `node export-cases.js <folder>`, one file a suite.
// What JSON has no words for: {"number": "Infinity"}, and {"bytes": […]} for bytes and for text that is no UTF-8.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOOKUPS } from '../../web/shared/endpoints.js';
import { callbackCases, ID, SIGNED_AT, timestampCases } from './cases/callback-cases.js';
import { CODES, STATUSES } from './cases/code-cases.js';
import { answeredCases, refusedCases, sentCases } from './cases/endpoint-cases.js';
import { KINDS, NO_KINDS, SAID } from './cases/error-cases.js';
import { COPIED, COPIED_KEY, keySpellings, noKeySpellings } from './cases/key-spellings.js';
import { HTTP_DATES, retryAfterCases } from './cases/retry-after-cases.js';
import { routeCases } from './cases/route-cases.js';
import { TIMES } from './cases/time-cases.js';
import { ASKED_ID, bytesOf, contractCases, EMPTY_TASK } from './contract-cases.js';
import {
  BAD_BASE_URLS,
  BAD_KEYS,
  BAD_TASK_IDS,
  BASE_URLS,
  ENDPOINT,
  KEYS,
  NEVER_QUOTED,
  TASK_IDS,
} from './request-cases.js';
import {
  backoffCases,
  deadlineCases,
  FAILURE_START,
  NEW_TASKS,
  RETRY_START,
  retryCases,
  scheduleCases,
  START,
} from './schedule-cases.js';

/** Some time of use to compare with. */
const { now: NOW } = START;

/** @param {string | null} iso */
const epochMs = (iso) => (iso === null ? null : Date.parse(iso));

/** What the client hands to the core. @param {string | URL} baseUrl */
const absolute = (baseUrl) => (URL.canParse(baseUrl) ? new URL(baseUrl).href : String(baseUrl));

/** @param {string} value @param {string} url @param {string} [authorization] */
const sent = (value, url, authorization = '') => ({ value, request: { url, authorization } });

/** @param {number | [number, number] | null} [delay] @returns a least and a most, or null */
const range = (delay = null) => (typeof delay === 'number' ? [delay, delay] : delay);

/**
 * The text once the key is blotted out, where that is plain to see: it stands there as it is, nothing is escaped.
 * @param {import('./cases/key-spellings.js').KeySpelling} row
 */
function blotted({ key, text }) {
  const pieces = text.split(key);
  return pieces.length === 1 || /[\\%]/.test(pieces.join('')) ? null : pieces.join('*'.repeat(key.length));
}

const suites = {
  contract: contractCases.map(({ name, route = 'aleph', body, status = 200, headers = {}, task, error }) => {
    const read = { ...EMPTY_TASK, route, ...task };
    return {
      name,
      route,
      answer: { status, body: bytesOf(body), retryAfter: headers['Retry-After'] ?? null, now: NOW, askedId: ASKED_ID },
      read: error ?? { ...read, createTime: epochMs(read.createTime), completeTime: epochMs(read.completeTime) },
    };
  }),
  callback: {
    read: callbackCases.map(({ name, body, route = null, status = null, task = {}, complaint }) => {
      const { errorCode = null, errorMessage = null, credits = null, response = null } = task;
      const video = response?.resultVideoUrl ?? null;
      const image = response?.resultImageUrl ?? null;
      const taskStatus = status ?? 'processing';
      const says = { taskId: ID, route, status, taskStatus, errorCode, errorMessage, credits, video, image };
      return { name, body: bytesOf(body), ...(complaint === undefined ? { says } : { complaint }) };
    }),
    timestamps: timestampCases.map(({ timestamp, later = 0, complaint }) => ({
      timestamp,
      now: Math.round((SIGNED_AT + later) * 1000),
      says: complaint ?? `id.${timestamp}`,
    })),
  },
  error: {
    kinds: Object.entries(KINDS).map(([name, retryable]) => ({ name, retryable })),
    noKinds: NO_KINDS,
    codes: CODES,
    statuses: STATUSES,
    said: [['', ''], ...SAID],
  },
  redact: [
    ...keySpellings.map((row) => ({ redacted: blotted(row), ...row })),
    ...noKeySpellings.map((row) => ({ ...row, redacted: row.text })),
  ],
  request: {
    baseUrls: BASE_URLS.map(([baseUrl, sentTo]) => sent(absolute(baseUrl), `${sentTo}${ENDPOINT}task-1`)),
    taskIds: TASK_IDS.map(([taskId, sentAs]) => sent(taskId, `https://api.kie.ai${ENDPOINT}${sentAs}`)),
    keys: KEYS.map((key) => sent(key, `https://api.kie.ai${ENDPOINT}task-1`, `Bearer ${key}`)),
    badBaseUrls: BAD_BASE_URLS.map(([baseUrl, says]) => [absolute(baseUrl), says]),
    routes: Object.entries(LOOKUPS).map(([route, path]) => sent(route, `https://api.kie.ai${path}?taskId=task-1`)),
    // What is no text is for the client to refuse.
    badTaskIds: BAD_TASK_IDS.filter(([taskId]) => typeof taskId === 'string'),
    badKeys: BAD_KEYS,
    neverQuoted: NEVER_QUOTED,
  },
  endpoints: {
    sent: sentCases.map((row) => ({ ...row, input: JSON.stringify(row.input ?? {}), body: row.body ?? null })),
    refused: refusedCases.map(([operation, input, says]) => ({ operation, input: JSON.stringify(input), says })),
    answered: answeredCases.map((row) => ({ status: 200, ...row, body: bytesOf(row.body) })),
  },
  'retry-after': retryAfterCases,
  route: routeCases.map(({ notFound, ...row }) => ({
    ...row,
    notFound: { known: null, missed: null, askOther: false, ...notFound },
  })),
  secret: { spellings: keySpellings, copied: COPIED, copiedKey: COPIED_KEY },
  schedule: {
    polls: scheduleCases.map((row) => ({ ...row, state: { ...START, ...row.state }, delay: range(row.delay) })),
    deadlines: deadlineCases.map((row) => ({ ...row, delay: range(row.delay) })),
    backoffs: backoffCases.map((row) => ({
      ...row,
      state: { ...FAILURE_START, ...row.state },
      delay: range(row.delay),
    })),
    newTasks: NEW_TASKS,
    retries: retryCases.map((row) => ({ ...row, state: { ...RETRY_START, ...row.state }, delay: range(row.delay) })),
  },
  time: {
    numbers: TIMES.flatMap(([sent, read]) =>
      typeof sent === 'number' || typeof sent === 'bigint' ? [[Number(sent), epochMs(read)]] : [],
    ),
    // A numeric text is read as a number before it gets here; that is the contract's.
    texts: TIMES.flatMap(([sent, read]) =>
      typeof sent === 'string' && Number.isNaN(Number(sent)) ? [[sent, epochMs(read)]] : [],
    ),
    httpDates: HTTP_DATES.map(([text, read]) => [text, epochMs(read)]),
  },
};

/** As UTF-8 writes it, half a surrogate pair as a character of its own: so it reaches C++ in WebAssembly. @param {string} text */
const bytesOfText = (text) =>
  [...text].flatMap((sign) => {
    const code = sign.charCodeAt(0);
    const isHalf = sign.length === 1 && code >= 0xd800 && code < 0xe000;
    return isHalf ? [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)] : [...bytesOf(sign)];
  });

/** @param {Uint8Array} bytes @returns the text that UTF-8 makes of them, or the bytes where it makes none */
function textOrBytes(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { bytes: [...bytes] };
  }
}

/** For JSON.stringify. @param {string} _name @param {unknown} value */
function spelled(_name, value) {
  if (typeof value === 'number' && !Number.isFinite(value)) return { number: String(value) };
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) return { bytes: bytesOfText(value) };
  return value instanceof Uint8Array ? textOrBytes(value) : value;
}

const [folder = '.'] = process.argv.slice(2);
for (const [name, cases] of Object.entries(suites)) {
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(cases, spelled));
}
