// The servers that are attacked, each a process of its own, before a service that hears what it is asked; and how one sends them bytes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';

/** Planted: it must be found nowhere but in what the service is asked. */
export const KEY = 'planted-"key"/0123456789';
export const WEBHOOK_KEY = 'planted-webhook-key-0123456789';

/** @param {string} path from the root */
const pathOf = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** @typedef {Awaited<ReturnType<typeof startService>>} Service */
/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */

/** @param {import('node:test').TestContext} t */
export async function startService(t) {
  /** @type {string[]} */
  const asked = [];
  /** @type {Set<string | undefined>} */
  const keys = new Set();
  /** @type {Set<string>} names of the headers that came, in small letters */
  const headers = new Set();
  const server = createServer({ keepAliveTimeout: 0 }, async (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    keys.add(request.headers.authorization);
    for (const name of Object.keys(request.headers)) headers.add(name);
    await request.toArray();
    const isEcho = request.url?.endsWith('=echo');
    if (isEcho) response.writeHead(200, { 'X-Echo': JSON.stringify(request.headers) });
    response.end(isEcho ? JSON.stringify(request.headers) : '{"code":200,"msg":"success","data":null}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}`, asked, keys, headers };
}

/** @type {Record<'deploy' | 'local', { file: string, portIn: RegExp }>} */
const SERVERS = {
  deploy: { file: pathOf('deploy/server.js'), portIn: /"port":(\d+),"metricsPort":(\d+)/ },
  local: { file: pathOf('web/local/start.js'), portIn: /http:\/\/127\.0\.0\.1:(\d+)/ },
};

/**
 * @param {import('node:test').TestContext} t
 * @param {keyof typeof SERVERS} name
 * @param {Service} service
 * @param {{ env?: NodeJS.ProcessEnv, args?: string[] }} [options] args: of node
 */
export async function startServer(t, name, service, { env = {}, args = [] } = {}) {
  const { file, portIn } = SERVERS[name];
  const own = { KIE_API_KEY: KEY, KIE_BASE_URL: service.url, PORT: '0', METRICS_PORT: '0' };
  const child = spawn(process.execPath, [...args, file], {
    env: { ...process.env, ...own, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  const said = { text: '' };
  /** @type {RegExpExecArray | null} */
  let ports = null;
  await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        said.text += text;
        ports ??= portIn.exec(said.text);
        if (ports) resolve(undefined);
      });
    child.once('exit', () => reject(new Error(`${name} ended:\n${said.text}`)));
  });
  const [, port, metricsPort] = /** @type {RegExpExecArray} */ (/** @type {unknown} */ (ports));
  return { child, said, port: Number(port), metricsUrl: `http://127.0.0.1:${metricsPort}/metrics` };
}

/** Sent behind an attack, as a request of its own: its answer says that the connection went on. */
const NEXT = 'GET /next HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n';

/**
 * @param {Server} server
 * @param {string} bytes a character each
 * @returns {Promise<{ statuses: string, text: string }>} all that was answered; statuses: as in `Attack`
 */
export async function attack({ port }, bytes) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  let text = '';
  socket.setEncoding('latin1').on('data', (part) => (text += part));
  socket.write(Buffer.from((bytes + NEXT).replaceAll('HOST', `127.0.0.1:${port}`), 'latin1'));
  await once(socket, 'close');
  const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d+) /gm)].map(([, status]) => status);
  const goesOn = statuses.length > 1 && statuses.at(-1) === '404';
  return { statuses: goesOn ? `${statuses.slice(0, -1).join(' ')} +` : statuses.join(' '), text };
}
