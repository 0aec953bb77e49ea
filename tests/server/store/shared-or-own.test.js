// While the shared store is away each process keeps to its share, says so once, and finds back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LONGEST_MS, within } from '../../../web/proxy/store/link.js';
import { memoryStore } from '../../../web/proxy/store/memory-store.js';
import { sharedOrOwn } from '../../../web/proxy/store/shared-or-own.js';
import { StoreAwayError } from '../../../web/proxy/store/store.js';
import { FakeClock } from '../../helpers/fake-clock.js';
import { turns } from '../../helpers/turns.js';

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
  for (const count of /** @type {const} */ ([0, 1])) {
    assert.equal(await processes[1].take('create:all', RATE, count), 10_000);
  }
  assert.equal(await processes[1].take('create:all', RATE, -1), 0, 'to give back is never too early');
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

for (const [ms, most] of /** @type {const} */ ([
  [11_999, 5],
  [12_000, 20],
])) {
  test(`${ms} ms after it came back a process may take ${most}: others notice up to two seconds later`, async () => {
    const { processes, pass, become } = make();
    const [process] = processes;
    become('away');
    await process.get('state:a');
    become('here');
    pass(1_000);
    await process.get('state:a');
    pass(ms);
    assert.deepEqual(await takeAll([process], 'look:all'), [most]);
  });
}

test('until then the store counts what each takes of its share', async () => {
  const { processes, pass, become } = make({ shares: 1 });
  const both = processes.slice(0, 2);
  become('away');
  for (const process of both) await process.get('state:a');
  become('here');
  pass(1_000);
  for (const process of both) await process.get('state:a');
  assert.deepEqual(await takeAll(both, 'look:all'), [20, 0]);
});

test('a process that is told nothing is the only one, and creates nothing alone all the same', async () => {
  const store = sharedOrOwn({ ...memoryStore(), take: () => Promise.reject(new Error('away')) }, { warn: () => {} });
  assert.deepEqual(await takeAll([store], 'look:all'), [20]);
  await assert.rejects(store.take('budget:', RATE, 1), StoreAwayError);
});

test('a connection that broke is a store that was lost, however soon it is there again', async () => {
  /** @type {string[]} */
  const lines = [];
  let lose = () => {};
  let time = 1_000_000;
  let asked = 0;
  const shared = {
    ...memoryStore(),
    get: async () => (asked++, null),
    onLost: (/** @type {() => void} */ listener) => void (lose = listener),
  };
  const store = sharedOrOwn(shared, { now: () => time, warn: (line) => void lines.push(line) });
  assert.equal(await store.take('create:all', RATE, 1), 0);
  lose();
  assert.equal(lines.length, 1);
  assert.ok((await store.take('create:all', RATE, 1)) > 0);
  time += 999;
  await store.get('state:a');
  assert.equal(asked, 0, 'it is left alone for a second');
  time += 1;
  await store.get('state:a');
  assert.equal(asked, 1);
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

test('what a process knows by itself is over by the same clock', async () => {
  const { processes, pass, become } = make();
  const [process] = processes;
  await process.put('state:a', 'seen', 100);
  become('away');
  pass(99);
  assert.equal(await process.get('state:a'), 'seen');
  pass(1);
  assert.equal(await process.get('state:a'), null);
});

test('what a process has claimed is free for all once it has released it, and for itself when the store is away', async () => {
  const { processes, become } = make();
  const [one, other] = processes;
  const release = await one.claim('looking:a', 60_000);
  assert.equal(await other.claim('looking:a', 60_000), null);
  await release?.();
  const releaseOther = await other.claim('looking:a', 60_000);
  assert.ok(releaseOther);
  assert.equal(await one.claim('looking:a', 60_000), null);
  become('away');
  await releaseOther();
  assert.ok(await other.claim('looking:a', 60_000));
});

test('what costs money is done by nobody alone, unless its owner says so', async () => {
  const [careful, daring] = [make(), make({ createsAlone: true })];
  for (const { become } of [careful, daring]) become('away');
  const [process] = careful.processes;
  await assert.rejects(process.claim('once:a', 600_000), { name: 'StoreAwayError', message: /^The store is away, / });
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
  assert.deepEqual(heard.splice(0), ['early again']);
  become('away');
  await one.publish('looking:a', 'alone again');
  assert.deepEqual(heard, ['early alone again']);
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

test('what a process has put anew alone takes the place of what the store has', async () => {
  const { processes, pass, become } = make();
  const [one, other] = processes;
  await one.put('state:a', 'waiting', 60_000);
  become('away');
  await one.put('state:a', 'success', 60_000);
  become('here');
  assert.equal(await other.get('state:a'), 'waiting');
  pass(1_000);
  await one.get('state:b');
  await turns();
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

test('while one asks whether the store is back, the others neither wait nor ask', async () => {
  let time = 1_000_000;
  let asked = 0;
  let isAway = true;
  let answer = () => {};
  const store = sharedOrOwn(
    {
      ...memoryStore(),
      get: async () => {
        asked++;
        if (isAway) throw new Error('away');
        return new Promise((resolve) => void (answer = () => resolve('of another')));
      },
    },
    { now: () => time, warn: () => {} },
  );
  const get = () => store.get('state:a');
  assert.deepEqual([await get(), asked], [null, 1]);
  time += 999;
  assert.deepEqual([await get(), asked], [null, 1], 'it is left alone for a second');
  time += 1;
  assert.deepEqual([await get(), asked], [null, 2]);
  time += 999;
  assert.deepEqual([await get(), asked], [null, 2], 'and for one more');
  time += 1;
  isAway = false;
  const first = get();
  time += 1999;
  assert.deepEqual([await get(), asked], [null, 3]);
  answer();
  assert.equal(await first, 'of another');
});

test('without another listener it warns in the console, once each time', async (t) => {
  const warned = t.mock.method(console, 'warn', () => {});
  let time = 1_000_000;
  let isAway = true;
  const memory = memoryStore();
  const shared = {
    ...memory,
    get: async (/** @type {string} */ name) => (isAway ? Promise.reject() : memory.get(name)),
  };
  const [one, other] = [sharedOrOwn(shared, { now: () => time }), sharedOrOwn(shared, { now: () => time, shares: 4 })];
  for (const store of [one, one, other]) await store.get('state:a');
  isAway = false;
  time += 1000;
  for (const store of [one, one]) await store.get('state:a');
  const lost = 'kie-aleph: the store is away; this process goes on with its share of each limit';
  assert.deepEqual(
    warned.mock.calls.map(({ arguments: words }) => words),
    [[`${lost} (1/1).`], [`${lost} (1/4).`], ['kie-aleph: the store is back.']],
  );
});

test('a process that was too busy to hear an answer in time hears it all the same', async (t) => {
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
});

test('an answer that does not come is waited for a second', async (t) => {
  const clock = FakeClock.install(t);
  let isOver = false;
  const never = within(new Promise(() => {}), LONGEST_MS).finally(() => void (isOver = true));
  never.catch(() => {});
  await clock.advance(999);
  assert.equal(isOver, false);
  await clock.advance(1);
  await assert.rejects(never, /did not answer/);
});

test('once a command is answered no time runs on', async (t) => {
  const clock = FakeClock.install(t);
  assert.equal(await within(Promise.resolve('answer'), LONGEST_MS), 'answer');
  await turns();
  assert.equal(clock.pending, 0);
});

test('who begins to listen finds out that the store is away, and may stop before it is back', async () => {
  const { processes, become, lines } = make();
  become('away');
  const stop = await processes[0].subscribe('told:a', () => {});
  assert.equal(lines.length, 1);
  await stop();
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
