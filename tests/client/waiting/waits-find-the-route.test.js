// A wait finds the route of its task once, remembers it in its snapshot, and counts two requests as two.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { AlephClient } from '../../../web/client/index.js';
import { FakeClock } from '../../helpers/fake-clock.js';
import { twoRoutes } from '../routes.js';
import { watched } from './service.js';

const MINUTE = 60_000;
before(() => new AlephClient().ready());

test('a wait on a jobs task in auto costs one request more than in jobs, in all', async (t) => {
  const clock = FakeClock.install(t);
  t.mock.method(Math, 'random', () => 0.5);
  const end = Date.now() + 5 * MINUTE;
  const counts = ['auto', 'jobs'].map((route) => {
    const { client, asked } = twoRoutes(
      { j: 'jobs' },
      { done: () => Date.now() >= end, client: { route: /** @type {'auto'} */ (route) } },
    );
    return { asked, wait: watched(client.waitForTask('j')) };
  });
  await clock.advance(6 * MINUTE);
  for (const { wait } of counts) assert.equal(wait.value?.route, 'jobs');
  const [auto = [], jobs = []] = counts.map(({ asked }) => asked);
  assert.ok(jobs.length > 10);
  assert.deepEqual(auto, ['aleph', ...jobs]);
});

test('an unknown id costs two a look, and is given up as before', async (t) => {
  const clock = FakeClock.install(t);
  t.mock.method(Math, 'random', () => 0.5);
  const { client, asked, newClient } = twoRoutes({});
  let updates = 0;
  const wait = watched(client.waitForTask('x', { onUpdate: () => updates++ }));
  let updatesOfOne = 0;
  const one = watched(newClient().waitForTask('x', { route: 'aleph', onUpdate: () => updatesOfOne++ }));
  await clock.advance(3 * MINUTE);
  assert.equal(wait.error?.kind, 'task-not-found');
  assert.equal(one.error?.kind, 'task-not-found');
  assert.equal(updates, updatesOfOne);
  assert.equal(asked.length, 2 * updates + updatesOfOne);
});

test('the limit counts both requests of a look', async (t) => {
  const clock = FakeClock.install(t);
  const { client, asked } = twoRoutes({}, { client: { pollLimit: { limit: 4, interval: 10_000 } } });
  for (const taskId of ['x', 'y', 'z']) watched(client.waitForTask(taskId));
  await clock.advance(9_999);
  assert.ok(asked.length <= 4, String(asked.length));
});

test('the second request of a look comes before the looks that have not begun', async (t) => {
  const clock = FakeClock.install(t);
  const { client, asked } = twoRoutes({}, { client: { pollLimit: { limit: 1, interval: 1_000 } } });
  for (const taskId of ['x', 'y', 'z']) watched(client.waitForTask(taskId));
  await clock.advance(5_000);
  assert.deepEqual(asked, ['aleph', 'jobs', 'aleph', 'jobs', 'aleph', 'jobs']);
});

test('a second request that nobody waits for any more takes no turn', async (t) => {
  const clock = FakeClock.install(t);
  const { client, asked } = twoRoutes({}, { client: { pollLimit: { limit: 1, interval: 10_000 } } });
  const controller = new AbortController();
  watched(client.waitForTask('x', { signal: controller.signal }));
  watched(client.waitForTask('y'));
  await clock.advance(5_000);
  controller.abort();
  await clock.advance(5_000);
  assert.deepEqual(asked, ['aleph', 'aleph']);
});

test('a snapshot holds the route, and a wait that goes on asks it first', async (t) => {
  const clock = FakeClock.install(t);
  const { client, newClient, asked } = twoRoutes({ j: 'jobs' }, { done: () => false });
  watched(client.waitForTask('j'));
  assert.equal(client.snapshot('j').route, null);
  await clock.advance(0);
  const snapshot = JSON.parse(JSON.stringify(client.snapshot('j')));
  assert.equal(snapshot.route, 'jobs');
  asked.length = 0;
  watched(newClient().waitForTask('j', { resumeFrom: snapshot }));
  await clock.advance(0);
  assert.deepEqual(asked, ['jobs']);
  asked.length = 0;
  const { snapshot: next } = await newClient().pollOnce(snapshot);
  assert.equal(next.route, 'jobs');
  assert.deepEqual(asked, ['jobs']);
});

test('pollOnce finds the route, and its snapshot holds it', async () => {
  const { client, newClient, asked } = twoRoutes({ j: 'jobs' }, { done: () => false });
  const { snapshot } = await client.pollOnce(client.snapshot('j'));
  await newClient().pollOnce(JSON.parse(JSON.stringify(snapshot)));
  assert.deepEqual(asked, ['aleph', 'jobs', 'jobs']);
});

for (const [what, route] of /** @type {const} */ ([
  ['without a route, as of an earlier version,', undefined],
  ['of an unknown route', 'market'],
])) {
  test(`a snapshot ${what} goes on`, async () => {
    const { client, asked } = twoRoutes({ j: 'jobs' });
    const { route: _, ...old } = client.snapshot('j');
    const { task } = await client.pollOnce(/** @type {any} */ ({ ...old, ...(route && { route }) }));
    assert.equal(task?.status, 'succeeded');
    assert.deepEqual(asked, ['aleph', 'jobs']);
  });
}

test("waits that name the client's route and waits that name none share their looks", async (t) => {
  const clock = FakeClock.install(t);
  for (const route of /** @type {const} */ (['auto', 'jobs'])) {
    const { client, asked } = twoRoutes({ j: 'jobs' }, { done: () => false, client: { route } });
    watched(client.waitForTask('j'));
    watched(client.waitForTask('j', { route }));
    await clock.advance(0);
    assert.deepEqual(asked, route === 'auto' ? ['aleph', 'jobs'] : ['jobs']);
  }
});

test('waits on one id that name different routes each ask their own', async (t) => {
  const clock = FakeClock.install(t);
  const { client, asked } = twoRoutes({ j: 'jobs' }, { done: () => false });
  for (const route of /** @type {const} */ (['jobs', 'aleph'])) watched(client.waitForTask('j', { route }));
  await clock.advance(0);
  assert.deepEqual(asked, ['jobs', 'aleph']);
});

test('a wait of one route asks that alone, also after it went on elsewhere', async (t) => {
  const clock = FakeClock.install(t);
  const { client, asked } = twoRoutes({ j: 'jobs' }, { done: () => false });
  watched(client.waitForTask('j', { route: 'jobs' }));
  assert.equal(client.snapshot('j').route, 'jobs');
  await clock.advance(MINUTE);
  assert.ok(asked.length > 1 && asked.every((route) => route === 'jobs'));
});
