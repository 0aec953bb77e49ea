// What lookup.cpp asks of JavaScript and tells it (--js-library).

addToLibrary({
  // ── The key of the request that is being started: written once, into memory that lookup.cpp overwrites.

  aleph_key__deps: ['$stringToUTF8'],
  aleph_key: (text, room) => {
    var key = Module['caller']['apiKey'];
    return key === undefined ? -1 : stringToUTF8(key, text, room);
  },

  // ── What lookup.cpp says of a request that has settled: values one by one, then whose they are.

  $settlement: [],
  aleph_say_number__deps: ['$settlement'],
  aleph_say_number: (number) => {
    settlement.push(number === number ? number : undefined);
  },
  // UTF8ToString would drop a byte order mark at a text's beginning.
  $wholeText: "new TextDecoder('utf-8', { ignoreBOM: true })",
  aleph_say_text__deps: ['$settlement', '$wholeText'],
  aleph_say_text: (text, length) => {
    settlement.push(text ? wholeText.decode(HEAPU8.subarray(text, text + length)) : undefined);
  },
  aleph_settle__deps: ['$settlement', '$requests'],
  aleph_settle: (id) => {
    (requests.get(id) ?? Module['caller'])['settled'](settlement.splice(0));
  },
});
