// Through the proxy no more is spent in any interval than its budget says, counted as what may have been made; refusals cost nothing.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createProxy } from '../../web/proxy/proxy.js';
import { startService } from '../helpers/fake-service.js';
import { FAULTS, KEY, MADE } from './creating-faults.js';

const MINUTE = 60_000;

/**
 * @param {import('../../web/proxy/proxy.js').ProxyOptions} options
 * @returns {(name?: string) => Promise<number>} creates a task, under a name where one is given: the status
 */
function creator(options) {
  const proxy = createProxy({
    apiKey: KEY,
    fetch: async () => new Response(MADE),
    allow: ['create'],
    authorize: () => true,
    createLimit: false,
    ...options,
  });
  return async (name) => {
    const headers = {
      'Content-Type': 'application/json',
      ...(name && { 'Idempotency-Key': `"${name.padEnd(16, '-')}"` }),
    };
    const init = { method: 'POST', headers, body: '{"prompt":"a"}' };
    return (await proxy(new Request('https://proxy.example/kie/api/v1/aleph/generate', init))).status;
  };
}

suite('a budget for one task, after', () => {
  for (const { name, answer, options, isSpent = true } of FAULTS) {
    test(`${name}: ${isSpent ? 'is spent' : 'is there'}`, async (t) => {
      let n = 0;
      const { url, requests } = await startService(t, async (request, response) => {
        await request.toArray();
        if (n++ === 0) answer(response, request);
        else response.end(MADE);
      });
      const budget = { credits: 110, interval: MINUTE };
      const create = creator({ fetch: globalThis.fetch, upstream: url, budget, ...options });
      await create();
      assert.equal(await create(), isSpent ? 402 : 200);
      assert.equal(requests.length, isSpent ? 1 : 2);
    });
  }
});

test('no interval, wherever it begins, has more in it', async () => {
  const clock = { now: 1_000_000 };
  const create = creator({ budget: { credits: 330, interval: MINUTE }, now: () => clock.now });
  /** @type {number[]} when one was made */
  const made = [];
  for (; clock.now < 1_500_000; clock.now += 7_000) if ((await create()) === 200) made.push(clock.now);
  for (const from of made) assert.ok(made.filter((at) => at >= from && at < from + MINUTE).length <= 3, `${from}`);
  assert.ok(made.length >= 24, `${made.length} were made: what is old is forgotten`);
});

test('a request that named itself and was refused is no repeat once there is room again', async () => {
  const clock = { now: 1_000_000 };
  const create = creator({ budget: { credits: 110, interval: MINUTE }, now: () => clock.now });
  assert.deepEqual([await create('first'), await create('other'), await create('other')], [200, 402, 402]);
  clock.now += MINUTE;
  assert.equal(await create('other'), 200);
});

test('many at once do not get past it', async () => {
  const create = creator({ budget: { credits: 550, interval: MINUTE } });
  const statuses = await Promise.all(Array.from({ length: 50 }, () => create()));
  assert.equal(statuses.filter((status) => status === 200).length, 5);
});

test('it may be one task in a millisecond', async () => {
  const create = creator({ budget: { credits: 110, interval: 1 }, now: () => 0 });
  assert.deepEqual([await create(), await create()], [200, 402]);
});

test('a part of a task is none', async () => {
  const create = creator({ budget: { credits: 219.9, interval: MINUTE } });
  assert.deepEqual([await create(), await create()], [200, 402]);
});

for (const budget of [
  { credits: 109, interval: 1 },
  { credits: Infinity, interval: 1 },
  { credits: NaN, interval: 1 },
  { credits: 110, interval: 0 },
  { credits: 110, interval: NaN },
]) {
  test(`a budget of ${budget.credits} in ${budget.interval} ms is refused`, () => {
    assert.throws(() => creator({ budget }), /^TypeError: budget must be/);
  });
}
