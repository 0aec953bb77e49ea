// What the environment says of a process.

const MOST_PORT = 65_535;

/** The variables that nobody but this process may know. */
export const SECRETS = ['KIE_API_KEY', 'KIE_WEBHOOK_KEY', 'REDIS_URL'];

/**
 * Reads, besides `PORT`:
 * `KIE_API_KEY`; `KIE_WEBHOOK_KEY` and `PUBLIC_URL`, with which pages are told instead of asking; `REDIS_URL`; `PROXIES`: how many
 * processes share it; `CLIENT_HEADER`: that of the load balancer, which names the client; `METRICS_PORT`; `HOST`: the address it listens on;
 * `LOG`: `none` for no line a request; `DRAIN_MS`, `LONGEST_MS`: see serving.js; `KIE_BASE_URL`: of the service.
 * @param {NodeJS.ProcessEnv} env
 * @throws {TypeError} for what cannot work, without quoting it
 */
export function readSettings(env) {
  const { KIE_API_KEY, KIE_BASE_URL, KIE_WEBHOOK_KEY, PUBLIC_URL, REDIS_URL, CLIENT_HEADER, HOST } = env;
  if (PUBLIC_URL && !URL.canParse(PUBLIC_URL))
    throw new TypeError('PUBLIC_URL must be a URL, such as https://app.example.');
  const metricsPort = numberOf(env, 'METRICS_PORT', undefined, MOST_PORT);
  return {
    apiKey: KIE_API_KEY?.trim(),
    ...(KIE_BASE_URL && { upstream: KIE_BASE_URL }),
    ...(CLIENT_HEADER && { clientHeader: CLIENT_HEADER }),
    publicUrl: PUBLIC_URL ? new URL(PUBLIC_URL) : null,
    webhookKey: KIE_WEBHOOK_KEY?.trim(),
    redisUrl: REDIS_URL,
    shares: numberOf(env, 'PROXIES', 1),
    isLogging: env.LOG !== 'none',
    listening: {
      host: HOST || '127.0.0.1',
      port: numberOf(env, 'PORT', 8787, MOST_PORT),
      ...(env.METRICS_PORT && { metricsPort }),
      drainMs: numberOf(env, 'DRAIN_MS', 0),
      longestMs: numberOf(env, 'LONGEST_MS', 25_000),
    },
  };
}

/** @param {NodeJS.ProcessEnv} env @param {string} name @param {number} [usual] @param {number} [most] @returns {number} */
function numberOf(env, name, usual = 0, most = 2 ** 31 - 1) {
  const number = Number(env[name] || usual);
  if (Number.isInteger(number) && number >= 0 && number <= most) return number;
  throw new TypeError(`${name} must be a whole number from 0 to ${most}.`);
}
