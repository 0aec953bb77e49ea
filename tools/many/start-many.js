// Many processes of the proxy on this machine, each on a port of its own, with a Redis and a sandbox that counts.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../tests/helpers/free-port.js';
import { startRedis } from '../../tests/server/store/redis.js';
import { SANDBOX_KEY } from '../../web/local/sandbox.js';
import { startBalancer } from './balancer.js';
import { asker } from './messages.js';

/** With which the sandbox signs its callbacks. */
export const WEBHOOK_KEY = 'sandbox-webhook-key';

/**
 * @typedef {object} Process
 * @property {string} url
 * @property {import('node:child_process').ChildProcess} child
 * @property {(name: string, given?: object) => Promise<any>} ask see sandbox.js and worker.js
 * @property {(signal: NodeJS.Signals) => Promise<{ code: number | null, signal: NodeJS.Signals | null }>} end how it ended
 */

/**
 * @param {object} options
 * @param {number} options.processes
 * @param {number} [options.slowSeconds] see startSandbox
 * @param {boolean} [options.holds]
 * @param {import('../../web/proxy/proxy.js').ProxyOptions} [options.proxy] what JSON can say of them
 * @param {NodeJS.ProcessEnv} [options.env] more, of each process
 */
export async function startMany({ processes, slowSeconds, holds, proxy = {}, env = {} }) {
  const redisPort = await freePort();
  let redis = await startRedis(redisPort);
  const sandbox = await startSandbox({ slowSeconds, holds });
  /** @type {Process[]} */
  const proxies = [];
  // The one address that the service knows.
  const balancer = await startBalancer(() => proxies.filter(({ child }) => !child.killed).map(({ url }) => url));

  const add = async () => {
    const added = await startProcess('worker.js', {
      KIE_API_KEY: SANDBOX_KEY,
      KIE_BASE_URL: sandbox.url,
      KIE_WEBHOOK_KEY: WEBHOOK_KEY,
      PUBLIC_URL: balancer.url,
      REDIS_URL: `redis://127.0.0.1:${redisPort}`,
      PROXIES: String(processes),
      PORT: '0',
      PROXY_OPTIONS: JSON.stringify(proxy),
      LOG: 'none',
      ...env,
    });
    proxies.push(added);
    return added;
  };
  for (let i = 0; i < processes; i++) await add();

  return {
    /** Of all of them, as a load balancer has it. */
    url: balancer.url,
    sandbox,
    proxies,
    add,
    stopRedis: () => redis.kill(),
    startRedis: async () => void (redis = await startRedis(redisPort)),
    async close() {
      await Promise.all([...proxies, sandbox].map(({ end }) => end('SIGKILL')));
      balancer.close();
      await redis.kill();
    },
  };
}

/**
 * @param {object} [options]
 * @param {number} [options.slowSeconds] that a task takes
 * @param {boolean} [options.holds] whether callbacks are held until it is told to let them go; until then tasks are under way
 * @returns {Promise<Process>}
 */
export function startSandbox({ slowSeconds = 20, holds = false } = {}) {
  return startProcess('sandbox.js', {
    KIE_WEBHOOK_KEY: WEBHOOK_KEY,
    SLOW_SECONDS: String(slowSeconds),
    HOLDS_CALLBACKS: holds ? 'yes' : 'no',
  });
}

/** @param {string} file @param {NodeJS.ProcessEnv} env @returns {Promise<Process>} once it listens */
async function startProcess(file, env) {
  const path = fileURLToPath(new URL(file, import.meta.url));
  // What the store says of being away is expected.
  const child = fork(path, {
    env: { ...process.env, ...env },
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', env.QUIET ? 'ignore' : 'inherit', 'ipc'],
  });
  const ask = asker(child);
  const exited = once(child, 'exit');
  const port = await ask('port');
  return {
    url: `http://127.0.0.1:${port}`,
    child,
    ask,
    async end(signal) {
      child.kill(signal);
      const [code, by] = await exited;
      return { code, signal: by };
    },
  };
}
