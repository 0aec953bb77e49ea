// Whoever reads a store finds no name and no text in it; who knows the name reads what is kept under it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryStore } from '../../../web/proxy/store/memory-store.js';
import { sealed } from '../../../web/proxy/store/sealed.js';

const NAME = 'state:c0d088df35254cc3e7187fb7116b2efa';
const TEXT = 'of c0d088df35254cc3e7187fb7116b2efa: ü 雪 https://files.example/a.mp4';

/** A store, and all it was given as it was given. */
function watched() {
  const store = memoryStore();
  /** @type {unknown[]} */
  const seen = [];
  const outside = /** @type {import('../../../web/proxy/store/store.js').Store} */ (
    Object.fromEntries(
      Object.entries(store).map(([name, call]) => [
        name,
        (/** @type {any[]} */ ...given) => {
          seen.push(...given);
          return /** @type {any} */ (call)(...given);
        },
      ]),
    )
  );
  return { seen, outside, inside: sealed(outside) };
}

test('nothing of a name but its kind, and nothing of a text, leaves the process', async () => {
  const { seen, inside } = watched();
  await inside.put(NAME, TEXT, 60_000);
  await inside.take(NAME, { limit: 1, interval: 1000 }, 1);
  await inside.claim(NAME, 1000);
  /** @type {string[]} */
  const heard = [];
  await inside.subscribe(NAME, (message) => heard.push(message));
  await inside.publish(NAME, TEXT);
  await inside.publish(NAME, '');
  assert.equal(await inside.get(NAME), TEXT);
  while (heard.length < 2) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(heard, [TEXT, '']);
  const texts = seen.filter((given) => typeof given === 'string');
  assert.equal(texts.length, 10);
  for (const text of texts) assert.match(text, /^state:[\w-]{22}$|^[\w+/]+={0,2}$/);
  assert.equal(new Set(texts.filter((text) => text.startsWith('state:'))).size, 1);
});

test('the same text is never the same twice, and another name neither finds nor reads it', async () => {
  const { seen, inside, outside } = watched();
  await inside.put(NAME, TEXT, 60_000);
  await inside.put(NAME, TEXT, 60_000);
  const [name, first, , , second] = seen;
  assert.notEqual(first, second);
  assert.equal(await inside.get(`${NAME}0`), null);
  await inside.put(`${NAME}0`, 'other', 60_000);
  await outside.put(String(name), String(await outside.get(String(seen.at(-3)))), 60_000);
  assert.equal(await inside.get(NAME), null, 'what was sealed under another name');
});

test('what a process of an earlier version has sealed is read, under the name that it has used', async () => {
  const { seen, inside, outside } = watched();
  // With +, / and = in its Base64.
  const kept = 'told:qBv_srG_kg--cX1_CgBo_w';
  await outside.put(kept, '/+Ub/eZO6/Rct4Sc1XU1xyVZxnxYzGSQDQ9Dx6AHd4OSdg==', 60_000);
  assert.equal(await inside.get('told:917'), '\uFEFF雪');
  assert.equal(seen.at(-1), kept);
});

for (const text of ['', 'plain', 'AAAA', '!']) {
  test(`what nobody sealed is not there: ${JSON.stringify(text)}`, async () => {
    const { seen, inside, outside } = watched();
    await inside.get(NAME);
    await outside.put(String(seen[0]), text, 60_000);
    assert.equal(await inside.get(NAME), null);
  });
}

test('what nobody sealed is not heard', async () => {
  const { seen, inside, outside } = watched();
  /** @type {string[]} */
  const heard = [];
  await inside.subscribe(NAME, (message) => heard.push(message));
  await outside.publish(String(seen[0]), 'plain');
  await inside.publish(NAME, TEXT);
  while (heard.length === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(heard, [TEXT]);
});

test('a store that says when it was lost says so through it, and another says nothing', async () => {
  const store = memoryStore();
  const onLost = () => {};
  assert.equal(sealed({ ...store, onLost }).onLost, onLost);
  assert.equal('onLost' in sealed(store), false);
});

test('texts of any length', async () => {
  const { inside } = watched();
  const long = 'ü'.repeat(500_000);
  await inside.put(NAME, long, 60_000);
  assert.equal(await inside.get(NAME), long);
});
