// As many streams of events may be open as a process can hold; who comes then is told when to come again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProxy } from '../../web/proxy/proxy.js';

test('10,000 streams may be open, and no more', async () => {
  const callbacks = { read: async () => assert.fail(), secret: null };
  /** @type {unknown[]} */
  const refused = [];
  const onEvent = (/** @type {{ type: string }} */ event) => void (event.type === 'refused' && refused.push(event));
  const proxy = createProxy({ apiKey: 'key-for-tests', clientLimit: false, callbacks, onEvent });
  const open = () => proxy(new Request('http://localhost/kie/events?taskId=task-1'));
  const streams = [];
  for (let i = 0; i < 10_000; i++) streams.push(await open());
  assert.ok(streams.every(({ status }) => status === 200));
  const full = await open();
  assert.deepEqual([full.status, full.headers.get('retry-after')], [503, '60']);
  assert.deepEqual(await full.json(), { code: 422, msg: 'As many streams are open as there may be.' });
  assert.deepEqual(refused, [{ type: 'refused', why: 'streams', operation: 'events' }]);
  await streams[0]?.body?.cancel();
  const next = await open();
  assert.deepEqual([next.status, next.headers.get('x-accel-buffering')], [200, 'no']);
  proxy.close();
});
