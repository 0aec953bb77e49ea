// What the C fetch API cannot say: the caller's fetch, the request's privacy, and an end for every request.
// Runs inside the module's factory, where this `fetch` hides the global one from Emscripten's code.

/** What this project asks of every request: nothing is stored, sent along or followed. */
var privacy = { cache: 'no-store', credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' };

// Emscripten keeps the function it finds at the start; ask for the global one at each call, like its setTimeout does.
var clearTimeout = (id) => globalThis.clearTimeout(id);

/** @type {Map<number, () => void>} how to cancel each open request */
var cancels = new Map();
var openingId = 0;

// Called from fetch.cpp around each request.
var requestOpens = (id) => { openingId = id; };
var requestCancel = (id) => { cancels.get(id)?.(); };
var requestCloses = (id) => { cancels.delete(id); };

/**
 * Called by Emscripten once for each emscripten_fetch, from within it. What it returns always comes to an end once the
 * request is cancelled, whatever the caller's fetch does, and hands out chunks that own their buffers: Emscripten
 * copies a chunk's whole buffer, which in Node may hold other data beside the chunk.
 */
var fetch = async (url, init) => {
  // Set by the client just before it starts the request; both calls are on one stack.
  var caller = Module['caller'];
  var controller = new AbortController();
  /** @type {ReadableStreamDefaultReader<Uint8Array> | undefined} */
  var reader;
  var cancelled = new Promise((_, reject) => {
    cancels.set(openingId, () => {
      reject(new Error('cancelled'));
      controller.abort();
      reader?.cancel().catch(() => {});
    });
  });
  var orCancelled = async (promise) => {
    try {
      return await Promise.race([promise, cancelled]);
    } catch (error) {
      caller['failed'](error);
      // Not the error itself: Emscripten treats some names as the end of the request, others not.
      throw new Error('failed');
    }
  };
  var send = async () => caller['fetch'](url, { 'method': init.method, 'headers': init.headers, 'signal': controller.signal, ...privacy });
  var response = await orCancelled(send());
  var retryAfter = response.headers?.get('retry-after');
  var read = async () => {
    reader ??= response.body?.getReader();
    for (;;) {
      var { done, value } = reader ? await orCancelled(reader.read()) : { done: true, value: undefined };
      if (done) return { done };
      // An empty chunk would make Emscripten lose the memory of the one before.
      if (value.byteLength > 0) return { done, value: value.byteLength === value.buffer.byteLength ? value : value.slice() };
    }
  };
  return {
    status: response.status,
    statusText: '',
    url: '',
    headers: new Map(retryAfter ? [['retry-after', retryAfter]] : []),
    body: { getReader: () => ({ read }) },
  };
};
