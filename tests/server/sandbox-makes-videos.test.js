// The sandbox makes tasks as the service does, on both routes; what they cost is gone; and a prompt says whatever else happens.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { PROMPTS, toldBy } from '../../web/local/making/prompts.js';
import { createSandbox, SANDBOX_KEY } from '../../web/local/sandbox.js';
import { serve } from '../../web/local/start.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { alephError, rejection } from '../helpers/rejection.js';
import { ROUTES } from './routes.js';
import { post, SANDBOX, sandboxWith } from './sandbox-client.js';

const CREATE = { jobs: '/api/v1/jobs/createTask', aleph: '/api/v1/aleph/generate' };
const LEAST = { prompt: 'Make it snow', videoUrl: `${SANDBOX}/media/source.mp4` };
const EVERYTHING = {
  ...LEAST,
  aspectRatio: /** @type {const} */ ('9:16'),
  referenceImage: 'https://example.com/style.png',
  seed: 42,
  waterMark: 'mine',
  uploadCn: false,
  callBackUrl: 'https://example.com/done',
};

for (const { route } of ROUTES) {
  for (const form of /** @type {const} */ (['wire', 'docs'])) {
    test(`a task is made on the ${route} route, goes on and succeeds, in the ${form} form`, async () => {
      let now = Date.UTC(2026, 10, 1);
      const { client, newClient, made } = sandboxWith({ now: () => now, form, slowSeconds: 8 });
      const { taskId } = await client.createTask({ ...EVERYTHING, route });
      assert.match(taskId, /^[0-9a-f]{32}$/);
      assert.deepEqual(made, [{ taskId, route, parameters: EVERYTHING }]);
      const look = () => newClient({ route }).getTask(taskId);
      for (const stage of ['waiting', 'queuing', 'generating', 'generating']) {
        const task = await look();
        assert.deepEqual([task.status, task.route, { ...task.parameters }], ['processing', route, EVERYTHING]);
        assert.equal(task.stage, route === 'jobs' ? stage : null);
        now += 2000;
      }
      const task = await look();
      assert.equal(task.status, 'succeeded');
      assert.equal(task.response?.resultVideoUrl, `${SANDBOX}/media/aleph.mp4`);
      assert.equal(task.credits, route === 'jobs' ? 110 : null);
      assert.equal(Date.parse(String(task.completeTime)) - Date.parse(String(task.createTime)), 8000);
    });
  }

  test(`a task of the ${route} route is unknown to the other`, async () => {
    const { client, newClient } = sandboxWith();
    const { taskId } = await client.createTask({ ...LEAST, route });
    const other = newClient({ route: route === 'jobs' ? 'aleph' : 'jobs' });
    assert.equal((await alephError(other.getTask(taskId))).kind, 'task-not-found');
    assert.equal((await newClient().getTask(taskId)).route, route);
  });
}

/** What the client makes of each prompt, and how many tasks there are then. @type {Record<string, [outcome: string, made: number]>} */
const OUTCOMES = {
  400: ['invalid-request', 0],
  401: ['authentication', 0],
  402: ['insufficient-credits', 0],
  404: ['task-not-found', 0],
  408: ['task-failed', 0],
  422: ['invalid-request', 0],
  429: ['rate-limit', 0],
  '429 always': ['rate-limit', 0],
  430: ['rate-limit', 0],
  433: ['insufficient-credits', 0],
  451: ['asset-unavailable', 0],
  455: ['maintenance', 0],
  477: ['api', 0],
  500: ['server', 0],
  501: ['task-failed', 0],
  505: ['feature-disabled', 0],
  html: ['unknown-outcome', 0],
  cut: ['unknown-outcome', 1],
  'no id': ['unknown-outcome', 1],
  'lost request': ['unknown-outcome', 0],
  'lost answer': ['unknown-outcome', 1],
  'no answer': ['unknown-outcome', 1],
  slow: ['processing', 1],
  fails: ['processing', 1],
  takes: ['processing', 1],
  // Of which there are none here: tests/server/sandbox-sends-callbacks.test.js.
  'callback a': ['processing', 1],
  'callback b': ['processing', 1],
  'callback c': ['processing', 1],
  'callback twice': ['processing', 1],
  'callback late': ['processing', 1],
  'callback lost': ['processing', 1],
  'callback unsigned': ['processing', 1],
  'callback wrong': ['processing', 1],
  'callback contradicts': ['processing', 1],
};

