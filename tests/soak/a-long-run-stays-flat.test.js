// What `npm run soak` measures of calls, in short: after many of them nothing has grown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { soakCalls } from './calls.js';
import { faultsOfCalls } from './flat.js';

/** Fewer under sanitizers, which are slow; see tools/test.js. */
const CALLS = Math.min(Number(process.env.KIE_ALEPH_CALLS ?? 4_000), 4_000);

test(`${CALLS} calls, one in ten of them with a fault, leave nothing behind`, { timeout: 600_000 }, async () => {
  const run = await soakCalls({ calls: CALLS, samples: 2 });
  assert.equal(run.samples.at(-1)?.faults, (run.samples.at(-1)?.calls ?? 0) / 10);
  assert.deepEqual(faultsOfCalls(run), []);
});

const HELD = { wasm: 1_048_576, heap: 4_000_000, timers: 1, sockets: 1 };
const CALLED = { ...HELD, calls: 1, faults: 0, listeners: 0 };

/** @type {{ what: string, last: Partial<typeof CALLED>, wrong?: string[] }[]} */
const GROWN = [
  { what: 'WebAssembly’s memory', last: { wasm: 2_097_152 } },
  { what: 'the heap', last: { heap: 30_000_000 } },
  { what: 'sockets', last: { sockets: 20 } },
  { what: 'timers', last: { timers: 20 } },
  { what: 'listeners', last: { listeners: 1 } },
  { what: 'calls that end otherwise', last: {}, wrong: ['good-1: server'] },
];
for (const { what, last, wrong = [] } of GROWN) {
  test(`it is noticed of ${what}`, () =>
    assert.equal(faultsOfCalls({ samples: [CALLED, { ...CALLED, ...last }], wrong }).length, 1));
}
