// What can happen to a request that creates behind the proxy, and what each must come to: for the caller, and for the budget.

/** @typedef {import('node:http').ServerResponse} ServerResponse */
/** @typedef {import('node:http').IncomingMessage} IncomingMessage */

export const KEY = 'sk-0123456789abcdef';
export const MADE = JSON.stringify({ code: 200, msg: 'success', data: { taskId: 'task-1', recordId: 'task-1' } });

/** @param {number} code */
const refusal = (code) => JSON.stringify({ code, msg: 'no', data: null });

/**
 * What the service does with the request once it has read it whole.
 * @typedef {object} Fault
 * @property {string} name
 * @property {(response: ServerResponse, request: IncomingMessage) => void} answer
 * @property {boolean} [isSpent] left out: yes, since a task may have been made
 * @property {string} kind of the client's error; '' for none
 * @property {import('../../web/proxy/proxy.js').ProxyOptions} [options]
 */

/** @type {Fault[]} */
export const FAULTS = [
  { name: 'all is well', answer: (response) => response.end(MADE), kind: '' },
  { name: 'a reset after the request', answer: (_, request) => request.socket.destroy(), kind: 'unknown-outcome' },
  {
    name: 'a reset after the headers',
    answer: (response, request) => response.writeHead(200).write(' ', () => request.socket.destroy()),
    kind: 'unknown-outcome',
  },
  {
    name: 'a body that is cut',
    answer: (response, request) =>
      response.writeHead(200, { 'Content-Length': MADE.length }).write(MADE.slice(0, -9), () => request.socket.end()),
    kind: 'unknown-outcome',
  },
  { name: 'a web page', answer: (response) => response.end('<html>'), kind: 'unknown-outcome' },
  {
    name: 'a gateway that failed',
    answer: (response) => response.writeHead(502).end('<html>'),
    kind: 'unknown-outcome',
  },
  {
    name: 'too many, by something in front',
    answer: (response) => response.writeHead(429).end('no'),
    kind: 'unknown-outcome',
  },
  { name: 'no id', answer: (response) => response.end('{"code":200,"data":{}}'), kind: 'unknown-outcome' },
  {
    name: 'an answer that is too large',
    answer: (response) => response.end(MADE + ' '.repeat(2000)),
    options: { maxResponseBytes: 1000 },
    kind: 'unknown-outcome',
  },
  {
    name: 'an answer that says the key',
    answer: (response) => response.end(JSON.stringify({ code: 402, msg: KEY })),
    kind: 'unknown-outcome',
  },
  {
    name: 'a redirect',
    answer: (response, { url }) => response.writeHead(307, { Location: `${url}?again` }).end(),
    kind: 'unknown-outcome',
  },
  { name: 'no answer in time', answer: () => {}, options: { timeout: 3000 }, kind: 'unknown-outcome' },
  { name: 'the service failed', answer: (response) => response.end(refusal(500)), kind: 'server' },
  { name: 'ten minutes without a result', answer: (response) => response.end(refusal(408)), kind: 'task-failed' },
  { name: 'a code nobody knows', answer: (response) => response.end(refusal(499)), kind: 'api' },
  {
    name: 'no credits',
    answer: (response) => response.end(refusal(402)),
    isSpent: false,
    kind: 'insufficient-credits',
  },
  { name: 'a bad prompt', answer: (response) => response.end(refusal(422)), isSpent: false, kind: 'invalid-request' },
  { name: 'too many', answer: (response) => response.end(refusal(429)), isSpent: false, kind: 'rate-limit' },
  { name: 'maintenance', answer: (response) => response.end(refusal(455)), isSpent: false, kind: 'maintenance' },
];
