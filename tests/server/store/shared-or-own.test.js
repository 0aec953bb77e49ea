// While the shared store is away each process keeps to its share, says so once, and finds back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryStore } from '../../../web/proxy/store/memory-store.js';
import { sharedOrOwn } from '../../../web/proxy/store/shared-or-own.js';

const RATE = { limit: 20, interval: 10_000 };

/** Four processes around one store that can be away. */
function make({ shares = 4 } = {}) {
  let time = 1_000_000;
  let isAway = false;
  let memory = memoryStore({ now: () => time });
  const shared = /** @type {import('../../../web/proxy/store/store.js').Store} */ (
    new Proxy(memory, {
      get:
        (_, name) =>
        async (/** @type {any[]} */ ...args) => {
          if (isAway) throw new Error('away');
          return /** @type {any} */ (memory)[name](...args);
        },
    })
  );
  /** @type {string[]} */
  const lines = [];
  const options = { shares, now: () => time, warn: (/** @type {string} */ line) => void lines.push(line) };
  const processes = Array.from({ length: 4 }, () => sharedOrOwn(shared, options));
  return {
    processes,
    lines,
    pass: (/** @type {number} */ ms) => void (time += ms),
    lose: () => void (isAway = true),
    comeBackEmpty: () => {
      isAway = false;
      memory = memoryStore({ now: () => time });
    },
  };
}

/** @param {import('../../../web/proxy/store/store.js').Store[]} processes @returns {Promise<number[]>} how many each could take */
async function takeAll(processes) {
  const counts = [];
  for (const process of processes) {
    let count = 0;
    while ((await process.take('create:all', RATE, 1)) === 0) count++;
    counts.push(count);
  }
  return counts;
}

test('together they take the limit, and while the store is away each its share', async () => {
  const { processes, pass, lose, lines } = make();
  assert.deepEqual(await takeAll(processes), [20, 0, 0, 0]);
  pass(10_000);
  lose();
  assert.deepEqual(await takeAll(processes), [5, 5, 5, 5]);
  assert.equal(lines.length, 4, 'each says so once');
});

test('a share counts what the process has taken before', async () => {
  const { processes, lose } = make();
  for (let i = 0; i < 3; i++) await processes[0]?.take('create:all', RATE, 1);
  lose();
  assert.deepEqual(await takeAll(processes.slice(0, 2)), [2, 5]);
});

test('with more processes than the limit a share is none', async () => {
  const { processes, lose } = make({ shares: 21 });
  lose();
  assert.deepEqual(await takeAll(processes), [0, 0, 0, 0]);
});

test('for one interval after it is back, share and store must agree', async () => {
  const { processes, pass, lose, comeBackEmpty, lines } = make();
  lose();
  assert.deepEqual(await takeAll(processes), [5, 5, 5, 5]);
  comeBackEmpty();
  pass(1_000);
  assert.deepEqual(await takeAll(processes), [0, 0, 0, 0]);
  assert.equal(lines.length, 8, 'each says once that it is back');
  pass(9_000);
  const [first = 0] = await takeAll(processes);
  assert.ok(first <= 20);
});

test('what a process has put and claimed it still knows while the store is away, and when it comes back empty', async () => {
  const { processes, pass, lose, comeBackEmpty } = make();
  const [process] = processes;
  assert.ok(process);
  await process.put('repeat:a', 'made', 600_000);
  assert.ok(await process.claim('repeat:b', 600_000));
  lose();
  assert.equal(await process.get('repeat:a'), 'made');
  assert.equal(await process.claim('repeat:b', 600_000), null);
  comeBackEmpty();
  pass(1_000);
  assert.equal(await process.get('repeat:a'), 'made');
  assert.equal(await process.claim('repeat:b', 600_000), null);
});
