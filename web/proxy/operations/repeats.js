// Answers a request that creates once more, when it comes once more: browsers send one again by themselves when a connection that they
// have used before ends without an answer. They send the header Idempotency-Key again with it. Which of the processes gets it is chance.
import { outcomeUnknown, readReply, refusal, writeReply } from '../responses.js';

/** Chromium and Firefox send again at once; a front may take a while to notice. */
const KEPT_MS = 600_000;
/** As the client writes it, and no other: what is kept costs memory. */
const KEY = /^"[\w-]{16,64}"$/;
/** What is kept of an attempt that is under way. */
const UNDER_WAY = '';

/** @typedef {import('../responses.js').Reply} Reply */
/** What came of an attempt. @typedef {{ reply: Reply, isRefused: boolean }} Attempt isRefused: for certain nothing was made */

export class Repeats {
  #store;
  #longest;

  /**
   * @param {import('../store/store.js').Store} store
   * @param {number} longest ms that an attempt may take
   */
  constructor(store, longest) {
    this.#store = store;
    this.#longest = longest;
  }

  /**
   * @param {Request} request
   * @returns {Promise<boolean>} whether it has come before, and may have made something; also when nobody can tell
   */
  async has(request) {
    const name = nameOf(request);
    const isKept = (/** @type {string | null} */ kept) => kept !== null;
    return name !== null && this.#store.get(name).then(isKept, () => true);
  }

  /**
   * @param {Request} request
   * @param {() => Promise<Attempt>} attempt
   * @returns {Promise<Reply>} of this attempt, or of the first one of the same key, which may still be under way
   */
  async once(request, attempt) {
    const name = nameOf(request);
    if (name === null) return (await attempt()).reply;
    /** @type {(() => Promise<void>) | null} */
    let release;
    try {
      release = await this.#store.claim(name, KEPT_MS);
      if (!release) return await this.#answerOfFirst(name);
      await this.#store.put(name, UNDER_WAY, KEPT_MS);
    } catch {
      return outcomeUnknown(refusal(503, AWAY));
    }
    /** @type {Attempt | undefined} */
    let made;
    try {
      made = await attempt();
      return made.reply;
    } finally {
      await this.#keep(name, release, made).catch(() => {});
    }
  }

  /** @param {string} name @param {() => Promise<void>} release @param {Attempt | undefined} made none: it threw, and sent nothing */
  async #keep(name, release, made) {
    const isOver = !made || made.isRefused;
    const said = made ? writeReply(made.reply) : UNDER_WAY;
    // What was refused may be tried again under the same key.
    await this.#store.put(name, said, isOver ? 0 : KEPT_MS);
    if (isOver) await release();
    await this.#store.publish(name, said);
  }

  /** @param {string} name @returns {Promise<Reply>} */
  async #answerOfFirst(name) {
    /** @type {(said: string) => void} */
    let hear = () => {};
    const heard = new Promise((/** @type {(said: string) => void} */ resolve) => {
      hear = resolve;
    });
    const stop = await this.#store.subscribe(name, hear);
    const timer = setTimeout(() => hear(UNDER_WAY), this.#longest);
    try {
      // It may have ended before this one listened.
      const said = (await this.#store.get(name)) || (await heard);
      return said === UNDER_WAY ? outcomeUnknown(refusal(504, LATE)) : readReply(said);
    } finally {
      clearTimeout(timer);
      await stop();
    }
  }
}

/** @param {Request} request @returns {string | null} null: it has no key */
function nameOf(request) {
  const key = request.headers.get('idempotency-key');
  return key !== null && KEY.test(key) ? `once:${key}` : null;
}

const AWAY =
  'The store in which processes of the proxy agree is away, so this one cannot tell whether another has sent this request before; it was not sent now';
const LATE = 'This request has come before, and what came of it is not known';