suite('a prompt', () => {
  test('of each row is tried', () => assert.deepEqual(Object.keys(OUTCOMES), Object.keys(PROMPTS)));

  for (const [name, [outcome, count]] of Object.entries(OUTCOMES)) {
    for (const { route } of ROUTES) {
      test(`with "sandbox: ${name}" gives ${outcome} on the ${route} route`, async (t) => {
        const clock = FakeClock.install(t);
        const { client, made } = sandboxWith();
        const call = client.createTask({ ...LEAST, prompt: `Snow, sandbox: ${name}, at dusk`, route });
        const given = call.then(
          ({ status }) => status,
          ({ kind }) => kind,
        );
        await clock.advance(60_000);
        assert.equal(await given, outcome);
        assert.equal(made.length, count);
      });
    }
  }

  for (const [name, { once }] of Object.entries(PROMPTS)) {
    if (!once) continue;
    test(`with "sandbox: ${name}" is taken the second time, by a client that tries again`, async (t) => {
      const clock = FakeClock.install(t);
      const { newClient, made } = sandboxWith();
      const prompt = `sandbox: ${name}`;
      const call = newClient({ maxRetries: 2 }).createTask({ ...LEAST, prompt });
      await clock.advance(60_000);
      assert.equal((await call).status, 'processing');
      assert.equal(made.length, 1);
      await alephError(newClient().createTask({ ...LEAST, prompt }));
    });
  }

  test('may say several things, and how many seconds', () => {
    assert.deepEqual(toldBy('sandbox: fails, sandbox: takes 7'), { end: 'failed', took: 7 });
    assert.deepEqual(toldBy('sandbox: slow 2'), { answerAfter: 2 });
    assert.deepEqual(toldBy('A sandbox with 402 children; sandbox: 4029; sandbox: slower'), {});
  });

  test('makes the answer slow, not the task', async (t) => {
    const clock = FakeClock.install(t);
    const { client, made } = sandboxWith();
    let isAnswered = false;
    const call = client.createTask({ ...LEAST, prompt: 'sandbox: slow 3' }).finally(() => void (isAnswered = true));
    await clock.advance(2999);
    assert.deepEqual([made.length, isAnswered], [1, false]);
    await clock.advance(1);
    assert.equal((await call).status, 'processing');
  });

  test('makes the task fail in the end, and what it cost comes back', async () => {
    let now = Date.UTC(2026, 10, 1);
    const { client } = sandboxWith({ now: () => now });
    const { taskId } = await client.createTask({ ...LEAST, prompt: 'sandbox: fails sandbox: takes 4' });
    assert.equal(await client.getCredits(), 890.5);
    now += 4000;
    const { status, errorMessage, credits } = await client.getTask(taskId);
    assert.deepEqual([status, errorMessage, credits], ['failed', 'internal error, please try again later.', 0]);
    assert.equal(await client.getCredits(), 1000.5);
  });
});

test('an answer that gets lost ends the connection of a real server, and the task is there', async (t) => {
  /** @type {string[]} */
  const made = [];
  const server = await serve({ onCreated: ({ taskId }) => void made.push(taskId) });
  t.after(() => server.close());
  const client = new AlephClient({ apiKey: SANDBOX_KEY, baseUrl: `${server.url}sandbox` });
  for (const name of ['lost answer', 'cut', 'lost request']) {
    const { kind, cause } = await alephError(client.createTask({ ...LEAST, prompt: `sandbox: ${name}` }));
    assert.equal(kind, 'unknown-outcome');
    assert.ok(cause, name);
  }
  assert.equal(made.length, 2);
  for (const taskId of made) assert.equal((await client.getTask(taskId)).status, 'processing');
});

