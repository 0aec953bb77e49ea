// A proxy in virtual time that offers streams of events, for the tests of being told.
import { turns } from '../../helpers/turns.js';
import { fakeService } from './service.js';

/** @typedef {ReturnType<typeof openStream>} Stream */

/**
 * @param {object} [options]
 * @param {Record<string, import('./service.js').FakeTask>} [options.tasks]
 * @param {import('./service.js').Trouble} [options.trouble]
 * @param {boolean} [options.offers]
 * @param {string[]} [options.expected] those whose end will be told; all
 * @param {import('../../../web/client/options.js').AlephClientOptions} [options.client]
 */
export function fakeProxy({ tasks = {}, trouble, offers = true, expected, client = {} } = {}) {
  /** @type {Stream[]} in the order in which they were asked for */
  const streams = [];
  /** @type {number | null} */
  let refusal = null;
  let isOffered = offers;
  const service = fakeService({ tasks, trouble });
  /** @type {typeof globalThis.fetch} */
  const fetch = async (input, init) => {
    const url = new URL(String(input));
    if (url.pathname.endsWith('/events')) {
      const { signal, headers } = /** @type {any} */ (init);
      const stream = openStream(url.searchParams.getAll('taskId'), headers['Last-Event-ID'] ?? null, signal, answerOf);
      streams.push(stream);
      if (refusal !== null) {
        stream.end();
        return new Response('no', { status: refusal });
      }
      stream.hello(expected ?? stream.taskIds);
      return stream.response;
    }
    const response = await service.fetch(input, init);
    if (isOffered) response.headers.set('Link', '</events>; rel="monitor"');
    return response;
  };
  const answerOf = (/** @type {string} */ taskId) => service.answerOf(taskId);
  return {
    ...service,
    client: service.newClient({ fetch, ...client }),
    streams,
    /** @param {number | null} status of those that are asked for from now on; null: they are opened */
    refuseWith: (status) => void (refusal = status),
    /** @param {boolean} isIt whether answers to looks offer streams from now on */
    offer: (isIt) => void (isOffered = isIt),
  };
}

/**
 * @param {string[]} taskIds
 * @param {string | null} lastEventId
 * @param {AbortSignal} signal
 * @param {(taskId: string) => string} answerOf
 */
function openStream(taskIds, lastEventId, signal, answerOf) {
  const encoder = new TextEncoder();
  /** @type {ReadableStreamDefaultController<Uint8Array>} */
  let controller;
  const body = new ReadableStream({ start: (given) => void (controller = given) });
  const stream = {
    taskIds,
    lastEventId,
    isOpen: true,
    response: new Response(body, { headers: { 'Content-Type': 'text/event-stream' } }),
    /** @param {string} text */
    say: (text) => controller.enqueue(encoder.encode(text)),
    beat: () => stream.say(':\n\n'),
    /** @param {string[]} expected */
    hello: (expected) => stream.say(`event: hello\ndata: ${JSON.stringify({ heartbeat: 15_000, expected })}\n\n`),
    /** What the service would answer now. @param {string} taskId */
    async tell(taskId) {
      const event = { taskId, route: 'aleph', body: answerOf(taskId), at: Date.now(), isExpected: true };
      stream.say(`event: task\nid: ${event.at}\ndata: ${JSON.stringify(event)}\n\n`);
      await turns();
    },
    end() {
      stream.isOpen = false;
      controller.close();
    },
    cut() {
      stream.isOpen = false;
      controller.error(new TypeError('network error'));
    },
  };
  signal.addEventListener('abort', () => {
    if (!stream.isOpen) return;
    stream.isOpen = false;
    controller.error(signal.reason);
  });
  return stream;
}
