// While the shared store is away each process keeps to its share, says so once, and finds back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LONGEST_MS, within } from '../../../web/proxy/store/link.js';
import { memoryStore } from '../../../web/proxy/store/memory-store.js';
import { sharedOrOwn } from '../../../web/proxy/store/shared-or-own.js';
import { StoreAwayError } from '../../../web/proxy/store/store.js';

const RATE = { limit: 20, interval: 10_000 };

/** @typedef {import('../../../web/proxy/store/store.js').Store} Store */

/** Four processes around one store that can be away. */
function make({ shares = 4, createsAlone = false } = {}) {
  let time = 1_000_000;
  /** @type {'here' | 'away' | 'slow'} slow: what is asked is done, but its answer is not heard before it is here again */
  let state = 'here';
  /** @type {(() => void)[]} */
  const waiting = [];
  let memory = memoryStore({ now: () => time });
  const shared = /** @type {Store} */ (
    new Proxy(memory, {
      get: (_, name) =>
        name in memory
          ? async (/** @type {any[]} */ ...args) => {
              if (state === 'away') throw new Error('away');
              const answer = await /** @type {any} */ (memory)[name](...args);
              if (state === 'slow') await new Promise((resolve) => waiting.push(() => resolve(undefined)));
              return answer;
            }
          : undefined,
    })
  );
  /** @type {string[]} */
  const lines = [];
  /** @type {string[]} */
  const changes = [];
  const processes = /** @type {[Store, Store, Store, Store]} */ (
    Array.from({ length: 4 }, () =>
      sharedOrOwn(shared, {
        shares,
        createsAlone,
        now: () => time,
        warn: (line) => void lines.push(line),
        onEvent: (change) => void changes.push(change),
      }),
    )
  );
  return {
    processes,
    lines,
    changes,
    pass: (/** @type {number} */ ms) => void (time += ms),
    become: (/** @type {typeof state} */ next) => {
      state = next;
      if (next === 'here') for (const answer of waiting.splice(0)) answer();
    },
    comeBackEmpty: () => {
      state = 'here';
      memory = memoryStore({ now: () => time });
    },
  };
}

/** @param {Store[]} processes @param {string} [name] @returns {Promise<number[]>} how many each could take */
async function takeAll(processes, name = 'create:all') {
  const counts = [];
  for (const process of processes) {
    let count = 0;
    while ((await process.take(name, RATE, 1)) === 0) count++;
    counts.push(count);
  }
  return counts;
}

test('together they take the limit, and while the store is away each its share', async () => {
  const { processes, pass, become, lines } = make();
  assert.deepEqual(await takeAll(processes, 'look:all'), [20, 0, 0, 0]);
  pass(10_000);
  become('away');
  assert.deepEqual(await takeAll(processes, 'look:all'), [5, 5, 5, 5]);
  assert.equal(lines.length, 4, 'each says so once');
});

test('of what the service counts nothing is taken for one interval, since others may just have taken all', async () => {
  const { processes, pass, become } = make();
  assert.deepEqual(await takeAll(processes), [20, 0, 0, 0]);
  become('away');
  assert.deepEqual(await takeAll(processes), [0, 0, 0, 0]);
  assert.equal(await processes[1].take('create:all', RATE, 1), 10_000);
  pass(9_999);
  assert.deepEqual(await takeAll(processes), [0, 0, 0, 0]);
  pass(1);
  assert.deepEqual(await takeAll(processes), [5, 5, 5, 5]);
});

test('a share counts what the process has taken before', async () => {
  const { processes, become } = make();
  for (let i = 0; i < 3; i++) await processes[0].take('look:all', RATE, 1);
  become('away');
  assert.deepEqual(await takeAll(processes.slice(0, 2), 'look:all'), [2, 5]);
});

