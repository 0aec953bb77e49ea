// Requests that attack a server of HTTP: what is sent, byte by byte, and all that may come of it.

/**
 * @typedef {object} Attack
 * @property {string} what is tried
 * @property {string} bytes that are sent, a character each; HOST stands for the server's own name and port
 * @property {string} deploy the statuses that answer it, of `deploy/server.js`; with `+` the connection goes on, else it is closed
 * @property {string} [local] of the server behind `npm start`, if others
 * @property {string[]} [asks] what the service is asked because of it; nothing
 */

const LOOK = '/kie/api/v1/aleph/record-info?taskId=a';
const OTHER_LOOK = '/kie/api/v1/jobs/recordInfo?taskId=a';
const LINK = '/kie/api/v1/common/download-url';
const HOST = 'Host: HOST\r\n';
const LONG = 'a'.repeat(20_000);

/** What the service is asked by a look that is let through. */
const LOOKED = ['GET /api/v1/aleph/record-info?taskId=a'];
const LINKED = ['POST /api/v1/common/download-url'];

/** @param {string} target @param {string} [headers] */
const get = (target, headers = '') => `GET ${target} HTTP/1.1\r\n${HOST}${headers}\r\n`;

/** A second request, hidden in what the first one may have as its body. */
const HIDDEN = get(OTHER_LOOK);

/** @param {string} headers @param {string} body @param {string} [path] */
const post = (headers, body, path = OTHER_LOOK) => `POST ${path} HTTP/1.1\r\n${HOST}${headers}\r\n${body}`;

/** @param {string} body in chunks */
const chunked = (body) => post('Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n', body, LINK);

/** @type {Attack[]} a front may pass what it takes for another path */
const PATHS = [
  { what: 'a path that leads there by dots', bytes: get(`/x/..${LOOK}`), deploy: '400', local: '404 +' },
  { what: 'dots within the mount', bytes: get(`/kie/x/../..${LOOK}`), deploy: '400' },
  { what: 'dots in percents', bytes: get(`/x/%2e%2E${LOOK}`), deploy: '400', local: '404 +' },
  { what: 'dots in percents twice', bytes: get(`/x/%252e%252e${LOOK}`), deploy: '404 +' },
  { what: 'dots in overlong UTF-8', bytes: get(`/x/%c0%ae%c0%ae${LOOK}`), deploy: '404 +' },
  { what: 'a slash in percents', bytes: get(LOOK.replace('/api', '%2fapi')), deploy: '404 +' },
  { what: 'a slash more at the beginning', bytes: get(`/${LOOK}`), deploy: '400', local: '404 +' },
  { what: 'a slash more inside', bytes: get(LOOK.replace('/api', '//api')), deploy: '404 +' },
  { what: 'a backslash', bytes: get(LOOK.replace('/api', '\\api')), deploy: '400', local: '404 +' },
  { what: 'a backslash at the beginning', bytes: get(LOOK.replace('/', '\\')), deploy: '400' },
  { what: 'a tab in the path', bytes: get(LOOK.replace('api', 'a\tpi')), deploy: '400' },
  { what: 'a parameter of a path', bytes: get(LOOK.replace('?', ';x?')), deploy: '404 +' },
  { what: 'a NUL', bytes: get(LOOK.replace('?', '\0?')), deploy: '400' },
  { what: 'a NUL in percents', bytes: get(LOOK.replace('?', '%00?')), deploy: '404 +' },
  { what: 'raw UTF-8', bytes: get('/kie/\xc3\xa4'), deploy: '400' },
  { what: 'a fragment before the query', bytes: get(LOOK.replace('?', '#?')), deploy: '422 +' },
  { what: 'a name of every object', bytes: get('/kie/__proto__'), deploy: '404 +' },
  { what: 'the metrics', bytes: get('/metrics'), deploy: '404 +' },
  { what: 'absolute form', bytes: get(`http://HOST${LOOK}`), deploy: '400', local: '404 +' },
  { what: 'absolute form of another host', bytes: get(`http://evil.example${LOOK}`), deploy: '400', local: '404 +' },
  { what: 'authority form', bytes: `CONNECT api.kie.ai:443 HTTP/1.1\r\n${HOST}\r\n`, deploy: '' },
  { what: 'an asterisk', bytes: `OPTIONS * HTTP/1.1\r\n${HOST}\r\n`, deploy: '400', local: '405 +' },
  { what: 'an asterisk to get', bytes: get('*'), deploy: '400', local: '404 +' },
];

/** @type {Attack[]} a task's id that wants to be more */
const IDS = [
  {
    what: 'an id with a path',
    bytes: get(`${LOOK}%2f..%2f..%2fchat%2fcredit`),
    deploy: '200 +',
    asks: ['GET /api/v1/aleph/record-info?taskId=a%2F..%2F..%2Fchat%2Fcredit'],
  },
  {
    what: 'an id with a query',
    bytes: get(`${LOOK}%26taskId%3db`),
    deploy: '200 +',
    asks: ['GET /api/v1/aleph/record-info?taskId=a%26taskId%3Db'],
  },
  { what: 'two ids', bytes: get(`${LOOK}&taskId=b`), deploy: '422 +' },
  { what: 'an id with the end of a line', bytes: get(`${LOOK}%0d%0aX-Evil:%20a`), deploy: '422 +' },
  { what: 'an id with a NUL', bytes: get(`${LOOK}%00`), deploy: '422 +' },
];

