// People say what happens in the sandbox: their own tasks, how long a lookup takes, what time it is. A slip is said at once.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { createProxy } from '../../web/proxy/proxy.js';
import { createSandbox, SANDBOX_KEY } from '../../web/local/sandbox.js';
import { FakeClock } from '../helpers/fake-clock.js';

const URL_OF_SANDBOX = 'http://127.0.0.1:1/sandbox';

/** @param {import('../../web/local/sandbox.js').SandboxOptions} options */
function clientOf(options) {
  const sandbox = createSandbox(options);
  return new AlephClient({
    apiKey: SANDBOX_KEY,
    baseUrl: URL_OF_SANDBOX,
    maxRetries: 0,
    fetch: (input, init) => sandbox(new Request(input, init)),
  });
}

/** @param {import('../../web/local/sandbox.js').SandboxTask} task */
const lookAt = (task) => clientOf({ tasks: { mine: task } }).getTask('mine');

suite("a task of one's own", () => {
  test('is pending unless it says otherwise', async () => {
    assert.equal((await lookAt({})).status, 'processing');
  });

  test('succeeds with its own parameters and files, here and elsewhere', async () => {
    const task = await lookAt({
      state: 'succeeded',
      took: 61,
      parameters: { prompt: 'Dusk', videoUrl: '{media}/source.mp4' },
      result: { video: 'https://cdn.example/a.mp4', image: 'aleph.jpg' },
    });
    assert.equal(task.status, 'succeeded');
    assert.deepEqual(task.parameters, { prompt: 'Dusk', videoUrl: `${URL_OF_SANDBOX}/media/source.mp4` });
    assert.equal(task.response?.resultVideoUrl, 'https://cdn.example/a.mp4');
    assert.equal(task.response?.resultImageUrl, `${URL_OF_SANDBOX}/media/aleph.jpg`);
    assert.equal(Date.parse(String(task.completeTime)) - Date.parse(String(task.createTime)), 61_000);
  });

  test('fails for its own reason', async () => {
    const { status, errorCode, errorMessage } = await lookAt({
      state: 'failed',
      errorCode: 400,
      errorMessage: 'No cats.',
    });
    assert.deepEqual(
      { status, errorCode, errorMessage },
      { status: 'failed', errorCode: 400, errorMessage: 'No cats.' },
    );
  });

  test('answers an envelope or a page instead', async () => {
    const http = { status: 503, type: 'text/html', body: '<html>', headers: { 'Retry-After': '7' } };
    await assert.rejects(lookAt({ envelope: { code: 402, msg: 'No credits' } }), { kind: 'insufficient-credits' });
    await assert.rejects(lookAt({ http }), { kind: 'server', status: 503, retryAfter: 7 });
  });

  test('takes its time from the first look on, then ends as told, by the clock that is given', async () => {
    let now = Date.UTC(2026, 7, 1);
    const client = clientOf({
      now: () => now,
      tasks: { good: { state: 'slow', took: 3 }, bad: { state: 'slow', took: 3, end: 'failed', errorMessage: 'No.' } },
    });
    for (const id of ['good', 'bad']) assert.equal((await client.getTask(id)).status, 'processing');
    now += 2999;
    assert.equal((await client.getTask('good')).status, 'processing');
    now += 1;
    assert.equal((await client.getTask('good')).status, 'succeeded');
    const { status, errorMessage } = await client.getTask('bad');
    assert.deepEqual({ status, errorMessage }, { status: 'failed', errorMessage: 'No.' });
  });

  test('that is a function is told the number of the look, and fails as a network does when it throws', async () => {
    const client = clientOf({
      tasks: {
        mine: async (look) => {
          if (look === 1) return { envelope: { code: 429, msg: 'Too many' } };
          if (look === 2) throw new TypeError('fetch failed');
          return { state: 'succeeded' };
        },
        other: (look) => ({ state: look === 1 ? 'pending' : 'failed' }),
      },
    });
    await assert.rejects(client.getTask('mine'), { kind: 'rate-limit' });
    assert.equal((await client.getTask('other')).status, 'processing');
    await assert.rejects(client.getTask('mine'), { kind: 'connection' });
    assert.equal((await client.getTask('mine')).status, 'succeeded');
    assert.equal((await client.getTask('other')).status, 'failed');
  });

  test("comes before the sandbox's, which stay", async () => {
    const client = clientOf({
      tasks: { 'sandbox-failed': { state: 'succeeded' }, 'sandbox-slow-1': { state: 'failed' } },
    });
    assert.equal((await client.getTask('sandbox-failed')).status, 'succeeded');
    assert.equal((await client.getTask('sandbox-slow-1')).status, 'failed');
    assert.equal((await client.getTask('sandbox-pending')).status, 'processing');
    await assert.rejects(client.getTask('constructor'), { kind: 'task-not-found' });
  });
});

