// Each attack of the table has the answer that is written there, asks the service nothing else, and never learns the key.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spellsKey } from '../../../web/shared/key-spellings.js';
import { attack, KEY, startServer, startService } from './attacked.js';
import { ATTACKS } from './attacks.js';

for (const name of /** @type {const} */ (['deploy', 'local'])) {
  test(`the server of ${name}`, { timeout: 300_000 }, async (t) => {
    const service = await startService(t);
    const server = await startServer(t, name, service);
    for (const [group, attacks] of Object.entries(ATTACKS)) {
      for (const { what, bytes, deploy, local = deploy, asks = [] } of attacks) {
        await t.test(`${group.toLowerCase()}: ${what}`, async () => {
          const expected = name === 'local' ? local : deploy;
          const before = service.asked.length;
          const { statuses, text } = await attack(server, bytes);
          assert.equal(statuses, expected, text);
          // What is refused under this server's name is not asked.
          assert.deepEqual(service.asked.slice(before), expected === '421' ? [] : asks);
          assert.ok(!spellsKey(text, KEY), 'the key is in the answer');
          assert.doesNotMatch(text, /\n {4}at /, 'a stack is in the answer');
        });
      }
    }
    await t.test('nothing but the key and what the proxy itself says reaches the service', () => {
      assert.deepEqual([...service.keys], [`Bearer ${KEY}`]);
      for (const header of ['cookie', 'x-original-url', 'forwarded', 'x-http-method-override', 'upgrade'])
        assert.ok(!service.headers.has(header), header);
    });
    await t.test('the process said nothing of the key, and nothing went wrong in it', () => {
      assert.ok(!spellsKey(server.said.text, KEY));
      assert.doesNotMatch(server.said.text, /Error|\n {4}at /);
      assert.equal(server.child.exitCode, null);
    });
  });
}
