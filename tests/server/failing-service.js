// A client at the server of a proxy, which is at a service that goes wrong.
import { AlephClient } from '../../web/client/index.js';
import { nodeListener } from '../../web/proxy/node-adapter.js';
import { createLog, createMetrics } from '../../web/proxy/observing/index.js';
import { createProxy } from '../../web/proxy/proxy.js';
import { memoryStore } from '../../web/proxy/store/memory-store.js';
import { startService } from '../helpers/fake-service.js';
import { KEY, startFaultServer } from '../helpers/fault-server.js';
import { DEADLINE_MS } from '../helpers/short-waits.js';

export const NEW = { prompt: 'Make it snow', videoUrl: 'https://example.com/in.mp4' };

/**
 * @param {import('node:test').TestContext} t
 * @param {import('../helpers/faults.js').Fault} fault
 * @param {object} options
 * @param {ReturnType<typeof import('../helpers/short-waits.js').shortenWaits>} options.waits
 * @param {import('../../web/proxy/key.js').KeyOption} [options.apiKey]
 * @param {import('../helpers/fault-server.js').Spell} [options.spell]
 */
export async function behindProxyAt(t, fault, { waits, apiKey = KEY, spell = 'always' }) {
  const server = await startFaultServer(t, { onStall: () => waits.expire() });
  /** What is written down: the log, and each command to the store. @type {unknown[]} */
  const written = [];
  /** @type {import('../../web/proxy/observing/events.js').ProxyEvent[]} */
  const events = [];
  const metrics = createMetrics();
  const log = createLog({ write: (line) => void written.push(line) });
  const { store, held } = watched(memoryStore(), (...command) => void written.push(command));
  const proxy = createProxy({
    apiKey,
    upstream: server.baseUrl(fault, spell),
    allow: ['look', 'create', 'credits', 'upload'],
    authorize: () => true,
    timeout: DEADLINE_MS,
    taskLimit: false,
    store,
    onEvent: (event) => (events.push(event), log.onEvent(event), metrics.onEvent(event)),
  });
  const { url } = await startService(t, nodeListener(proxy));
  const answers =
    /** @type {{ status: number, words: string, headers: Record<string, string>, body: string }[]} */ ([]);
  /** @type {typeof globalThis.fetch} */
  const seen = async (input, init) => {
    const answer = await fetch(input, init);
    const { status, statusText: words, headers } = answer;
    answers.push({ status, words, headers: Object.fromEntries(headers), body: await answer.clone().text() });
    return answer;
  };
  const client = new AlephClient({ baseUrl: `${url}/kie`, fetch: seen, timeout: Infinity, maxRetries: 0 });
  return { client, proxy, server, answers, events, written, metrics, held };
}

/**
 * The same store, and how many claims and subscriptions of it are held.
 * @param {import('../../web/proxy/store/store.js').Store} store
 * @param {(name: string, args: unknown[]) => void} onCommand
 */
function watched(store, onCommand) {
  const held = { claims: 0, subscriptions: 0 };
  /** @type {Record<string, keyof typeof held>} */
  const counted = { claim: 'claims', subscribe: 'subscriptions' };
  const watching = new Proxy(store, {
    get:
      (store, name) =>
      async (/** @type {unknown[]} */ ...args) => {
        onCommand(String(name), args);
        const given = await /** @type {any} */ (store)[name](...args);
        const kind = counted[String(name)];
        if (!kind || !given) return given;
        held[kind]++;
        return async () => {
          held[kind]--;
          await given();
        };
      },
  });
  return { store: watching, held };
}
