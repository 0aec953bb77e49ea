// In browsers, too, whatever goes wrong has one end that fits, one request creates, and the key is in nothing that a page can read.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENGINES } from '../helpers/engines.js';
import { KEY, startFaultServer } from '../helpers/fault-server.js';
import { FAULTS, whenCreating } from '../helpers/faults.js';
import { assertNoKey, partsOf } from '../helpers/planted-key.js';
import { clientTab } from './client-tab.js';

/** Of calls that nothing else ends, and of all others. */
const DEADLINES = { stall: 200, none: 600_000 };

/** Chromium itself says the words of a status that is an error; a page cannot keep it from that. */
const OWN_WORDS = /^error: Failed to load resource: /;

/** In the page, before the client comes: what it says to others is kept, its memory is seen, and its waits take a hundredth of their time. */
function prepare() {
  const page = /** @type {any} */ (globalThis);
  page.posted = [];
  page.memories = [];
  const { postMessage } = BroadcastChannel.prototype;
  BroadcastChannel.prototype.postMessage = function (/** @type {unknown} */ message) {
    page.posted.push(JSON.stringify(message));
    return postMessage.call(this, message);
  };
  const { setTimeout } = page;
  page.setTimeout = (/** @type {() => void} */ callback, ms = 0) =>
    setTimeout(callback, ms >= 375 && ms <= 300_000 ? ms / 100 : ms);
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(target, [module, imports]) {
      const instance = new target(module, imports);
      page.memories.push(...Object.values(instance.exports).filter((value) => value instanceof WebAssembly.Memory));
      return instance;
    },
  });
}

/**
 * In the page: what comes of every way of asking, in words.
 * @param {Record<'always' | 'once' | 'echo', string>} baseUrls
 * @param {{ apiKey: string, timeout: number }} options
 */
async function askAll(baseUrls, options) {
  const { AlephClient } = await import(/** @type {any} */ ('/web/client/index.js'));
  /** @type {string[]} */
  const lines = [];
  const log = (/** @type {string} */ line) => void lines.push(line);
  const more = {
    maxRetries: 0,
    dangerouslyAllowBrowser: true,
    logger: { debug: log, info: log, warn: log, error: log },
  };
  const newTask = { prompt: 'Make it snow', videoUrl: 'https://example.com/in.mp4' };
  const client = new AlephClient({ baseUrl: baseUrls.always, ...options, ...more });
  /** @type {string[]} */
  const shown = [];
  /** All that a value shows. @param {any} value @returns {void} */
  const show = (value) => {
    if (typeof value !== 'object' || value === null) return void shown.push(String(value));
    shown.push(String(value), JSON.stringify(value) ?? '');
    for (const name of Object.getOwnPropertyNames(value)) show(value[name]);
  };
  /** @param {Promise<any>} call */
  const outcome = (call) =>
    call.then(
      (given) => (show(given), 'task'),
      (error) => (show(error), error.kind ?? String(error)),
    );
  // The first of them: a browser may send a POST twice on a connection that it has used before.
  const create = await outcome(client.createTask(newTask));
  let retryAfter = null;
  const look = await outcome(
    client.getTask('bad').catch((/** @type {any} */ error) => ((retryAfter = error.retryAfter), Promise.reject(error))),
  );
  const waiting = new AlephClient({ baseUrl: baseUrls.once, shareAcrossTabs: true, ...options, ...more });
  const wait = await outcome(waiting.waitForTask('bad', { interval: 1000, onUpdate: show }));

  const echoed = new AlephClient({
    baseUrl: baseUrls.echo,
    shareAcrossTabs: true,
    ...options,
    ...more,
    apiKey: async () => options.apiKey,
  });
  const stop = new AbortController();
  await outcome(echoed.getTask('bad', { raw: true }));
  await outcome(echoed.pollOnce(echoed.snapshot('bad')));
  await outcome(echoed.createTask(newTask));
  await outcome(echoed.getCredits());
  await outcome(
    echoed.waitForTask('bad', {
      signal: stop.signal,
      onUpdate: (/** @type {any} */ update) => (show(update), stop.abort()),
    }),
  );
  return { create, look, retryAfter, wait, shown, lines };
}

/**
 * In the page: where else a key could be.
 * @param {string[]} parts of it
 */
async function places(parts) {
  const { memories, posted } = /** @type {any} */ (globalThis);
  const [memory] = memories;
  const text = new TextDecoder('latin1').decode(memory.buffer);
  return {
    memories: memories.length,
    inMemory: parts.filter((part) => text.includes(part)),
    posted,
    kept: [
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      JSON.stringify(await indexedDB.databases()),
      JSON.stringify(await caches.keys()),
      document.cookie,
      location.href,
      document.documentElement.outerHTML,
    ],
  };
}

for (const engine of ENGINES.filter(({ name }) => name !== 'WebKit')) {
  describe(engine.name, () => {
    const tab = clientTab(engine, prepare);

    for (const fault of FAULTS) {
      const { name, retryAfter = null, stalls, act, inChromium, inFirefox, sometimesInChromium } = fault;
      const look = { Chromium: inChromium, Firefox: inFirefox }[engine.name] ?? fault.look;
      const creation = whenCreating({ ...fault, look });
      test(`${name}: ${look}`, async (t) => {
        const server = await startFaultServer(t);
        const [always, once, echo] = /** @type {const} */ (['always', 'once', 'echo']).map((spell) =>
          server.baseUrl(fault, spell),
        );
        const timeout = stalls ? DEADLINES.stall : DEADLINES.none;
        // Where nothing listens, no wait sees an end.
        const baseUrls = { always: String(always), once: act ? String(once) : server.good, echo: String(echo) };
        const { shown, lines, ...outcomes } = await tab().evaluate(askAll, baseUrls, { apiKey: KEY, timeout });
        const isOther = engine.name === 'Chromium' && outcomes.look === sometimesInChromium;
        assert.deepEqual(outcomes, {
          create: creation,
          look: isOther ? sometimesInChromium : look,
          retryAfter,
          wait: look === 'api' ? 'api' : 'task',
        });
        const created = server.asked.filter(({ method, path }) => method === 'POST' && path.startsWith('/always/'));
        if (stalls) assert.ok(created.length <= 1);
        else assert.equal(created.length, act ? 1 : 0);

        const { memories, inMemory, posted, kept } = await tab().evaluate(places, partsOf(KEY));
        assert.deepEqual([memories, inMemory], [1, []]);
        const noise = tab().noise.filter((line) => !OWN_WORDS.test(line));
        for (const [where, texts] of Object.entries({ shown, lines, posted, kept, noise }))
          assertNoKey(texts, KEY, where);
        for (const { path } of server.asked) assertNoKey(path, KEY, 'the URL');
        assert.deepEqual(server.elsewhere, []);
      });
    }

    test('what is looked for would be found', async (t) => {
      const server = await startFaultServer(t);
      const [part = ''] = partsOf(KEY);
      const other = { apiKey: 'another-key-0123456789', timeout: DEADLINES.none };
      const baseUrls = { always: server.good, once: server.good, echo: `${server.good}/${part}` };
      await tab().evaluate(askAll, baseUrls, other);
      const { inMemory, posted } = await tab().evaluate(places, [part]);
      assert.deepEqual(inMemory, [part]);
      assert.ok(posted.length > 0, 'tabs tell each other');
    });
  });
}
