// A Redis of a test's own, on a free loopback port, which keeps nothing on disk; and the clients that the store takes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { Redis as Valkey } from 'iovalkey';
import { createClient } from 'redis';
import { freePort } from '../../helpers/free-port.js';
import { findProgram, PROGRAMS } from '../../../tools/machine-packages.js';

/** @param {number} port @returns {Promise<{ kill: () => Promise<void> }>} once it takes connections */
export async function startRedis(port) {
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const program = findProgram(PROGRAMS.redis);
  if (program === null) throw new Error('Redis is not installed: npm test does it where it may.');
  const server = spawn(program, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  await new Promise((resolve, reject) => {
    server.once('exit', () => reject(new Error(`redis-server ended:\n${said}`)));
    server.stdout.on('data', (text) => {
      said += text;
      if (said.includes('Ready to accept connections')) resolve(undefined);
    });
  });
  return {
    kill: async () => {
      server.kill('SIGKILL');
      await once(server, 'exit');
    },
  };
}

/**
 * A Redis of one test, which may be killed and started again; it ends with the test.
 * @param {import('node:test').TestContext} t
 * @returns {Promise<{ port: number, start: () => Promise<void>, kill: () => Promise<void> }>} started
 */
export async function redisOf(t) {
  const port = await freePort();
  /** @type {{ kill: () => Promise<void> } | undefined} */
  let running;
  const start = async () => void (running = await startRedis(port));
  const kill = async () => {
    const last = running;
    running = undefined;
    await last?.kill();
  };
  t.after(kill);
  await start();
  return { port, start, kill };
}

/** @typedef {{ client: any, close: () => void }} Connected */

/** @type {Record<'ioredis' | 'iovalkey' | 'redis', (port: number) => Promise<Connected>>} by the package's name */
export const connect = {
  ioredis: async (port) => closedBy(new Redis({ host: '127.0.0.1', port })),
  iovalkey: async (port) => closedBy(new Valkey({ host: '127.0.0.1', port })),
  redis: async (port) => {
    const client = createClient({ url: `redis://127.0.0.1:${port}` });
    await client.connect();
    return closedBy(client);
  },
};

/**
 * Also the connections that the store has made of it.
 * @param {any} client
 * @returns {Connected}
 */
export function closedBy(client) {
  const all = [client];
  const duplicate = client.duplicate.bind(client);
  client.duplicate = () => all[all.push(duplicate()) - 1];
  client.on('error', () => {});
  return { client, close: () => all.reverse().forEach(end) };
}

/** @param {any} client */
function end(client) {
  // Each package names it in its own way, and node-redis ends what has ended only with an error.
  if (!client.destroy) client.disconnect();
  else if (client.isOpen) client.destroy();
}
