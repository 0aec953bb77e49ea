// Nothing is kept of who has left: as names come and go, the memory does not grow.
import { test } from 'node:test';
import { KnownTasks } from '../../../web/proxy/events/known-tasks.js';
import { Streams } from '../../../web/proxy/events/streams.js';
import { memoryStore } from '../../../web/proxy/store/memory-store.js';
import { assertNothingIsKept } from '../../helpers/heap.js';

/** @type {[what: string, comeAndLeave: (name: string) => Promise<unknown>][]} */
const CASES = [
  ['a client whose stream ended', streamOf(new Streams(new KnownTasks(memoryStore())))],
  ['a channel that nobody listens to any more', listenIn(memoryStore())],
  ['a claim that was released', claimIn(memoryStore())],
];

/** @param {Streams} streams */
function streamOf(streams) {
  return (/** @type {string} */ client) => streams.open([], { lastEventId: null, client }).cancel();
}

/** @param {import('../../../web/proxy/store/store.js').Store} store */
function listenIn(store) {
  return async (/** @type {string} */ channel) => (await store.subscribe(channel, () => {}))();
}

/** @param {import('../../../web/proxy/store/store.js').Store} store */
function claimIn(store) {
  return async (/** @type {string} */ name) => (await store.claim(`once:${name}`, 600_000))?.();
}

for (const [what, comeAndLeave] of CASES) test(`nothing is kept of ${what}`, () => assertNothingIsKept(comeAndLeave));
