// Answers a request that creates once more, when it comes once more: browsers send one again by themselves when a connection that they
// have used before ends without an answer. They send the header Idempotency-Key again with it.

/** Chromium and Firefox send again at once; a front may take a while to notice. */
const KEPT_MS = 600_000;
const MOST_KEPT = 1_000;
/** As the client writes it, and no other: what is kept costs memory. */
const KEY = /^"[\w-]{16,64}"$/;

/** @typedef {import('../responses.js').Reply} Reply */
/** What came of an attempt. @typedef {{ reply: Reply, isRefused: boolean }} Attempt isRefused: for certain nothing was made */

export class Repeats {
  /** @type {Map<string, { reply: Promise<Reply>, until: number }>} by key, the oldest first */
  #kept = new Map();
  #now;

  /** @param {() => number} now epoch ms */
  constructor(now) {
    this.#now = now;
  }

  /**
   * @param {Request} request
   * @returns {boolean} whether it has come before, and may have made something
   */
  has(request) {
    this.#forgetOld();
    return this.#kept.has(keyOf(request));
  }

  /**
   * @param {Request} request
   * @param {() => Promise<Attempt>} attempt
   * @returns {Promise<Reply>} of this attempt, or of the first one of the same key, which may still be under way
   */
  once(request, attempt) {
    this.#forgetOld();
    const key = keyOf(request);
    const known = this.#kept.get(key);
    if (known) return known.reply;
    const reply = attempt().then(({ reply, isRefused }) => {
      if (isRefused) this.#kept.delete(key);
      return reply;
    });
    if (key === '') return reply;
    this.#kept.set(key, { reply, until: this.#now() + KEPT_MS });
    reply.catch(() => this.#kept.delete(key));
    return reply;
  }

  #forgetOld() {
    for (const [key, { until }] of this.#kept) {
      if (until > this.#now() && this.#kept.size <= MOST_KEPT) return;
      this.#kept.delete(key);
    }
  }
}

/** @param {Request} request @returns {string} '' for none */
function keyOf(request) {
  const key = request.headers.get('idempotency-key') ?? '';
  return KEY.test(key) ? key : '';
}
