// In browsers an upload has one end, of one kind, however it is sent: by fetch, or by XMLHttpRequest, which tells how far it is; and nothing is told after it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENGINES } from '../helpers/engines.js';
import { KEY, startFaultServer } from '../helpers/fault-server.js';
import { FAULTS } from '../helpers/faults.js';
import { assertNoKey } from '../helpers/planted-key.js';
import { clientTab } from './client-tab.js';

/** Of uploads that nothing else ends, and of all others. */
const DEADLINES = { stall: 200, none: 600_000 };

/**
 * In the page: what comes of one upload, by its kind, and of what was told.
 * @param {string} baseUrl
 * @param {{ apiKey: string, timeout: number, isTold: boolean }} options
 */
async function upload(baseUrl, { apiKey, timeout, isTold }) {
  const { AlephClient } = await import(/** @type {any} */ ('/web/client/index.js'));
  const client = new AlephClient({ apiKey, timeout, baseUrl, maxRetries: 0, dangerouslyAllowBrowser: true });
  let isOver = false;
  const seen = { told: 0, late: 0, requests: 0 };
  const { send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function (/** @type {any} */ body) {
    seen.requests++;
    send.call(this, body);
  };
  const onProgress = () => void (isOver ? seen.late++ : seen.told++);
  const file = new File([new Uint8Array(1000)], 'in.mp4', { type: 'video/mp4' });
  /** @type {any} */
  const end = await client
    .uploadFile(file, isTold ? { onProgress } : {})
    .then((/** @type {any} */ { downloadUrl }) => ({ kind: 'task', downloadUrl }))
    .catch((/** @type {any} */ error) => error);
  isOver = true;
  XMLHttpRequest.prototype.send = send;
  // Whatever was still to be told would be now.
  await new Promise((resolve) => setTimeout(resolve));
  return {
    kind: end.kind ?? String(end),
    retryAfter: end.retryAfter ?? null,
    said: [String(end), JSON.stringify(end)],
    ...seen,
  };
}

for (const engine of ENGINES.filter(({ name }) => name !== 'WebKit')) {
  describe(engine.name, () => {
    const tab = clientTab(engine);

    for (const fault of FAULTS) {
      const { name, retryAfter = null, stalls, inChromium, inFirefox, sometimesInChromium, byXhr } = fault;
      const byFetch = { Chromium: inChromium, Firefox: inFirefox }[engine.name] ?? fault.look;
      for (const isTold of [false, true]) {
        const look = (isTold && byXhr) || byFetch;
        test(`${name}, by ${isTold ? 'XMLHttpRequest' : 'fetch'}: ${look === 'task' ? 'a URL' : look}`, async (t) => {
          const server = await startFaultServer(t);
          const timeout = stalls ? DEADLINES.stall : DEADLINES.none;
          const { kind, told, said, ...seen } = await tab().evaluate(upload, server.baseUrl(fault, 'always'), {
            apiKey: KEY,
            timeout,
            isTold,
          });
          const isOther = engine.name === 'Chromium' && kind === sometimesInChromium;
          assert.equal(kind, isOther ? sometimesInChromium : look);
          assert.deepEqual(seen, { retryAfter, late: 0, requests: isTold ? 1 : 0 });
          assert.equal(told > 0, isTold);
          assertNoKey([said, server.elsewhere], KEY);
        });
      }
    }
  });
}
