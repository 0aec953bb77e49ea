// The video's bytes, piece by piece: asked for, checked, and after a cut asked for from there on.
import { onAbort, orAborted, sleep } from '../client/abort.js';
import { harmless } from '../client/call/cause.js';
import { makeError } from '../client/make-error.js';
import { LONGEST_TIMER_MS } from '../client/options.js';
import { safeUrl } from '../element/safe-url.js';
import { readRetryAfter } from '../shared/retry-after.js';
import { readFirst, readNext, tooLong } from './answer.js';

/** How often one transfer goes on after a cut. */
const MOST_RESUMES = 5;
/** Before it asks again when the last time has brought nothing; times the times in a row. */
const PAUSE_MS = 500;

/** No cookie, no address of the page; what is saved needs no second copy in a cache. @type {RequestInit} */
const REQUEST = { cache: 'no-store', credentials: 'omit', redirect: 'follow', referrerPolicy: 'no-referrer' };

/** @typedef {import('../client/errors.js').AlephError} AlephError */

/**
 * @typedef {object} Rules
 * @property {typeof globalThis.fetch} fetch
 * @property {AbortSignal | undefined} signal
 * @property {number} maxBytes
 * @property {number} stallTimeout ms without an answer or a byte, after which the transfer counts as cut
 */

/**
 * Where the bytes go. What it throws ends the transfer as it is: it is no cut.
 * @typedef {object} Receiver
 * @property {(facts: import('./answer.js').Facts) => Promise<void>} start called once, before the first piece
 * @property {(piece: Uint8Array, bytes: number, total: number | null) => Promise<void>} take bytes: so many with it
 */

/** How far a transfer is. @typedef {{ facts: import('./answer.js').Facts | null, received: number }} State */