/** @type {Attack[]} where one request ends and the next begins */
const SMUGGLED = [
  {
    what: 'a length and chunks',
    bytes: post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', `0\r\n\r\n${HIDDEN}`),
    deploy: '400',
  },
  {
    what: 'chunks and a length',
    bytes: post('Transfer-Encoding: chunked\r\nContent-Length: 5\r\n', `0\r\n\r\n${HIDDEN}`),
    deploy: '400',
  },
  { what: 'two lengths', bytes: post('Content-Length: 0\r\nContent-Length: 64\r\n', HIDDEN), deploy: '400' },
  { what: 'one length twice', bytes: post('Content-Length: 5\r\nContent-Length: 5\r\n', 'hello'), deploy: '400' },
  ...['5, 5', '+5', '-5', '0x5', '5.0', '9'.repeat(30), '5 5', ''].map((length) => ({
    what: `the length "${length}"`,
    bytes: post(`Content-Length: ${length}\r\n`, HIDDEN),
    deploy: '400',
  })),
  { what: 'a space before the colon of a length', bytes: post('Content-Length : 5\r\n', HIDDEN), deploy: '400' },
  ...['xchunked', 'identity', 'chunked, identity', 'chunked\r\nTransfer-Encoding: identity', '\x0bchunked'].map(
    (coding) => ({
      what: `the coding ${JSON.stringify(coding)}`,
      bytes: post(`Transfer-Encoding: ${coding}\r\n`, `0\r\n\r\n${HIDDEN}`),
      deploy: '400',
    }),
  ),
  {
    what: 'a space before the colon of a coding',
    bytes: post('Transfer-Encoding : chunked\r\n', HIDDEN),
    deploy: '400',
  },
  { what: 'a header over two lines', bytes: get(LOOK, 'X-A: b\r\n c\r\n'), deploy: '400' },
  { what: 'a coding over two lines', bytes: post('Transfer-Encoding:\r\n chunked\r\n', HIDDEN), deploy: '400' },
  { what: 'lines without CR', bytes: get(LOOK).replaceAll('\r', ''), deploy: '400' },
  { what: 'one line without CR', bytes: get(LOOK, 'X: a\nTransfer-Encoding: chunked\r\n'), deploy: '400' },
  { what: 'a CR without LF', bytes: get(LOOK, 'X: a\rTransfer-Encoding: chunked\r\n'), deploy: '400' },
  { what: 'a NUL in a header', bytes: get(LOOK, 'X: a\0b\r\n'), deploy: '400' },
  {
    what: 'a GET with a body of chunks',
    bytes: `${get(LOOK, 'Transfer-Encoding: chunked\r\n')}0\r\n\r\n${HIDDEN}`,
    deploy: '400',
    local: '413',
  },
  {
    what: 'a GET with a length',
    bytes: get(LOOK, `Content-Length: ${HIDDEN.length}\r\n`) + HIDDEN,
    deploy: '400',
    local: '413',
  },
  { what: 'a chunk of less than nothing', bytes: chunked('-1\r\n\r\n'), deploy: '400' },
  { what: 'a chunk of 2^68 bytes', bytes: chunked('fffffffffffffffff\r\n'), deploy: '400' },
  { what: 'chunks without CR', bytes: chunked('2\n{}\n0\n\n'), deploy: '400' },
  { what: 'a chunk longer than it says', bytes: chunked('2\r\n{}x\r\n0\r\n\r\n'), deploy: '400' },
  { what: 'a chunk with a long extension', bytes: chunked(`2;${LONG}\r\n{}\r\n0\r\n\r\n`), deploy: '413' },
  {
    what: 'trailers that would be headers',
    bytes: chunked('2\r\n{}\r\n0\r\nHost: evil.example\r\nAuthorization: Bearer evil\r\n\r\n'),
    deploy: '200 +',
    asks: LINKED,
  },
];