test('what was given back can be taken again', async () => {
  const { processes, become } = make();
  for (let i = 0; i < 5; i++) await processes[0].take('look:all', RATE, 1);
  await processes[0].take('look:all', RATE, -1);
  become('away');
  assert.deepEqual(await takeAll(processes.slice(0, 1), 'look:all'), [1]);
  await processes[0].take('look:all', RATE, -1);
  assert.deepEqual(await takeAll(processes.slice(0, 1), 'look:all'), [1]);
});

test('with more processes than the limit a share is none', async () => {
  const { processes, become } = make({ shares: 21 });
  become('away');
  assert.deepEqual(await takeAll(processes, 'look:all'), [0, 0, 0, 0]);
});

test('for one interval after the last has noticed that it is back, share and store must agree', async () => {
  const { processes, pass, become, comeBackEmpty, lines } = make();
  become('away');
  assert.deepEqual(await takeAll(processes, 'look:all'), [5, 5, 5, 5]);
  comeBackEmpty();
  pass(1_000);
  assert.deepEqual(await takeAll(processes, 'look:all'), [0, 0, 0, 0]);
  assert.equal(lines.length, 8, 'each says once that it is back');
  pass(9_000);
  assert.deepEqual(await takeAll(processes, 'look:all'), [5, 5, 5, 5]);
  pass(10_000);
  assert.deepEqual(await takeAll(processes, 'look:all'), [20, 0, 0, 0]);
});

test('a share that is spent is no sign that the store is back', async () => {
  const { processes, pass, become, changes } = make();
  become('away');
  await takeAll(processes.slice(0, 1), 'look:all');
  pass(1_000);
  assert.ok((await processes[0].take('look:all', RATE, 1)) > 0);
  assert.deepEqual(changes, ['error', 'lost', 'error']);
  become('here');
  pass(1_000);
  assert.ok((await processes[0].take('look:all', RATE, 1)) > 0);
  assert.deepEqual(changes, ['error', 'lost', 'error', 'back']);
});

test('what a process has put and claimed it still knows while the store is away, and when it comes back empty', async () => {
  const { processes, pass, become, comeBackEmpty } = make();
  const [process] = processes;
  await process.put('once:a', 'made', 600_000);
  assert.ok(await process.claim('once:b', 600_000));
  become('away');
  assert.equal(await process.get('once:a'), 'made');
  assert.equal(await process.claim('once:b', 600_000), null);
  comeBackEmpty();
  pass(1_000);
  assert.equal(await process.get('once:a'), 'made');
  assert.equal(await process.claim('once:b', 600_000), null);
});

test('what costs money is done by nobody alone, unless its owner says so', async () => {
  const [careful, daring] = [make(), make({ createsAlone: true })];
  for (const { become } of [careful, daring]) become('away');
  const [process] = careful.processes;
  await assert.rejects(process.claim('once:a', 600_000), StoreAwayError);
  await assert.rejects(process.get('once:a'), StoreAwayError);
  await assert.rejects(process.take('budget:', RATE, 1), StoreAwayError);
  assert.ok(await process.claim('looking:a', 1_000));
  careful.become('here');
  careful.pass(1_000);
  assert.ok(await process.claim('once:a', 600_000), 'what was refused is not kept');

  assert.ok(await daring.processes[0].claim('once:a', 600_000));
  assert.equal(await daring.processes[0].claim('once:a', 600_000), null);
  assert.deepEqual(await takeAll(daring.processes, 'budget:'), [5, 5, 5, 5]);
});

test('who listens hears it from all processes, also when the store was away as it began to', async () => {
  const { processes, pass, become } = make();
  const [one, other] = processes;
  /** @type {string[]} */
  const heard = [];
  const listen = (/** @type {string} */ who) => (/** @type {string} */ said) => void heard.push(`${who} ${said}`);
  await one.subscribe('looking:a', listen('early'));
  become('away');
  const stop = await one.subscribe('looking:a', listen('late'));
  await one.publish('looking:a', 'alone');
  assert.deepEqual(heard.splice(0), ['early alone', 'late alone']);
  become('here');
  pass(1_000);
  await one.get('state:a');
  await other.publish('looking:a', 'together');
  assert.deepEqual(heard.splice(0), ['early together', 'late together']);
  await stop();
  await other.publish('looking:a', 'again');
  assert.deepEqual(heard, ['early again']);
});

