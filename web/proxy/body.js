// Reads a body to its end, within bounds: of bytes, of pieces without any, and by a signal of time. Or watches one go by.

/** Some happen; a stream that gives nothing else has no end. */
const MOST_EMPTY_PIECES = 1000;
/** Pieces that are there already come without a turn of the event loop, which the deadline and other requests need. */
const PIECES_A_TURN = 1024;
const FIRST_BYTES = 4096;

/**
 * @param {ReadableStream<Uint8Array> | null} stream cancelled when it is not read to its end
 * @param {number} limit bytes
 * @param {AbortSignal} signal gives up, also on a stream that never says anything again
 * @returns {Promise<{ bytes: Uint8Array<ArrayBuffer> } | { problem: string }>} problem: what the body is or does
 * @throws what the stream throws, and the signal's reason
 */
export async function readBody(stream, limit, signal) {
  if (!stream) return { bytes: new Uint8Array(0) };
  const reader = stream.getReader();
  const stop = () => quietly(() => reader.cancel());
  signal.addEventListener('abort', stop);
  try {
    signal.throwIfAborted();
    const collected = new Collected();
    for (let pieces = 0, empty = 0; ; pieces++) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) return { bytes: collected.take() };
      if (value.length === 0 && ++empty > MOST_EMPTY_PIECES) return { problem: 'comes in pieces without content' };
      if (collected.length + value.length > limit) return { problem: `is larger than ${limit} bytes` };
      collected.add(value);
      if (pieces % PIECES_A_TURN === PIECES_A_TURN - 1) await new Promise((resolve) => setTimeout(resolve));
    }
  } finally {
    signal.removeEventListener('abort', stop);
    // After the end this does nothing.
    stop();
  }
}

/**
 * The same stream, of which no more is taken than is asked for.
 * @param {ReadableStream<Uint8Array>} stream
 * @param {(bytes: number) => void} watch told of each piece before it goes on; what it throws ends both streams
 * @returns {ReadableStream<Uint8Array>}
 */
export function watchBody(stream, watch) {
  const reader = stream.getReader();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        try {
          watch(value.length);
        } catch (error) {
          quietly(() => reader.cancel());
          throw error;
        }
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

/**
 * Does what may fail, at once or later, without anyone being interested.
 * @param {() => unknown} effect
 */
export function quietly(effect) {
  new Promise((resolve) => resolve(effect())).catch(() => {});
}

/**
 * Bytes put one behind the other. The room doubles when it is full, so that a byte is copied three times at most on
 * average; the pieces themselves are not kept, since a piece of one byte may hold on to a buffer of any size.
 */
class Collected {
  #room = new Uint8Array(FIRST_BYTES);
  length = 0;

  /** @param {Uint8Array} piece */
  add(piece) {
    const length = this.length + piece.length;
    if (length > this.#room.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.#room.length));
      larger.set(this.#room.subarray(0, this.length));
      this.#room = larger;
    }
    this.#room.set(piece, this.length);
    this.length = length;
  }

  take() {
    return this.#room.slice(0, this.length);
  }
}
