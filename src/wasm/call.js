// What call.cpp asks of JavaScript and tells it (--js-library).

addToLibrary({
  // The key of the request that is being started: written once, into memory that call.cpp overwrites.
  aleph_key__deps: ['$stringToUTF8'],
  aleph_key: (text, room) => {
    var key = Module['request']['apiKey'];
    return key === undefined ? -1 : stringToUTF8(key, text, room);
  },

  // As JSON has it: the engine's own writing, the shortest that is read back as the same number.
  aleph_number_text__deps: ['$stringToUTF8'],
  aleph_number_text: (number, text, room) => stringToUTF8(JSON.stringify(number), text, room),

  // UTF8ToString would drop a byte order mark at a text's beginning.
  $wholeText: "new TextDecoder('utf-8', { ignoreBOM: true })",
  aleph_settle__deps: ['$requests', '$wholeText'],
  aleph_settle: (id, json, jsonSize, raw, rawSize) => {
    var text = (at, size) => (at ? wholeText.decode(HEAPU8.subarray(at, at + size)) : undefined);
    (requests.get(id) ?? Module['request'])['settled'](text(json, jsonSize), text(raw, rawSize));
  },
});
