// `kie-aleph/look`: the same client, as far as it looks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { AlephClient as LookingClient } from '../../web/client/look.js';
import { pending } from '../helpers/responses.js';

test('it asks as the other does', async () => {
  const asked = /** @type {string[]} */ ([]);
  const fetch = /** @type {typeof globalThis.fetch} */ (
    async (url) => {
      asked.push(String(url));
      return new Response(pending());
    }
  );
  const [one, other] = [new LookingClient({ fetch }), new AlephClient({ fetch })];
  assert.deepEqual(await one.getTask('task-1'), await other.getTask('task-1'));
  assert.equal(asked.length, 2);
  assert.equal(asked[0], asked[1]);
});

test('it has everything but what makes tasks and spends credits', () => {
  const names = (/** @type {object} */ client) => {
    const found = [];
    for (let at = client; at !== Object.prototype; at = Object.getPrototypeOf(at))
      found.push(...Object.getOwnPropertyNames(at).filter((name) => name !== 'constructor'));
    return new Set(found);
  };
  const [all, some] = [names(new AlephClient()), names(new LookingClient())];
  assert.deepEqual([...all].filter((name) => !some.has(name)).sort(), [
    'createTask',
    'getCredits',
    'getDownloadUrl',
    'uploadFile',
  ]);
  assert.deepEqual(
    [...some].filter((name) => !all.has(name)),
    [],
  );
});
