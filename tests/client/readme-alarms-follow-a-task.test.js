// The README's extension snippet, taken out of the README and run: it begins with nothing stored and ends with the task.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { deferred } from '../helpers/deferred.js';
import { fakeFetch, pending, succeeded } from '../helpers/responses.js';

/** @returns {Promise<string>} */
async function snippet() {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const code = /<!-- alarms:[^\n]*\n```js\n([\s\S]*?)```/.exec(readme)?.[1];
  assert.ok(code, 'the README has the snippet');
  return code;
}

/** As much of an extension's `chrome` as the snippet uses; what is stored is JSON, as it is there. */
function fakeChrome() {
  /** @type {Map<string, string>} */
  const stored = new Map();
  /** @type {Record<'message' | 'alarm', (event: object) => void>} */
  const listeners = { message: () => {}, alarm: () => {} };
  let alarm = /** @type {typeof deferred<{ name: string, when: number }>} */ (deferred)();
  const chrome = {
    runtime: { onMessage: { addListener: (/** @type {() => void} */ each) => void (listeners.message = each) } },
    alarms: {
      onAlarm: { addListener: (/** @type {() => void} */ each) => void (listeners.alarm = each) },
      create: async (/** @type {string} */ name, /** @type {{ when: number }} */ { when }) =>
        alarm.resolve({ name, when }),
    },
    storage: {
      local: {
        get: async (/** @type {string} */ key) => (stored.has(key) ? { [key]: JSON.parse(stored.get(key) ?? '') } : {}),
        set: async (/** @type {object} */ items) => {
          for (const [key, value] of Object.entries(items)) stored.set(key, JSON.stringify(value));
        },
      },
    },
  };
  const nextAlarm = async () => {
    const created = await alarm.promise;
    alarm = deferred();
    return created;
  };
  return { chrome, listeners, nextAlarm };
}

test('the alarm snippet makes the first snapshot, goes on from what it stored, and tells the end', async () => {
  const { fetch, requests } = fakeFetch(pending('task-1'), pending('task-1'), succeeded('task-1'));
  const { chrome, listeners, nextAlarm } = fakeChrome();
  const told = /** @type {typeof deferred<{ status: string }>} */ (deferred)();
  class OfflineClient extends AlephClient {
    /** @param {import('../../web/client/options.js').AlephClientOptions} options */
    constructor(options) {
      super({ ...options, fetch });
    }
  }
  /** @type {any} */ (new Function('AlephClient', 'apiKey', 'chrome', 'notify', await snippet()))(
    OfflineClient,
    'key',
    chrome,
    told.resolve,
  );

  const before = Date.now();
  listeners.message({ follow: 'task-1' });
  for (const looks of [1, 2]) {
    const { name, when } = await nextAlarm();
    assert.equal(name, 'task-1');
    assert.ok(when > before, 'an alarm of the future');
    assert.equal((await chrome.storage.local.get('task-1'))['task-1'].attempts, looks);
    listeners.alarm({ name });
  }
  assert.equal((await told.promise).status, 'succeeded');
  assert.equal(requests.length, 3);
});