suite('credits', () => {
  test('go down by what a task costs, until they do not suffice', async () => {
    const { client, made } = sandboxWith({ credits: 250.25 });
    for (const left of [250.25, 140.25, 30.25]) {
      assert.equal(await client.getCredits(), left);
      if (left > 110) await client.createTask(LEAST);
    }
    assert.equal((await alephError(client.createTask(LEAST))).kind, 'insufficient-credits');
    assert.equal(made.length, 2);
    assert.equal(await client.getCredits(), 30.25);
  });

  for (const options of [{ credits: -1 }, { credits: Number.NaN }, { maxUploadBytes: -1 }]) {
    test(`${JSON.stringify(options)} is a slip`, () =>
      assert.throws(() => createSandbox(options), { name: 'TypeError', message: /must be a number/ }));
  }
});

test('a link to download is given for its own files alone', async () => {
  const { client, sandbox } = sandboxWith();
  const link = await client.getDownloadUrl(`${SANDBOX}/media/aleph.mp4`);
  const whole = await sandbox(new Request(`${SANDBOX}/media/aleph.mp4`));
  assert.deepEqual(await (await sandbox(new Request(link))).arrayBuffer(), await whole.arrayBuffer());
  for (const url of ['https://example.com/a.mp4', `${SANDBOX}/other/a.mp4`, `${SANDBOX}.example/media/a.mp4`]) {
    const { kind, code, message } = await alephError(client.getDownloadUrl(url));
    assert.deepEqual([kind, code], ['invalid-request', 422], url);
    assert.match(message, /url is wrong/);
  }
});

/** @type {[path: string, body: string | object, says: string][]} */
const WRONG = [
  [CREATE.jobs, '', 'not an object in JSON'],
  [CREATE.jobs, '{"model":', 'not an object in JSON'],
  [CREATE.jobs, '[]', 'not an object in JSON'],
  [CREATE.jobs, 'null', 'not an object in JSON'],
  [CREATE.jobs, { prompt: 'a'.repeat(1_100_000) }, 'not an object in JSON'],
  [CREATE.jobs, { input: { prompt: 'a', video_url: 'b' } }, 'model name'],
  [CREATE.jobs, { model: 'other', input: { prompt: 'a', video_url: 'b' } }, 'model name'],
  [CREATE.jobs, { model: 'runway/gen4-aleph' }, 'input is required'],
  [CREATE.jobs, { model: 'runway/gen4-aleph', input: { video_url: 'b' } }, 'prompt is required'],
  [CREATE.aleph, { prompt: 'a' }, 'videoUrl is required'],
  [CREATE.aleph, { prompt: 7, videoUrl: 'b' }, 'prompt is required'],
];
for (const [path, body, says] of WRONG) {
  test(`${path} with ${JSON.stringify(body).slice(0, 60)} is refused: ${says}`, async () => {
    const { sandbox, made } = sandboxWith();
    const { code, msg, data } = await (await sandbox(post(path, body))).json();
    assert.deepEqual([code, data], [422, null]);
    assert.ok(msg.includes(says), msg);
    assert.deepEqual(made, []);
  });
}

test('without the right key nothing is made, told or taken', async () => {
  const { newClient, made } = sandboxWith();
  const client = newClient({ apiKey: 'another-key' });
  for (const call of [
    client.createTask(LEAST),
    client.createTask({ ...LEAST, route: 'aleph' }),
    client.getCredits(),
    client.getDownloadUrl(`${SANDBOX}/media/aleph.mp4`),
    client.uploadFile(new Blob(['a'])),
    client.uploadFile('https://example.com/a.mp4'),
  ])
    assert.equal((await alephError(call)).kind, 'authentication');
  assert.deepEqual(made, []);
});

test('an endpoint has its own method', async () => {
  const { sandbox } = sandboxWith();
  for (const path of Object.values(CREATE)) assert.equal((await sandbox(new Request(SANDBOX + path))).status, 404);
  assert.equal((await sandbox(post('/api/v1/chat/credit', {}))).status, 404);
});

test('the oldest tasks are forgotten instead of growing for ever', async () => {
  const { client, newClient, made } = sandboxWith({ credits: Number.POSITIVE_INFINITY });
  for (let i = 0; i <= 1000; i++) await client.createTask(LEAST);
  const stranger = newClient();
  assert.equal((await rejection(stranger.getTask(String(made[0]?.taskId)))).kind, 'task-not-found');
  assert.equal((await stranger.getTask(String(made[1]?.taskId))).status, 'processing');
});
