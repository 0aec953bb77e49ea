// After a call nothing in WebAssembly's memory says the key any more, neither what was sent nor what was sent back.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { envelope, fakeFetch, succeeded } from '../helpers/responses.js';
import { copiesIn, watchMemory } from '../helpers/wasm-memory.js';

const memory = watchMemory();

/** @param {string} text */
const copies = (text) => copiesIn(memory(), text);

const KEYS = { 'of 32 characters': 'fedcba9876543210fedcba9876543210', 'of 4096 characters': `${'Qx7'.repeat(1365)}Z` };

/** @type {Record<string, (key: string) => string>} */
const ANSWERS = {
  'an answer': () => succeeded(),
  'an error': () => '{"code":401,"msg":"You do not have access permissions"}',
  'an answer that says the key': (key) => `{"code":401,"msg":"no ${key}"}`,
  'a long answer that says the key, escaped': (key) =>
    envelope({ x: `${'y'.repeat(50_000)}${key}` }).replaceAll('Q', '\\u0051'),
  'no JSON': (key) => `<html>${key}</html>`,
};

for (const [kind, key] of Object.entries(KEYS)) {
  suite(`a key ${kind}`, () => {
    for (const [name, answer] of Object.entries(ANSWERS)) {
      test(`is not in memory after ${name}`, async () => {
        const { fetch, requests } = fakeFetch({ body: answer(key) });
        const client = new AlephClient({ apiKey: key, fetch, maxRetries: 0 });
        await client.getTask('a', { raw: true }).catch(() => {});
        assert.equal(new Headers(requests[0]?.init.headers).get('authorization'), `Bearer ${key}`);
        // A part of it, since what was freed may be written over in part.
        assert.equal(copies(key.slice(12, 28)), 0);
      });
    }

    test('is not in memory after a call that was refused or aborted', async () => {
      const { fetch } = fakeFetch({ body: succeeded() });
      const refused = new AlephClient({ apiKey: `${key.slice(0, 4000)} `, fetch, maxRetries: 0 });
      await refused.getTask('a').catch(() => {});
      const controller = new AbortController();
      const hanging = new AlephClient({ apiKey: key, fetch: () => new Promise(() => {}), maxRetries: 0 });
      const aborted = hanging.getTask('a', { signal: controller.signal }).catch(() => 'aborted');
      await hanging.ready();
      controller.abort();
      assert.equal(await aborted, 'aborted');
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(copies(key.slice(12, 28)), 0);
    });
  });
}

test('what is looked for would be found', async () => {
  const { fetch } = fakeFetch({ body: envelope({ errorMessage: `${'not a secret '.repeat(20)}` }) });
  await new AlephClient({ fetch }).getTask('a');
  assert.ok(copies('not a secret') > 0);
});
