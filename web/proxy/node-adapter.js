// Runs a Fetch-API handler as a listener of node:http, for clients that mean well and for those that do not.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** An answer is handed to the connection in such pieces, so that a slow client is seen to take them. */
const PIECE_BYTES = 65_536;

/** Nobody sends more requests on one connection without waiting for an answer. */
const MOST_WAITING = 16;

/** Node leaves out what comes behind 2000 header lines, such as what a browser or a front says at the end of them. */
const MOST_HEADERS = 1000;

/** @typedef {import('./clients.js').ConnectionInfo} ConnectionInfo what the platform tells of the connection */

/**
 * How connections are treated.
 * @typedef {object} NodeListenerOptions
 * @property {number} [stallTimeout] `30000` ms: a client that takes nothing of its answer for so long loses its connection
 */

/**
 * Runs a Fetch handler on `node:http` and on what is built on it: `createServer(nodeListener(proxy))`, and with Express and
 * Connect `app.use('/kie', nodeListener(proxy))`: the handler's request has the whole URL, with the prefix.
 *
 * Answers the requests of one connection one after the other, and no faster than the client takes the answers. A request's body
 * comes as the handler reads it, and how long it may take is the server's `requestTimeout`; the connection is closed after an answer that
 * was made before the whole body had come. What a front may have read otherwise is refused with 400 and the end of the connection: a GET
 * or HEAD with a body, a path that is not written as it is read (`/x/../kie`, `//kie`), two Hosts; with 431 more than 1000 header lines.
 * When the client leaves, `request.signal` aborts. A handler that fails is logged, and answered with 500; one that rejects with an
 * AbortError, as a `fetch` that was ended does, ends the connection without an answer.
 * @param {(request: Request, info: ConnectionInfo) => Promise<Response>} handler such as `createProxy` and `createSandbox` make;
 *   told the address of the connection
 * @param {NodeListenerOptions} [options]
 * @returns {import('node:http').RequestListener}
 */
export function nodeListener(handler, { stallTimeout = 30_000 } = {}) {
  /** @type {WeakMap<import('node:net').Socket, { waiting: number, last: Promise<void> }>} */
  const lines = new WeakMap();
  /** @type {WeakSet<import('node:net').Socket>} on which nothing is heard any more: whose it would be, readers may not agree */
  const closed = new WeakSet();

  return (incoming, outgoing) => {
    const { socket } = incoming;
    const line = lines.get(socket) ?? { waiting: 0, last: Promise.resolve() };
    lines.set(socket, line);
    if (++line.waiting > MOST_WAITING) return void socket.destroy();
    line.last = line.last.then(() => answer(incoming, outgoing)).finally(() => line.waiting--);
  };

  /** @param {import('node:http').IncomingMessage} incoming @param {import('node:http').ServerResponse} outgoing */
  async function answer(incoming, outgoing) {
    if (incoming.socket.destroyed || closed.has(incoming.socket)) return;
    const gone = new AbortController();
    outgoing.once('close', () => outgoing.writableFinished || gone.abort());
    const { method = '' } = incoming;
    const hasBody = announcesBody(incoming);
    const status = statusOfMisfit(incoming) ?? (hasBody && isRead(method) ? 400 : null);
    const asked = status === null ? readRequest(incoming, hasBody, gone.signal) : null;
    if (!asked) closed.add(incoming.socket);
    try {
      const response = asked ? await handler(asked.request, asked.info) : new Response(null, { status: status ?? 400 });
      // Nothing else can be read behind a body that nobody wants.
      if (!asked || (hasBody && !incoming.complete)) outgoing.setHeader('Connection', 'close');
      outgoing.writeHead(response.status, headersOf(response));
      await send(method === 'HEAD' ? null : response.body, outgoing, gone.signal);
      if (method === 'HEAD') await response.body?.cancel();
    } catch (error) {
      if (gone.signal.aborted) return;
      if (/** @type {Error | undefined} */ (error)?.name === 'AbortError') return void outgoing.destroy();
      console.error(error);
      if (!outgoing.headersSent) outgoing.writeHead(500);
      outgoing.end();
    }
  }

  /**
   * @param {ReadableStream<Uint8Array> | null} body
   * @param {import('node:http').ServerResponse} outgoing
   * @param {AbortSignal} signal the client has left: without it a body of which nothing comes would be waited for
   */
  async function send(body, outgoing, signal) {
    /** @type {NodeJS.Timeout | undefined} runs only while it is the client's turn */
    let stalled;
    const wait = () => void (stalled = setTimeout(() => outgoing.destroy(), stallTimeout));

    /** @param {AsyncIterable<Uint8Array>} chunks */
    async function* inPieces(chunks) {
      for await (const chunk of chunks) {
        for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
          wait();
          yield chunk.subarray(at, at + PIECE_BYTES);
          clearTimeout(stalled);
        }
      }
      wait();
    }

    try {
      const chunks = body ? Readable.fromWeb(/** @type {any} */ (body)) : Readable.from([]);
      await pipeline(chunks, inPieces, outgoing, { signal });
    } finally {
      clearTimeout(stalled);
    }
  }
}

