// A task that is made in the sandbox is told of when it ends, in each of the service's shapes, and as callbacks go wrong.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCallback } from '../../web/proxy/callbacks/read-callback.js';
import { createSandbox, SANDBOX_KEY } from '../../web/local/sandbox.js';

const SECRET = 'secret-for-tests';
const URL_OF_OURS = 'https://app.example/kie/callbacks';

/**
 * Makes a task that takes no time, and collects what is told of it.
 * @param {string} prompt
 * @param {'jobs' | 'aleph'} route
 * @param {(times: number) => Response} [answer]
 */
async function told(prompt, route, answer = () => new Response('{}')) {
  /** @type {Request[]} */
  const requests = [];
  /** @type {(value: void) => void} */
  let heard = () => {};
  const sandbox = createSandbox({
    slowSeconds: 0,
    callbacks: {
      secret: SECRET,
      fetch: async (input, init) => {
        requests.push(new Request(input, init));
        heard();
        return answer(requests.length);
      },
    },
  });
  const input = { prompt, [route === 'jobs' ? 'video_url' : 'videoUrl']: 'https://example.com/in.mp4' };
  const body = { callBackUrl: URL_OF_OURS, ...(route === 'jobs' ? { model: 'runway/gen4-aleph', input } : input) };
  const path = route === 'jobs' ? 'jobs/createTask' : 'aleph/generate';
  const made = await sandbox(
    new Request(`http://localhost/sandbox/api/v1/${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${SANDBOX_KEY}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
  const { data } = await made.json();
  return {
    taskId: data.taskId,
    requests,
    /** @param {number} count */
    async until(count) {
      // The sandbox's own timers keep no process going.
      const keeping = setInterval(() => {}, 1_000);
      while (requests.length < count) await new Promise((resolve) => (heard = resolve));
      clearInterval(keeping);
    },
  };
}

for (const [route, prompt, status, has] of /** @type {const} */ ([
  ['jobs', 'snow', 'succeeded', /"state":"success"/],
  ['jobs', 'snow, sandbox: fails', 'failed', /"code":501.*"state":"fail".*"failCode"/],
  ['aleph', 'snow', 'succeeded', /"result_video_url"/],
  ['aleph', 'snow, sandbox: fails', 'failed', /"code":400.*"data":null/],
  ['jobs', 'sandbox: callback a', 'succeeded', /"taskId".*"result_video_url"/],
  ['aleph', 'sandbox: callback b', 'succeeded', /"task_id".*"video_url"/],
  ['jobs', 'sandbox: callback b, sandbox: fails', 'failed', /"code":500.*"video_url":""/],
  ['aleph', 'sandbox: callback c', 'succeeded', /"state":"success"/],
  ['jobs', 'sandbox: callback contradicts', 'failed', /"state":"fail"/],
]))
  test(`${route}, ${prompt}: ${status}`, async () => {
    const { taskId, requests, until } = await told(prompt, route);
    await until(1);
    const [request] = requests;
    assert.equal(request?.url, URL_OF_OURS);
    assert.match(String(await request?.clone().text()), has);
    const read = await readCallback(/** @type {Request} */ (request), { secret: SECRET });
    if (read.refused) assert.fail(read.refused.why);
    assert.deepEqual([read.taskId, read.status], [taskId, status]);
  });

for (const prompt of ['sandbox: callback unsigned', 'sandbox: callback wrong'])
  test(`${prompt} is refused by whoever has the secret`, async () => {
    const { requests, until } = await told(prompt, 'jobs');
    await until(1);
    const read = await readCallback(/** @type {Request} */ (requests[0]), { secret: SECRET });
    assert.equal(read.refused?.status, 401);
  });

test('sandbox: callback twice', async () => {
  const { requests, until } = await told('sandbox: callback twice', 'jobs');
  await until(2);
  assert.equal(await requests[0]?.text(), await requests[1]?.text());
});

test('one that is not answered with 200 comes again', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { requests } = await told('snow', 'jobs', (times) => new Response('no', { status: times < 3 ? 500 : 200 }));
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  for (const [times, ms] of [0, 1_000, 5_000, 15_000].entries()) {
    t.mock.timers.tick(ms);
    // Signing is done elsewhere, and takes as long as it takes.
    while (requests.length < Math.min(times + 1, 3)) await turn();
    for (let i = 0; i < 20; i++) await turn();
  }
  assert.equal(requests.length, 3);
});

test('sandbox: callback late, and sandbox: callback lost', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const late = await told('sandbox: callback late 7', 'jobs');
  const lost = await told('sandbox: callback lost', 'jobs');
  const turns = async () => {
    for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
  };
  t.mock.timers.tick(6_999);
  await turns();
  assert.equal(late.requests.length, 0);
  t.mock.timers.tick(1);
  while (late.requests.length < 1) await turns();
  t.mock.timers.tick(600_000);
  await turns();
  assert.equal(lost.requests.length, 0);
});

test('without the option nothing is sent', async () => {
  const sandbox = createSandbox({ slowSeconds: 0 });
  const body = JSON.stringify({
    prompt: 'snow',
    videoUrl: 'https://example.com/in.mp4',
    callBackUrl: 'http://127.0.0.1:1/',
  });
  const headers = { Authorization: `Bearer ${SANDBOX_KEY}`, 'Content-Type': 'application/json' };
  const made = await sandbox(new Request('http://localhost/api/v1/aleph/generate', { method: 'POST', headers, body }));
  assert.equal((await made.json()).code, 200);
});