test('what a process has learnt and told alone, the others hear once the store is back: the last of each task', async () => {
  const { processes, pass, become } = make();
  const [one, other] = processes;
  /** @type {string[]} */
  const heard = [];
  await other.subscribe('told:a', (said) => void heard.push(said));
  await other.subscribe('looking:a', (said) => void heard.push(said));
  become('away');
  for (const said of ['waiting', 'success']) {
    await one.put('state:a', said, 60_000);
    await one.publish('told:a', said);
    await one.publish('looking:a', said);
  }
  assert.equal(await other.get('state:a'), null);
  become('here');
  pass(1_000);
  await one.get('state:b');
  while (heard.length === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(heard, ['success'], 'and no answer of a look that is long over');
  pass(1_000);
  assert.equal(await other.get('state:a'), 'success');
});

test('a store that comes back empty is told again what each process has put, but for what is over', async () => {
  const { processes, pass, become, comeBackEmpty } = make();
  const [one, other] = processes;
  await one.put('expected:a', 'jobs', 60_000);
  await one.put('expected:b', 'jobs', 500);
  await one.put('final:a', 'an answer', 60_000);
  assert.equal(await other.get('expected:a'), 'jobs');
  become('away');
  for (const process of [other, one]) await process.get('state:b');
  assert.equal(await other.get('expected:a'), null);
  comeBackEmpty();
  pass(1_000);
  for (const process of [other, one]) await process.get('state:b');
  while ((await other.get('expected:a')) === null) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(await other.get('expected:b'), null);
  assert.equal(await other.get('final:a'), null);
});

test('what others have put meanwhile stays', async () => {
  const { processes, pass, become } = make();
  const [one, other] = processes;
  await one.put('state:a', 'waiting', 60_000);
  become('away');
  await one.get('state:a');
  become('here');
  await other.put('state:a', 'success', 60_000);
  pass(1_000);
  await one.get('state:a');
  for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(await other.get('state:a'), 'success');
});

test('a process that was too busy to hear an answer in time hears it all the same; one that never comes is waited for no longer', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  /** @type {(said: string) => void} */
  let answer = () => {};
  const heard = within(
    new Promise((/** @type {(said: string) => void} */ resolve) => void (answer = resolve)),
    LONGEST_MS,
  );
  for (const part of [0.6, 0.1]) t.mock.timers.tick(part * LONGEST_MS);
  answer('late');
  assert.equal(await heard, 'late');
  const never = within(new Promise(() => {}), LONGEST_MS);
  for (let halves = 0; halves < 2; halves++) t.mock.timers.tick(LONGEST_MS / 2);
  await assert.rejects(never, /did not answer/);
});

test('what the store does too late is undone', async () => {
  const { processes, pass, become } = make();
  const [one, other] = processes;
  become('slow');
  const claim = one.claim('looking:a', 60_000);
  assert.ok(await claim, 'on its own');
  pass(1_000);
  assert.equal(await one.take('look:all', { limit: 4, interval: 10_000 }, 1), 0, 'its share');
  become('here');
  while (!(await other.claim('looking:a', 60_000))) await new Promise((resolve) => setImmediate(resolve));
  for (let left = 4; left > 0; left--) assert.equal(await other.take('look:all', { limit: 4, interval: 10_000 }, 1), 0);
});

for (const shares of [0, -1, 1.5, NaN, Infinity, /** @type {any} */ ('2')]) {
  test(`shares of ${shares} are refused: no limit would be kept`, () => {
    assert.throws(() => sharedOrOwn(memoryStore(), { shares }), /^TypeError: shares must be a whole number/);
  });
}