suite('a slip is said at once', () => {
  /** @type {{ what: string, options: any, says: RegExp }[]} */
  const slips = [
    { what: 'a state', options: { tasks: { a: { state: 'done' } } }, says: /task "a" has no state done: .*succeeded/ },
    { what: 'a member', options: { tasks: { a: { status: 'failed' } } }, says: /task "a" has no status: .*state/ },
    { what: 'an end', options: { tasks: { a: { state: 'slow', end: 'slow' } } }, says: /cannot end as slow/ },
    { what: 'no task', options: { tasks: { a: 'succeeded' } }, says: /task "a" must be an object/ },
    { what: 'a route', options: { tasks: { a: { route: 'job' } } }, says: /task "a" has no route job: aleph, jobs/ },
    {
      what: 'a stage',
      options: { tasks: { a: { route: 'jobs', stage: 'done' } } },
      says: /has no stage done: waiting/,
    },
    {
      what: 'a stage of what is not pending',
      options: { tasks: { a: { route: 'jobs', state: 'slow', stage: 'waiting' } } },
      says: /has a stage but is not pending/,
    },
    {
      what: 'an old failure of the jobs route',
      options: { tasks: { a: { route: 'jobs', state: 'failed-old' } } },
      says: /has no state failed-old: pending, succeeded, failed, slow/,
    },
    ...['stage', 'model', 'credits', 'costTime'].map((member) => ({
      what: `${member} of the aleph route`,
      options: { tasks: { a: { [member]: undefined } } },
      says: new RegExp(`cannot have ${member}: only those of the route jobs do`),
    })),
    { what: 'a latency', options: { latency: -1 }, says: /latency must be a number of milliseconds/ },
    { what: 'a latency in words', options: { latency: '1s' }, says: /latency must be/ },
  ];
  for (const { what, options, says } of slips) {
    test(what, () => assert.throws(() => createSandbox(options), { name: 'TypeError', message: says }));
  }

  test('also of what a function gives, when it does', async () => {
    const sandbox = createSandbox({ tasks: { a: () => /** @type {any} */ ({ status: 'failed' }) } });
    const headers = { Authorization: `Bearer ${SANDBOX_KEY}` };
    const request = new Request(`${URL_OF_SANDBOX}/api/v1/aleph/record-info?taskId=a`, { headers });
    await assert.rejects(sandbox(request), /has no status/);
  });
});

suite('latency', () => {
  for (const latency of [1500, (/** @type {string} */ id) => (id === 'sandbox-pending' ? 1500 : 0)]) {
    test(`${typeof latency}: a lookup takes so long`, async (t) => {
      const clock = FakeClock.install(t);
      let answered = false;
      const looked = clientOf({ latency })
        .getTask('sandbox-pending')
        .finally(() => (answered = true));
      await clock.advance(1499);
      assert.equal(answered, false);
      await clock.advance(1);
      assert.equal((await looked).status, 'processing');
    });
  }

  test('who leaves waits no longer, and no timer is left', async (t) => {
    const clock = FakeClock.install(t);
    const page = new AbortController();
    const request = new Request(`${URL_OF_SANDBOX}/api/v1/aleph/record-info?taskId=a`, { signal: page.signal });
    const answer = createSandbox({ latency: 1000 })(request);
    const gone = assert.rejects(answer, { name: 'AbortError' });
    page.abort();
    await gone;
    assert.equal(clock.pending, 0);
  });
});

suite('media', () => {
  test("are the package's own, with ranges, for everyone", async () => {
    const sandbox = createSandbox();
    const whole = await sandbox(new Request(`${URL_OF_SANDBOX}/media/aleph.mp4`));
    assert.deepEqual([whole.status, whole.headers.get('content-type')], [200, 'video/mp4']);
    assert.match(new TextDecoder('latin1').decode((await whole.arrayBuffer()).slice(0, 12)), /ftyp/);
    const part = await sandbox(new Request(`${URL_OF_SANDBOX}/media/source.mp4`, { headers: { Range: 'bytes=0-3' } }));
    assert.equal(part.status, 206);
    for (const file of ['cut.mp4', 'aleph.jpg'])
      assert.equal((await sandbox(new Request(`${URL_OF_SANDBOX}/media/${file}`))).status, 200);
    assert.equal((await sandbox(new Request(`${URL_OF_SANDBOX}/media/gone.mp4`))).status, 404);
  });

  test('may be others', async () => {
    const sandbox = createSandbox({ media: { 'a.txt': { type: 'text/plain', bytes: new TextEncoder().encode('a') } } });
    assert.equal(await (await sandbox(new Request(`${URL_OF_SANDBOX}/media/a.txt`))).text(), 'a');
    assert.equal((await sandbox(new Request(`${URL_OF_SANDBOX}/media/aleph.mp4`))).status, 404);
  });
});

test('a proxy in front of it needs no network', async () => {
  const sandbox = createSandbox({ tasks: { mine: { state: 'succeeded' } } });
  const proxy = createProxy({ apiKey: SANDBOX_KEY, fetch: (input, init) => sandbox(new Request(input, init)) });
  const answer = await proxy(new Request('http://localhost/kie/api/v1/aleph/record-info?taskId=mine'));
  assert.equal((await answer.json()).data.successFlag, 1);
});