/** @param {string} method */
function isRead(method) {
  return method === 'GET' || method === 'HEAD';
}

/**
 * @param {import('node:http').IncomingMessage} incoming
 * @returns {number | null} a status to refuse it with: another reader may take it for another request
 */
function statusOfMisfit({ rawHeaders, httpVersionMajor }) {
  const names = rawHeaders.filter((_, at) => at % 2 === 0);
  if (names.length > MOST_HEADERS) return 431;
  // HTTP/0.9, which has no headers.
  if (httpVersionMajor < 1) return 400;
  return names.filter((name) => name.toLowerCase() === 'host').length > 1 ? 400 : null;
}

/** @param {import('node:http').IncomingMessage} incoming */
function announcesBody({ headers }) {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** @param {Response} response @returns {import('node:http').OutgoingHttpHeaders} */
function headersOf({ headers }) {
  const cookies = headers.getSetCookie();
  // The one header that may come more than once, and cannot be joined.
  return { ...Object.fromEntries(headers), ...(cookies.length > 0 && { 'set-cookie': cookies }) };
}

/**
 * Not Readable.toWeb: it takes in megabytes before anybody asks for them.
 * @param {import('node:http').IncomingMessage} incoming
 * @returns {ReadableStream<Uint8Array>} what comes, when it is asked for
 */
function bodyOf(incoming) {
  // Whoever wants no more of it still gives an answer.
  const chunks = incoming.iterator({ destroyOnReturn: false });
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
      },
      cancel: () => void chunks.return?.(),
    },
    { highWaterMark: 0 },
  );
}

/**
 * @param {import('node:http').IncomingMessage} incoming
 * @param {boolean} hasBody
 * @param {AbortSignal} signal
 * @returns {{ request: Request, info: ConnectionInfo } | null} null for what no Request can say, such as TRACE or a Host that is
 *   no host
 */
function readRequest(incoming, hasBody, signal) {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const each of [value ?? []].flat()) headers.append(name, each);
  }
  const { url = '/', originalUrl = url } = /** @type {typeof incoming & { originalUrl?: string }} */ (incoming);
  // Express and Connect take the prefix of their `app.use` off `url`, and keep the whole. A URL that was rewritten counts as it is.
  const hasPrefix = originalUrl !== url && originalUrl.endsWith(url);
  const base = `http://${incoming.headers.host ?? 'localhost'}`;
  try {
    const request = new Request(onHost(hasPrefix ? originalUrl : url, base), {
      method: incoming.method,
      headers,
      signal,
      ...(hasBody && { body: bodyOf(incoming), duplex: 'half' }),
    });
    const { remoteAddress } = incoming.socket;
    const info = {
      ...(remoteAddress !== undefined && { remoteAddress }),
      ...(hasPrefix && { pathBelowPrefix: onHost(url, base).pathname }),
    };
    return { request, info };
  } catch {
    return null;
  }
}

/**
 * @param {string} target path with its query
 * @param {string} base
 * @throws {TypeError} where it is written otherwise than it is read (dots, slashes, a whole URL): a front's rules may have passed another path
 */
function onHost(target, base) {
  const host = new URL(base);
  // A path that begins with "//" would be read as a host.
  const url = new URL(`/${target.replace(/^\/+/, '')}`, base);
  const [path] = target.split(/[?#]/);
  if (host.href !== `${host.origin}/` || url.pathname !== path) throw new TypeError('Written in another way.');
  return url;
}