/** What ended an attempt, where another may go on. */
class Cut extends Error {
  /** @param {AlephError} problem thrown when none does */
  constructor(problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/**
 * @param {string} url checked by safeUrl
 * @param {Rules} rules
 * @param {Receiver} receiver
 * @returns {Promise<number>} bytes: all of the video, none twice
 * @throws {AlephError} and the signal's own reason
 */
export async function transfer(url, rules, receiver) {
  /** @type {State} */
  const state = { facts: null, received: 0 };
  for (let resumes = 0, barren = 0; ; resumes++) {
    const before = state.received;
    try {
      await attempt(url, state, rules, receiver);
      return state.received;
    } catch (error) {
      if (!(error instanceof Cut)) throw error;
      if (!state.facts?.validator || state.received === 0 || resumes === MOST_RESUMES) throw error.problem;
    }
    barren = state.received > before ? 0 : barren + 1;
    await sleep(PAUSE_MS * barren, rules.signal);
  }
}

/**
 * One request, read to its end.
 * @param {string} url
 * @param {State} state goes on
 * @param {Rules} rules
 * @param {Receiver} receiver
 */
async function attempt(url, state, rules, receiver) {
  const { signal, fetch } = rules;
  signal?.throwIfAborted();
  const own = new AbortController();
  const off = onAbort(signal, () => own.abort(signal?.reason));
  /** @type {ReadableStreamDefaultReader<Uint8Array> | undefined} */
  let reader;
  try {
    const response = await inTime(() => fetch(url, requestFor(state, own.signal)), own, rules, state);
    reader = response.body?.getReader();
    let skip = judge(response, url, state, rules);
    if (state.received === 0) await receiver.start(factsOf(state));
    for (;;) {
      const { done, value } = (await inTime(async () => reader?.read(), own, rules, state)) ?? { done: true };
      if (done || !value) break;
      const piece = value.subarray(Math.min(skip, value.length));
      skip -= value.length - piece.length;
      if (piece.length === 0) continue;
      state.received += piece.length;
      refuseTooMany(state, rules);
      await receiver.take(piece, state.received, factsOf(state).total);
    }
    refuseTooFew(state);
  } finally {
    off();
    // Ends whatever goes on of it, also of a fetch that knows no signal.
    own.abort();
    reader?.cancel().catch(() => {});
  }
}

/** @param {State} state @param {AbortSignal} signal @returns {RequestInit} */
function requestFor({ received, facts }, signal) {
  // Uncompressed: browsers do not let it be said, and say it themselves of a range, as Node does.
  /** @type {Record<string, string>} */
  const headers =
    received === 0
      ? { 'Accept-Encoding': 'identity' }
      : { Range: `bytes=${received}-`, 'If-Range': String(facts?.validator) };
  return { ...REQUEST, signal, headers };
}

/**
 * @param {Response} response
 * @param {string} asked
 * @param {State} state gets what the answer says
 * @param {Rules} rules
 * @returns {number} how many of its first bytes are there already
 * @throws {AlephError | Cut}
 */
function judge({ status, headers, url }, asked, state, { maxBytes }) {
  const details = { status, retryAfter: readRetryAfter(headers.get('Retry-After') ?? '', Date.now()) };
  if (!isAsSafe(url, asked))
    throw makeError('invalid-response', 'The video has moved to where it is not safe to fetch it.', details);
  const { facts, received } = state;
  // Until a byte is there, an answer is the first.
  const read =
    facts && received > 0 ? readNext({ status, headers }, facts, received) : readFirst({ status, headers }, maxBytes);
  if ('kind' in read) {
    const { kind, message, retryable = false } = read;
    const problem = makeError(kind, `${message} (HTTP ${status}).`, { ...details, retryable });
    throw retryable ? new Cut(problem) : problem;
  }
  state.facts = 'skip' in read ? { ...factsOf(state), total: read.total } : read;
  return 'skip' in read ? read.skip : 0;
}

/** Where a redirect has led: never from https: to this machine. @param {string} url '' of an answer made by hand @param {string} asked */
function isAsSafe(url, asked) {
  return url === '' || (safeUrl(url) !== null && (url.startsWith('https:') || asked.startsWith('http:')));
}

/** @param {State} state @param {Rules} rules */
function refuseTooMany({ facts, received }, { maxBytes }) {
  const total = facts?.total ?? Number.POSITIVE_INFINITY;
  if (received <= Math.min(total, maxBytes)) return;
  const { kind, message } = tooLong(maxBytes);
  throw makeError(kind, received > total ? 'The host sends more than it has announced.' : `${message}.`);
}

/** @param {State} state @throws {AlephError | Cut} */
function refuseTooFew({ facts, received }) {
  if (received < (facts?.total ?? 0)) throw new Cut(cutError(received, facts));
  if (received === 0) throw makeError('invalid-response', 'The video is empty.');
}

/**
 * @template T
 * @param {() => Promise<T>} step of the network
 * @param {AbortController} own of the attempt, which ends when it takes too long
 * @param {Rules} rules
 * @param {State} state
 * @returns {Promise<T>}
 * @throws {Cut} and the signal's own reason
 */
async function inTime(step, own, { signal, stallTimeout }, { received, facts }) {
  let stalled = false;
  const stall = () => {
    stalled = true;
    own.abort();
  };
  const timer = stallTimeout <= LONGEST_TIMER_MS ? setTimeout(stall, stallTimeout) : undefined;
  try {
    return await orAborted(step(), own.signal);
  } catch (error) {
    signal?.throwIfAborted();
    const message = `Nothing came from the video's host for ${stallTimeout / 1000} s.`;
    throw new Cut(
      stalled ? makeError('timeout', message, { retryable: true }) : cutError(received, facts, harmless(error)),
    );
  } finally {
    clearTimeout(timer);
  }
}

/** @param {number} received @param {State['facts']} facts @param {unknown} [cause] */
function cutError(received, facts, cause) {
  const message =
    received > 0
      ? `The transfer was cut after ${received} of ${facts?.total ?? 'unknown'} bytes.`
      : "No answer arrived from the video's host; or the browser lets no page read it.";
  return makeError('connection', message, { retryable: true, cause });
}

/** @param {State} state */
function factsOf({ facts }) {
  return /** @type {import('./answer.js').Facts} */ (facts);
}
