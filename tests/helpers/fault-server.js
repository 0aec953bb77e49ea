// A service on loopback that goes wrong in every way of tests/helpers/faults.js, and counts what it is sent.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { unusedUrl } from './fake-service.js';
import { FAULTS } from './faults.js';
import { http } from './raw-http.js';
import { envelope, pending, succeeded } from './responses.js';

/** @typedef {import('./faults.js').Fault} Fault */

/**
 * A request, read whole.
 * @typedef {object} Asked
 * @property {string} method
 * @property {string} path
 * @property {string} head all of it, as it came
 * @property {string} body
 * @property {number | null} fault its place in FAULTS; null where the path has none
 */

/**
 * Which of the requests of one task go wrong: all of them, or the first one, after which the task is first being made and then done.
 * `echo`: all, and what can be said says the key that came.
 * @typedef {'always' | 'once' | 'echo'} Spell
 */

/** With what some encoding writes otherwise. */
export const KEY = 'c2stQWIz/eCt5+Zm9v/YmFyQ09876543210==';
export const UPLOADED = JSON.stringify({
  success: true,
  code: 200,
  msg: 'ok',
  data: { downloadUrl: 'https://example.com/up/in.mp4' },
});
export const MADE = JSON.stringify({ code: 200, msg: 'success', data: { taskId: 'task-1' } });

/**
 * @param {{ after(end: () => void): void }} t the server ends with this test
 * @param {{ onStall?: () => void }} [options] onStall: called when nothing more comes to a request
 */
export async function startFaultServer(t, { onStall = () => {} } = {}) {
  /** @type {Asked[]} */
  const asked = [];
  const refusing = await unusedUrl();
  const other = await startSockets(t, ({ path, head }, socket) => {
    elsewhere.push(`${path} ${head}`);
    socket.end(http({ body: succeeded('task-1') }));
  });
  /** @type {string[]} what the other origin was asked */
  const elsewhere = [];
  const { url, open } = await startSockets(t, (request, socket) => {
    if (request.method === 'OPTIONS') return void socket.end(http({ status: '204 No Content', length: null }));
    const [, spell, number = ''] = request.path.split('/');
    const fault = FAULTS[Number(number)];
    const before = asked.filter(({ path }) => path === request.path).length;
    asked.push({ ...request, fault: fault ? Number(number) : null });
    const said = spell === 'echo' ? (/^authorization: (.*?)\r?$/im.exec(request.head)?.[1] ?? '') : '';
    const good = answerTo(request, said);
    if (fault?.act && (spell !== 'once' || before === 0)) {
      fault.act({ socket, good, path: request.path, url, other: other.url, said });
      if (fault.stalls) setImmediate(onStall);
      return;
    }
    const isMaking = spell === 'once' && before === 1 && request.method === 'GET';
    socket.end(http({ body: isMaking ? pending(taskIdOf(request.path)) : good }));
  });
  return {
    url,
    /** What it was asked, but for browsers' preflights. */
    asked,
    /** Its connections that are open. */
    open,
    /** What the other origin was asked: nothing, if all is well. */
    elsewhere,
    /**
     * The base URL of a service with a fault.
     * @param {Fault} fault
     * @param {Spell} [spell]
     */
    baseUrl: (fault, spell = 'always') => (fault.act ? `${url}/${spell}/${FAULTS.indexOf(fault)}` : refusing),
    /** The base URL of a service without one. */
    good: `${url}/good`,
  };
}

/** @param {{ method: string, path: string }} request @param {string} said */
function answerTo({ method, path }, said) {
  if (method === 'GET') return answerAbout(taskIdOf(path), said);
  return path.endsWith('upload') ? UPLOADED : MADE;
}

/** @param {string} taskId @param {string} said */
function answerAbout(taskId, said) {
  return said
    ? envelope({ taskId, successFlag: 3, errorMessage: said, paramJson: JSON.stringify({ prompt: said }) })
    : succeeded(taskId);
}

/** @param {string} path */
const taskIdOf = (path) => new URL(path, 'http://localhost').searchParams.get('taskId') ?? '';

/**
 * @param {{ after(end: () => void): void }} t
 * @param {(request: { method: string, path: string, head: string, body: string }, socket: import('node:net').Socket) => void} handler
 */
async function startSockets(t, handler) {
  /** @type {Set<import('node:net').Socket>} */
  const open = new Set();
  const server = createServer((socket) => {
    open.add(socket);
    // A client that goes away in the middle is what these tests are about.
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
    let bytes = '';
    socket.on('data', (more) => {
      bytes += more.toString('latin1');
      for (;;) {
        const end = bytes.indexOf('\r\n\r\n') + 4;
        if (end < 4) return;
        const head = bytes.slice(0, end);
        const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
        if (bytes.length < end + length) return;
        const [method = '', path = ''] = head.split(' ', 2);
        const body = bytes.slice(end, end + length);
        bytes = bytes.slice(end + length);
        handler({ method, path, head, body }, socket);
      }
    });
  });
  t.after(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}`, open };
}
