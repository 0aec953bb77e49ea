// Reads server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream) from a body.
// Not EventSource: it sends no header of the client's own fetch, and is missing in workers of some browsers and on most servers.

/** Of one event, or of one line; a server that says more is not ours. */
const MOST_CHARACTERS = 4 * 1_048_576;

/**
 * @typedef {object} ServerSentEvent
 * @property {string} type `message` unless the stream says another
 * @property {string} data
 * @property {string} lastEventId of this event, or of one before it; empty for none
 */

export class EventStreamReader {
  #text = '';
  #endsWithCr = false;
  #decoder = new TextDecoder();
  #type = '';
  #data = '';
  #lastEventId = '';

  /**
   * @param {Uint8Array} bytes the next ones, cut anywhere
   * @returns {ServerSentEvent[]} those that they complete
   * @throws {RangeError} for an event without an end
   */
  read(bytes) {
    // The decoder takes a byte order mark off.
    const text = this.#decoder.decode(bytes, { stream: true });
    const isRest = !this.#endsWithCr && !/[\r\n]/.test(text);
    this.#text += text;
    if (this.#text.length + this.#data.length > MOST_CHARACTERS) throw new RangeError('An event has no end.');
    if (isRest) return [];
    // Half of a CR LF stays until the other half has come.
    const lines = this.#text.split(/\r\n|\n|\r(?!$)/);
    this.#text = /** @type {string} */ (lines.pop());
    this.#endsWithCr = this.#text.endsWith('\r');
    return lines.flatMap((line) => this.#take(line) ?? []);
  }

  /** @param {string} line @returns {ServerSentEvent | undefined} */
  #take(line) {
    if (line === '') return this.#end();
    const [, name, value = ''] = /** @type {RegExpExecArray} */ (/^([^:]*):? ?(.*)$/s.exec(line));
    if (name === 'event') this.#type = value;
    else if (name === 'data') this.#data += `${value}\n`;
    else if (name === 'id' && !value.includes('\0')) this.#lastEventId = value;
  }

  #end() {
    const event = { type: this.#type || 'message', data: this.#data.slice(0, -1), lastEventId: this.#lastEventId };
    const isEmpty = this.#data === '';
    this.#type = this.#data = '';
    return isEmpty ? undefined : event;
  }
}
