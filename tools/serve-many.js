// `npm run serve:many`: the page on this machine over many processes of the proxy that share one port and a Redis, before a sandbox that tells
// them when tasks end. PORT (8787), PROCESSES (4).
import cluster from 'node:cluster';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../tests/helpers/free-port.js';
import { startRedis } from '../tests/server/store/redis.js';
import { SANDBOX_KEY } from '../web/local/sandbox.js';
import { build } from './build.js';
import { ensurePrograms, PROGRAMS } from './machine-packages.js';
import { startSandbox, WEBHOOK_KEY } from './many/start-many.js';
import { runMain, SetupError } from './process.js';

/** Of the worker i, each its own: a scrape of one port of all would count a different process each time. */
const METRICS_PORT = 9464;

/** @param {string} name @param {number} usual @returns {number} */
function wholeNumber(name, usual) {
  const number = Number(process.env[name] || usual);
  if (Number.isInteger(number) && number > 0 && number < 65_536) return number;
  throw new SetupError(`${name} must be a whole number.`);
}

runMain(async () => {
  const port = wholeNumber('PORT', 8787);
  const processes = wholeNumber('PROCESSES', 4);
  await ensurePrograms([PROGRAMS.redis]);
  await build('release');
  const redisPort = await freePort();
  const redis = await startRedis(redisPort);
  const sandbox = await startSandbox();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    KIE_API_KEY: SANDBOX_KEY,
    // By way of the page's own origin, of which alone it may load media.
    KIE_BASE_URL: `${url}/sandbox`,
    SANDBOX_URL: sandbox.url,
    KIE_WEBHOOK_KEY: WEBHOOK_KEY,
    PUBLIC_URL: url,
    REDIS_URL: `redis://127.0.0.1:${redisPort}`,
    PROXIES: String(processes),
    PORT: String(port),
    LOG: process.env.LOG ?? 'none',
  };
  cluster.setupPrimary({ exec: fileURLToPath(new URL('many/worker.js', import.meta.url)) });
  let isEnding = false;

  /** @param {number} i @returns {import('node:cluster').Worker} one that is started again whenever it ends */
  const startWorker = (i) => {
    const worker = cluster.fork({ ...env, METRICS_PORT: String(METRICS_PORT + i) });
    worker.on('exit', () => {
      if (!isEnding) startWorker(i);
    });
    return worker;
  };

  const end = async () => {
    if (isEnding) return;
    isEnding = true;
    const workers = Object.values(cluster.workers ?? {}).flatMap((worker) => worker ?? []);
    const ended = workers.map((worker) => once(worker, 'exit'));
    for (const worker of workers) worker.process.kill('SIGTERM');
    await Promise.all(ended);
    await sandbox.end('SIGTERM');
    await redis.kill();
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void end().then(() => process.exit()));

  const workers = Array.from({ length: processes }, (_, i) => startWorker(i));
  await Promise.all(workers.map((worker) => once(worker, 'listening')));
  const [first] = workers;
  console.log(`kie-aleph on ${url}/ — ${processes} processes, a Redis on port ${redisPort}, and a local sandbox: nothing is sent anywhere

  Make a video on the page: it asks once, and is told by whichever process hears of it.
  Kill one of them while it waits (another takes its place):  kill -9 ${first?.process.pid}
  Stop Redis, and start it again:  redis-cli -p ${redisPort} shutdown nosave; redis-server --port ${redisPort} --save ''
  Whether a process is ready:  curl ${url}/readyz
  What each counts:  curl http://127.0.0.1:${METRICS_PORT}/metrics   (to ${METRICS_PORT + processes - 1})
  Ctrl-C ends all of it.`);
});
