// Of the streams of events one client holds a part, whatever it does: others find a place, and a stream that ends gives its own back.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createProxy } from '../../web/proxy/proxy.js';
import { turns } from '../helpers/turns.js';

/**
 * @param {Pick<import('node:test').TestContext, 'after'>} t
 * @param {Partial<import('../../web/proxy/proxy.js').ProxyOptions>} [options]
 */
function setUp(t, options = {}) {
  /** @type {import('../../web/proxy/observing/events.js').ProxyEvent[]} */
  const events = [];
  const proxy = createProxy({
    apiKey: 'key-for-tests',
    clientLimit: false,
    callbacks: { read: async () => assert.fail(), secret: null },
    onEvent: (event) => void events.push(event),
    ...options,
  });
  // Streams that are left open would keep a test that has failed from ending.
  t.after(() => proxy.close());
  /** @param {string | undefined} remoteAddress */
  const open = (remoteAddress) => proxy(new Request('http://localhost/kie/events?taskId=task-1'), { remoteAddress });
  /** @param {number} count @param {string | undefined} remoteAddress */
  const openMany = async (count, remoteAddress) => {
    const answers = [];
    for (let i = 0; i < count; i++) answers.push(await open(remoteAddress));
    assert.ok(answers.every(({ status }) => status === 200));
    return answers;
  };
  const isClosed = () => events.filter((event) => event.type === 'stream' && event.change === 'closed').length;
  return { proxy, open, openMany, events, isClosed };
}

test('100 may be one client’s, the next one is refused, and other clients are not', async (t) => {
  const { open, openMany, events } = setUp(t);
  await openMany(100, '192.0.2.1');
  const refused = await open('192.0.2.1');
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '60']);
  assert.deepEqual(await refused.json(), {
    code: 429,
    msg: 'As many streams of this client are open as it may have.',
  });
  assert.deepEqual(
    events.filter(({ type }) => type === 'refused'),
    [{ type: 'refused', why: 'client-streams', operation: 'events' }],
  );
  await openMany(1, '192.0.2.2');
});

test('one client of an IPv6 network holds no more by its other addresses', async (t) => {
  const { open, openMany } = setUp(t, { clientStreams: 2 });
  await openMany(1, '2001:db8::1');
  await openMany(1, '2001:db8::2');
  assert.equal((await open('2001:db8::3')).status, 429);
});

suite('a place is given back, once,', () => {
  test('when the client leaves', async (t) => {
    const { open, openMany, isClosed } = setUp(t, { clientStreams: 1 });
    for (let i = 0; i < 3; i++) {
      const [{ body } = assert.fail()] = await openMany(1, '192.0.2.1');
      assert.equal((await open('192.0.2.1')).status, 429);
      await body?.cancel();
      assert.equal(isClosed(), i + 1);
    }
  });

  test('when the proxy ends it, though the client leaves after that', async (t) => {
    const { proxy, open, openMany, isClosed } = setUp(t, { clientStreams: 1 });
    const [{ body } = assert.fail()] = await openMany(1, '192.0.2.1');
    // What it says first waits to be taken.
    await turns();
    proxy.close();
    await openMany(1, '192.0.2.1');
    await body?.cancel();
    assert.equal(isClosed(), 1);
    assert.equal((await open('192.0.2.1')).status, 429);
  });
});

/** @type {[what: string, clientStreams: false | number, address: string | undefined][]} */
const UNBOUNDED = [
  ['with false', false, '192.0.2.1'],
  ['where clients are not told apart', 1, undefined],
];
for (const [what, clientStreams, address] of UNBOUNDED)
  test(`${what} there is no such bound`, async (t) => {
    const { openMany } = setUp(t, { clientStreams });
    await openMany(101, address);
  });

for (const clientStreams of [0, -1, 1.5, NaN, /** @type {any} */ ('9'), /** @type {any} */ (null)])
  test(`clientStreams may not be ${JSON.stringify(clientStreams)}`, (t) =>
    assert.throws(() => setUp(t, { clientStreams }), {
      name: 'TypeError',
      message: 'clientStreams must be a whole number of streams; or false.',
    }));
