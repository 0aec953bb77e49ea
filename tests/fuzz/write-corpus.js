// The seeds of fuzzing, from the contract's tables: `node write-corpus.js <folder>`, a folder a target in it, its inputs as
// input.hpp takes them apart.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENDPOINTS } from '../../web/shared/endpoints.js';
import { callbackCases, ID, SIGNED_AT, timestampCases } from '../core/cases/callback-cases.js';
import { answeredCases, refusedCases, sentCases } from '../core/cases/endpoint-cases.js';
import { keySpellings, noKeySpellings } from '../core/cases/key-spellings.js';
import { HTTP_DATES, retryAfterCases } from '../core/cases/retry-after-cases.js';
import { TIMES } from '../core/cases/time-cases.js';
import { bytesOf, contractCases } from '../core/contract-cases.js';
import { BAD_BASE_URLS, BAD_KEYS, BASE_URLS, KEYS } from '../core/request-cases.js';
import { PLANTED_KEY } from './planted-key.js';

/** Longer ones slow every execution down, and say nothing that a shorter one does not. */
const LONGEST_SEED = 4096;

/** What no UTF-8 has, between parts. */
const END = [0xff];

/** @param {string} text */
const utf8 = (text) => new TextEncoder().encode(text);
/** @param {number} number */
const int64 = (number) => new Uint8Array(new BigInt64Array([BigInt(Math.round(number))]).buffer);
/** @param {number} number */
const float64 = (number) => new Uint8Array(new Float64Array([number]).buffer);
/** @param {number} number */
const uint16 = (number) => [number & 255, number >> 8];

/** The row of the core's table. @param {{ operation?: string, route?: string }} of */
function endpointOf({ operation = 'look', route }) {
  const fits = (/** @type {typeof ENDPOINTS[number]} */ row) =>
    row.operation === operation && (route === undefined || row.route === route);
  return ENDPOINTS.findIndex(fits);
}

/** @param {number} endpoint @param {Uint8Array} body @param {number} [status] */
const answer = (endpoint, body, status = 200) => [endpoint, ...uint16(status - 100), 255, ...body];

/** @param {number} endpoint @param {string | URL} baseUrl @param {string | null} key @param {unknown} [input] */
const request = (endpoint, baseUrl, key, input = { taskId: 'task-1' }) => [
  endpoint,
  Number(key !== null),
  ...utf8(String(baseUrl)),
  ...END,
  ...utf8(key ?? ''),
  ...END,
  ...utf8(JSON.stringify(input)),
];

const API = 'https://api.kie.ai';
const contractBodies = contractCases.map(({ body }) => bytesOf(body));

/** @type {Record<string, Iterable<number>[]>} */
export const seeds = {
  read: [
    ...contractCases.map(({ route = 'aleph', body, status }) => answer(endpointOf({ route }), bytesOf(body), status)),
    ...answeredCases.map((row) => answer(endpointOf(row), bytesOf(row.body), row.status)),
    ...keySpellings
      .filter(({ name }) => name.endsWith('(plain)'))
      .map(({ key, text }) => answer(0, utf8(text.replaceAll(key, PLANTED_KEY)))),
  ],
  request: [
    ...sentCases.map((row) => request(endpointOf(row), API, null, row.input ?? {})),
    ...refusedCases.map(([operation, input]) => request(endpointOf({ operation }), API, null, input)),
    ...[...BASE_URLS, ...BAD_BASE_URLS].map(([url], i) => request(i % ENDPOINTS.length, url, 'k'.repeat(20))),
    ...[...KEYS, ...BAD_KEYS.map(([key]) => key)].map((key) => request(0, API, key)),
  ],
  redact: [...keySpellings, ...noKeySpellings].flatMap(({ key, text }) => [
    [1, ...utf8(text.replaceAll(key, PLANTED_KEY))],
    // As redact.cpp makes a key of bytes.
    [0, ...utf8(key).map((byte) => ((byte - 0x21 + 94) % 94) + 94), ...END, ...utf8(text)],
  ]),
  callback: callbackCases.map(({ body }) => bytesOf(body)),
  signature: timestampCases.map(({ timestamp, later = 0 }) => [
    ...int64((SIGNED_AT + later) * 1000),
    ...utf8(timestamp),
    ...END,
    ...utf8(ID),
  ]),
  time: [
    ...TIMES.map(([sent]) => (typeof sent === 'number' ? [2, ...float64(sent)] : [0, ...utf8(String(sent))])),
    ...HTTP_DATES.map(([text]) => [1, ...utf8(text)]),
  ],
  'retry-after': retryAfterCases.map(({ value, now }) => [...int64(now), ...utf8(value)]),
  // Numbers from the front to the end: the bytes of a state have no words.
  schedule: Array.from({ length: 60 }, (_, i) => [i, 1, i & 1, ...float64(i), i, 0, 0, 0, ...float64(i * 1000)]),
  json: contractBodies.map((body) => [31, ...body]),
};

/** @param {string} folder */
export function writeCorpus(folder) {
  for (const [target, inputs] of Object.entries(seeds)) {
    mkdirSync(join(folder, target), { recursive: true });
    for (const input of inputs) {
      const bytes = Uint8Array.from(input);
      if (bytes.length > LONGEST_SEED) continue;
      writeFileSync(join(folder, target, createHash('sha1').update(bytes).digest('hex')), bytes);
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeCorpus(process.argv[2] ?? 'corpus');