/** @type {Attack[]} */
const OVERSIZED = [
  { what: 'a URL of 20 kB', bytes: get(LOOK + LONG), deploy: '431' },
  { what: 'a header of 20 kB', bytes: get(LOOK, `X: ${LONG}\r\n`), deploy: '431' },
  { what: 'a method of 20 kB', bytes: `${LONG} ${LOOK} HTTP/1.1\r\n${HOST}\r\n`, deploy: '400' },
  { what: '2100 headers', bytes: get(LOOK, 'a:\r\n'.repeat(2100)), deploy: '431' },
  {
    what: 'so many headers that Node leaves out what a browser says behind them',
    bytes: get(LOOK, `${'a:\r\n'.repeat(2000)}Sec-Fetch-Site: cross-site\r\nOrigin: https://evil.example\r\n`),
    deploy: '431',
  },
  {
    what: 'a length behind so many headers',
    bytes: get(LOOK, `${'a:\r\n'.repeat(2000)}Content-Length: ${HIDDEN.length}\r\n`) + HIDDEN,
    deploy: '431',
  },
  {
    what: 'a body of 1 GB, as it says',
    bytes: post('Content-Type: application/json\r\nContent-Length: 1000000000\r\n', '{', LINK),
    deploy: '413',
  },
  { what: 'a body of 80 kB in a chunk', bytes: chunked(`13880\r\n${' '.repeat(80_000)}\r\n0\r\n\r\n`), deploy: '413' },
  {
    what: 'an upload of 2 GB, as it says',
    bytes: post(
      'Content-Type: multipart/form-data; boundary=a\r\nContent-Length: 2147483648\r\n',
      '--a',
      '/kie/api/file-stream-upload',
    ),
    deploy: '404',
    local: '413',
  },
];

/** @type {Attack[]} */
const NAMES = [
  { what: 'no Host', bytes: `GET ${LOOK} HTTP/1.1\r\n\r\n`, deploy: '400' },
  { what: 'a second Host', bytes: get(LOOK, 'Host: evil.example\r\n'), deploy: '400' },
  {
    what: 'another Host before',
    bytes: get(LOOK).replace('Host', 'Host: evil.example\r\nHost'),
    deploy: '400',
    local: '421',
  },
  ...['HOST/evil', 'HOST?', 'HOST#evil', 'user@HOST', 'HOST\\evil', 'a b', '[::1', ''].map((host) => ({
    what: `the Host "${host}"`,
    bytes: get(LOOK).replace('HOST', host),
    deploy: '400',
    local: '421',
  })),
];

/** @type {Attack[]} */
const METHODS = [
  ...['HEAD', 'PUT', 'DELETE', 'PATCH', 'POST'].map((method) => ({
    what: method,
    bytes: get(LOOK).replace('GET', method),
    deploy: '405 +',
  })),
  { what: 'TRACE', bytes: get(LOOK).replace('GET', 'TRACE'), deploy: '400' },
  ...['TRACK', 'get', 'G\0T'].map((method) => ({
    what: method,
    bytes: get(LOOK).replace('GET', method),
    deploy: '400',
  })),
  { what: 'HTTP/0.9', bytes: `GET ${LOOK}\r\n\r\n`, deploy: '400', local: '421' },
  {
    what: 'HTTP/1.0 with its Host',
    bytes: get(LOOK, 'Connection: keep-alive\r\n').replace('1.1', '1.0'),
    deploy: '200',
    asks: LOOKED,
  },
  { what: 'HTTP/1.2', bytes: get(LOOK).replace('1.1', '1.2'), deploy: '400' },
  { what: 'HTTP/2 without TLS', bytes: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', deploy: '400' },
  { what: 'TLS', bytes: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', deploy: '400' },
  {
    what: 'another method in a header',
    bytes: get(LOOK, 'X-HTTP-Method-Override: DELETE\r\n'),
    deploy: '200 +',
    asks: LOOKED,
  },
  {
    what: 'a WebSocket',
    bytes: get(LOOK, 'Connection: Upgrade, close\r\nUpgrade: websocket\r\n'),
    deploy: '200',
    asks: LOOKED,
  },
  { what: 'h2c', bytes: get(LOOK, 'Connection: Upgrade, close\r\nUpgrade: h2c\r\n'), deploy: '200', asks: LOOKED },
  { what: 'an expectation', bytes: get(LOOK, 'Expect: a-key\r\n'), deploy: '417 +' },
];

/** @type {Attack[]} what would go on, if it went on */
const HEADERS = [
  {
    what: 'a key, cookies and a URL of the caller’s own',
    bytes: get(
      LOOK,
      'Authorization: Bearer evil\r\nCookie: a=b\r\nX-Original-URL: /api/v1/chat/credit\r\nForwarded: host=evil.example\r\n',
    ),
    deploy: '200 +',
    asks: LOOKED,
  },
  { what: 'a page of another site', bytes: get(LOOK, 'Sec-Fetch-Site: cross-site\r\n'), deploy: '403 +' },
  { what: 'an origin of another site', bytes: get(LOOK, 'Origin: https://evil.example\r\n'), deploy: '403 +' },
  { what: 'the origin null', bytes: get(LOOK, 'Origin: null\r\n'), deploy: '403 +' },
  {
    what: 'a service that says the request again',
    bytes: get(LOOK.replace('=a', '=echo')),
    deploy: '502 +',
    asks: ['GET /api/v1/aleph/record-info?taskId=echo'],
  },
];

export const ATTACKS = { PATHS, IDS, SMUGGLED, OVERSIZED, NAMES, METHODS, HEADERS };
