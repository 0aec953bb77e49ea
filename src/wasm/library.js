// The JavaScript half of the module, for Emscripten's linker (--js-library). What has the name of a function in
// Emscripten's own library takes its place, so that only what this module needs gets into the build.

addToLibrary({
  // Else the C library's timers, signals and exit are in the build, and nobody calls them.
  _setitimer_js__deps: [],

  // ── embind: bindings.cpp registers functions of numbers, truth values and texts; embind for all of C++ is 3 kB more.

  _embind_register_function__deps: ['$UTF8ToString', '$stringToUTF8', '$getWasmTableEntry', 'malloc', 'free'],
  _embind_register_function: (name, argCount, types, signature, invoker, target) => {
    Module[UTF8ToString(name)] = (...args) => {
      var texts = [];
      var toWire = (arg) => {
        if (typeof arg != 'string') return arg;
        // A std::string on embind's wire: its length, then its bytes, at most three for each unit of UTF-16.
        var room = arg.length * 3 + 1;
        var text = _malloc({{{ POINTER_SIZE }}} + room);
        texts.push(text);
        {{{ makeSetValue('text', 0, `stringToUTF8(arg, text + ${POINTER_SIZE}, room)`, '*') }}};
        return text;
      };
      var result = getWasmTableEntry(invoker)(target, ...args.map(toWire));
      texts.forEach((text) => _free(text));
      return result;
    };
  },

  // ── What lookup.cpp says of a request that has settled: values one by one, then whose they are.

  $settlement: [],
  aleph_say_number__deps: ['$settlement'],
  aleph_say_number: (number) => {
    settlement.push(number === number ? number : undefined);
  },
  aleph_say_text__deps: ['$settlement', '$UTF8ToString'],
  aleph_say_text: (text, length) => {
    settlement.push(text ? UTF8ToString(text, length, true) : undefined);
  },
  aleph_settle__deps: ['$settlement', '$requests'],
  aleph_settle: (id) => {
    (requests.get(id) ?? Module['caller'])['settled'](settlement.splice(0));
  },

  // ── emscripten_fetch: sends through the caller's fetch and streams the body, without XMLHttpRequest in the build.

  /** The open ones, by numbers that are never used twice. */
  $requests: '=new Map()',
  $lastRequest: 0,
  aleph_cancel__deps: ['$requests'],
  aleph_cancel: (id) => {
    requests.get(id)?.cancel();
  },
  aleph_retry_after__deps: ['$requests', '$stringToUTF8'],
  aleph_retry_after: (id, text, room) => stringToUTF8(requests.get(id).retryAfter ?? '', text, room),

  emscripten_start_fetch__deps: ['$requests', '$lastRequest', '$UTF8ToString', '$getWasmTableEntry', 'malloc', 'free'],
  emscripten_start_fetch: (fetch) => {
    // Set by the client just before it starts the request; both calls are on one stack.
    var caller = Module['caller'];
    var controller = new AbortController();
    var status = 0;
    var reader;
    var request = { 'settled': caller['settled'] };
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
    var url = UTF8ToString({{{ makeGetValue('fetch', C_STRUCTS.emscripten_fetch_t.url, '*') }}});
    var timer = setTimeout(request.cancel, {{{ makeGetValue('attributes', C_STRUCTS.emscripten_fetch_attr_t.timeoutMSecs, 'u32') }}});

    var callBack = (callback) => getWasmTableEntry(callback)(fetch);
    // Comes to an end once the request is cancelled, whatever the caller's fetch does.
    var orCancelled = (promise) => Promise.race([promise, cancelled]);
    // Nothing is stored, sent along or followed.
    var send = async () => caller['fetch'](url, {
      'method': 'GET',
      'headers': headers,
      'signal': controller.signal,
      'cache': 'no-store',
      'credentials': 'omit',
      'redirect': 'error',
      'referrerPolicy': 'no-referrer',
    });
    var receive = async () => {
      try {
        var response = await orCancelled(send());
        request.retryAfter = response.headers?.get('retry-after');
        reader = response.body?.getReader();
        for (;;) {
          var { done, value } = reader ? await orCancelled(reader.read()) : { done: true };
          if (done) break;
          var bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
          // In pieces: WebAssembly's memory need not hold a chunk larger than what is allowed of the whole body.
          for (var at = 0; at < bytes.length; at += 65536) {
            var piece = bytes.subarray(at, at + 65536);
            var data = _malloc(piece.length);
            HEAPU8.set(piece, data);
            {{{ makeSetValue('fetch', C_STRUCTS.emscripten_fetch_t.data, 'data', '*') }}};
            {{{ makeSetValue('fetch', C_STRUCTS.emscripten_fetch_t.numBytes, 'piece.length', 'u32') }}};
            callBack({{{ makeGetValue('attributes', C_STRUCTS.emscripten_fetch_attr_t.onprogress, '*') }}});
            _free(data);
          }
        }
        status = response.status;
      } catch (error) {
        if (status == 0) caller['failed'](error);
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
