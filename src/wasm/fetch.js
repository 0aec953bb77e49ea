// The JavaScript half of emscripten_fetch, in place of Emscripten's (--js-library): that one brings XMLHttpRequest and
// IndexedDB along, and cannot send through a caller's fetch, refuse redirects, or bound a body while it arrives.
// The C half, <emscripten/fetch.h>, is Emscripten's own.

addToLibrary({
  /** The open ones, by numbers that are never used twice. */
  $requests: '=new Map()',
  $lastRequest: 0,
  aleph_cancel__deps: ['$requests'],
  aleph_cancel: (id) => {
    requests.get(id)?.cancel();
  },
  aleph_retry_after__deps: ['$requests', '$stringToUTF8'],
  aleph_retry_after: (id, text, room) => stringToUTF8(requests.get(id).retryAfter ?? '', text, room),

  $wholeBody: async (response) =>
    response.arrayBuffer
      ? new Uint8Array(await response.arrayBuffer())
      : new TextEncoder().encode(response.text ? await response.text() : JSON.stringify(await response.json())),

  emscripten_start_fetch__deps: [
    '$requests', '$lastRequest', '$wholeBody', '$UTF8ToString', '$getWasmTableEntry', 'malloc', 'free',
  ],
  emscripten_start_fetch: (fetch) => {
    // Set by the client just before it starts the request; both calls are on one stack.
    var started = Module['request'];
    var controller = new AbortController();
    var status = 0;
    var reader;
    var request = { 'settled': started['settled'] };
    var cancelled = new Promise((_, reject) => {
      request.cancel = () => {
        // No HTTP status; emscripten_fetch_close uses it so, too.
        status = -1;
        reject();
        controller.abort();
        reader?.cancel().catch(() => {});
      };
    });
    var id = ++lastRequest;
    requests.set(id, request);
    {{{ makeSetValue('fetch', C_STRUCTS.emscripten_fetch_t.id, 'id', 'u32') }}};

    var attributes = fetch + {{{ C_STRUCTS.emscripten_fetch_t.__attributes }}};
    var headers = {};
    var header = {{{ makeGetValue('attributes', C_STRUCTS.emscripten_fetch_attr_t.requestHeaders, '*') }}};
    for (var name; (name = {{{ makeGetValue('header', 0, '*') }}}); header += {{{ 2 * POINTER_SIZE }}}) {
      headers[UTF8ToString(name)] = UTF8ToString({{{ makeGetValue('header', POINTER_SIZE, '*') }}});
    }
    var method = UTF8ToString(attributes + {{{ C_STRUCTS.emscripten_fetch_attr_t.requestMethod }}});
    var url = UTF8ToString({{{ makeGetValue('fetch', C_STRUCTS.emscripten_fetch_t.url, '*') }}});
    var size = {{{ makeGetValue('attributes', C_STRUCTS.emscripten_fetch_attr_t.requestDataSize, 'u32') }}};
    var data = {{{ makeGetValue('attributes', C_STRUCTS.emscripten_fetch_attr_t.requestData, '*') }}};
    // A copy: the text is C++'s, and gone when this returns.
    var body = size ? { 'body': HEAPU8.slice(data, data + size) } : {};
    var timer = setTimeout(request.cancel, {{{ makeGetValue('attributes', C_STRUCTS.emscripten_fetch_attr_t.timeoutMSecs, 'u32') }}});

    var callBack = (callback) => getWasmTableEntry(callback)(fetch);
    // Comes to an end once the request is cancelled, whatever the caller's fetch does.
    var orCancelled = (promise) => Promise.race([promise, cancelled]);
    // Nothing is stored, sent along or followed.
    var send = async () => started['fetch'](url, {
      'method': method,
      'headers': headers,
      ...body,
      'signal': controller.signal,
      'cache': 'no-store',
      'credentials': 'omit',
      'redirect': 'error',
      'referrerPolicy': 'no-referrer',
    });
    var deliver = (bytes) => {
      // In pieces: WebAssembly's memory need not hold a chunk larger than what is allowed of the whole body.
      for (var at = 0; at < bytes.length; at += 65536) {
        var piece = bytes.subarray(at, at + 65536);
        var data = _malloc(piece.length);
        HEAPU8.set(piece, data);
        {{{ makeSetValue('fetch', C_STRUCTS.emscripten_fetch_t.data, 'data', '*') }}};
        {{{ makeSetValue('fetch', C_STRUCTS.emscripten_fetch_t.numBytes, 'piece.length', 'u32') }}};
        callBack({{{ makeGetValue('attributes', C_STRUCTS.emscripten_fetch_attr_t.onprogress, '*') }}});
        HEAPU8.fill(0, data, data + piece.length);
        _free(data);
      }
    };
    var receive = async () => {
      try {
        var response = await orCancelled(send());
        var answered = response.status ?? 200;
        // For an answer that is cut off, too.
        {{{ makeSetValue('fetch', C_STRUCTS.emscripten_fetch_t.status, 'answered', 'u16') }}};
        request.retryAfter = response.headers?.get?.('retry-after');
        reader = response.body?.getReader();
        // A Response has a body or null; what tests give in its place, and React Native, have a method only.
        if (response.body === undefined) deliver(await orCancelled(wholeBody(response)));
        for (;;) {
          var { done, value } = reader ? await orCancelled(reader.read()) : { done: true };
          if (done) break;
          deliver(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
        }
        status ||= answered;
      } catch (error) {
        if (status == 0) started['failed'](error);
      }
      clearTimeout(timer);
      {{{ makeSetValue('fetch', C_STRUCTS.emscripten_fetch_t.data, 0, '*') }}};
      {{{ makeSetValue('fetch', C_STRUCTS.emscripten_fetch_t.readyState, 4, 'u16') }}};
      {{{ makeSetValue('fetch', C_STRUCTS.emscripten_fetch_t.status, 'status', 'u16') }}};
      callBack({{{ makeGetValue('attributes', C_STRUCTS.emscripten_fetch_attr_t.onsuccess, '*') }}});
    };
    receive();
  },
  emscripten_fetch_free__deps: ['$requests'],
  emscripten_fetch_free: (id) => {
    requests.delete(id);
  },
});
