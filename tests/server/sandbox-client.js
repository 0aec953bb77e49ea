// Clients of one sandbox without a network in between, and what was made through them.
import { AlephClient } from '../../web/client/index.js';
import { createSandbox, SANDBOX_KEY } from '../../web/local/sandbox.js';

export const SANDBOX = 'http://127.0.0.1:1/sandbox';

/** @typedef {import('../../web/local/sandbox.js').SandboxOptions} SandboxOptions */

/** @param {SandboxOptions} [options] */
export function sandboxWith(options) {
  /** @type {import('../../web/local/sandbox.js').MadeTask[]} */
  const made = [];
  const sandbox = createSandbox({ onCreated: (task) => made.push(task), ...options });
  /** Each knows only what it was told. @param {import('../../web/client/options.js').AlephClientOptions} [clientOptions] */
  const newClient = (clientOptions) =>
    new AlephClient({
      apiKey: SANDBOX_KEY,
      baseUrl: SANDBOX,
      maxRetries: 0,
      fetch: (input, init) => sandbox(new Request(input, init)),
      ...clientOptions,
    });
  return { sandbox, client: newClient(), newClient, made };
}

/**
 * @param {string} path
 * @param {string | object | FormData} body an object is sent as JSON
 * @param {string} [key]
 */
export function post(path, body, key = SANDBOX_KEY) {
  const sent = typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body);
  return new Request(SANDBOX + path, { method: 'POST', headers: { Authorization: `Bearer ${key}` }, body: sent });
}
