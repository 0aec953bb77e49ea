// The jobs route of the sandbox sends what recordings and pages of GET /api/v1/jobs/recordInfo hold, for its own tasks only.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createSandbox, SANDBOX_KEY } from '../../web/local/sandbox.js';

const SANDBOX = 'http://127.0.0.1:1/sandbox';
const NOW = Date.UTC(2026, 9, 5, 8);
const NOT_FOUND = {
  aleph: { code: 200, msg: 'success', data: null },
  jobs: { code: 422, msg: 'recordInfo is null', data: null },
};
const PATHS = { aleph: '/api/v1/aleph/record-info', jobs: '/api/v1/jobs/recordInfo' };

/** @param {import('../../web/local/sandbox.js').SandboxOptions} [options] */
function sandboxWith(options) {
  const sandbox = createSandbox({ now: () => NOW, ...options });
  /** @param {string} taskId @param {keyof PATHS} [route] @param {string} [key] */
  return async (taskId, route = 'jobs', key = SANDBOX_KEY) => {
    const headers = { Authorization: `Bearer ${key}` };
    const response = await sandbox(new Request(`${SANDBOX}${PATHS[route]}?taskId=${taskId}`, { headers }));
    assert.equal(response.status, 200);
    return response.json();
  };
}

const PARAMETERS = {
  prompt: 'Dusk',
  videoUrl: '{media}/source.mp4',
  aspectRatio: '16:9',
  referenceImage: 'https://example.com/a.png',
  waterMark: 'w',
  uploadCn: false,
  seed: 7,
  callBackUrl: 'https://example.com/cb',
  other: 1,
};
const INPUT = {
  prompt: 'Dusk',
  video_url: `${SANDBOX}/media/source.mp4`,
  aspect_ratio: '16:9',
  reference_image: 'https://example.com/a.png',
  watermark: 'w',
  upload_cn: false,
  seed: 7,
  other: 1,
};
const OUTPUT = `${SANDBOX}/media/aleph.mp4`;
const MODEL = 'runway/gen4-aleph';
const JOBS = /** @type {const} */ ('jobs');
const STAGES = /** @type {const} */ (['waiting', 'queuing', 'generating']);

/** @type {{ what: string, task: import('../../web/local/sandbox.js').SandboxTask, wire: object, docs: object }[]} */
const TASKS = [
  ...STAGES.map((stage) => ({
    what: stage,
    task: { route: JOBS, stage, age: 3 },
    wire: {
      model: MODEL,
      operationType: MODEL,
      state: stage,
      resultJson: '',
      failCode: null,
      failMsg: null,
      costTime: null,
      completeTime: null,
      createTime: NOW - 3000,
      creditsConsumed: 110,
      successFlag: 0,
    },
    docs: {
      model: MODEL,
      state: stage,
      resultJson: '',
      failCode: '',
      failMsg: '',
      createTime: NOW - 3000,
      updateTime: NOW - 3000,
      creditsConsumed: 110,
    },
  })) /** @type {any[]} */,
  {
    what: 'success',
    task: { route: JOBS, state: 'succeeded', age: 500, took: 188, model: 'runway/next', credits: 99.5 },
    wire: {
      model: 'runway/next',
      operationType: 'runway/next',
      state: 'success',
      resultJson: JSON.stringify({ resultUrls: [OUTPUT] }),
      response: { resultUrls: [OUTPUT] },
      failCode: null,
      failMsg: null,
      costTime: 188,
      createTime: NOW - 500_000,
      completeTime: NOW - 312_000,
      creditsConsumed: 99.5,
      successFlag: 1,
    },
    docs: {
      model: 'runway/next',
      state: 'success',
      resultJson: JSON.stringify({ resultUrls: [OUTPUT] }),
      failCode: '',
      failMsg: '',
      costTime: 188_000,
      createTime: NOW - 500_000,
      completeTime: NOW - 312_000,
      updateTime: NOW - 312_000,
      creditsConsumed: 99.5,
    },
  },
  {
    what: 'success without a video, in a time of its own',
    task: { route: JOBS, state: 'succeeded', result: {}, costTime: 12.5 },
    wire: {
      model: MODEL,
      operationType: MODEL,
      state: 'success',
      resultJson: '{"resultUrls":[]}',
      response: { resultUrls: [] },
      failCode: null,
      failMsg: null,
      costTime: 12.5,
      createTime: NOW,
      completeTime: NOW,
      creditsConsumed: 110,
      successFlag: 1,
    },
    docs: {
      model: MODEL,
      state: 'success',
      resultJson: '{"resultUrls":[]}',
      failCode: '',
      failMsg: '',
      costTime: 12_500,
      createTime: NOW,
      completeTime: NOW,
      updateTime: NOW,
      creditsConsumed: 110,
    },
  },
  {
    what: 'fail',
    task: { route: JOBS, state: 'failed', age: 60, took: 16, errorCode: 422, errorMessage: 'No cats.' },
    wire: {
      model: MODEL,
      operationType: MODEL,
      state: 'fail',
      resultJson: '',
      failCode: '422',
      failMsg: 'No cats.',
      costTime: 16,
      createTime: NOW - 60_000,
      completeTime: NOW - 44_000,
      creditsConsumed: 0,
      successFlag: 3,
    },
    docs: {
      model: MODEL,
      state: 'fail',
      resultJson: '',
      failCode: '422',
      failMsg: 'No cats.',
      costTime: 16_000,
      createTime: NOW - 60_000,
      completeTime: NOW - 44_000,
      updateTime: NOW - 44_000,
      creditsConsumed: 0,
    },
  },
];

for (const { what, task, wire, docs } of TASKS) {
  const tasks = { mine: { ...task, parameters: PARAMETERS } };

  test(`${what} in the form of the recordings`, async () => {
    const { code, msg, data } = await sandboxWith({ tasks })('mine');
    assert.deepEqual([code, msg], [200, 'success']);
    const { param, paramJson, taskId, ...more } = data;
    assert.deepEqual(more, wire);
    assert.equal(taskId, 'mine');
    assert.equal(paramJson, param);
    const { input, ...outer } = JSON.parse(param);
    assert.deepEqual(outer, { callBackUrl: 'https://example.com/cb', model: data.model });
    assert.deepEqual(JSON.parse(input), INPUT);
  });

  test(`${what} in the form of the vendor's pages`, async () => {
    const { data } = await sandboxWith({ tasks, form: 'docs' })('mine');
    const { param, taskId, ...more } = data;
    assert.deepEqual(more, docs);
    assert.equal(taskId, 'mine');
    assert.deepEqual(JSON.parse(param), { callBackUrl: 'https://example.com/cb', input: INPUT });
  });
}

for (const [taskId, state] of Object.entries({
  'sandbox-jobs-waiting': 'waiting',
  'sandbox-jobs-queuing': 'queuing',
  'sandbox-jobs-generating': 'generating',
  'sandbox-jobs-succeeded': 'success',
  'sandbox-jobs-without-url': 'success',
  'sandbox-jobs-failed': 'fail',
  'sandbox-jobs-slow': 'waiting',
  'sandbox-jobs-slow-7': 'waiting',
  'sandbox-jobs-slow-7-b': 'waiting',
})) {
  test(`${taskId} is ${state}, and unknown to the other route`, async () => {
    const ask = sandboxWith();
    assert.deepEqual(await ask(taskId, 'aleph'), NOT_FOUND.aleph);
    assert.equal((await ask(taskId)).data.state, state);
  });
}

test('the cap of a key has a code of this route', async () => {
  const ask = sandboxWith();
  assert.equal((await ask('sandbox-jobs-key-cap')).code, 433);
  assert.deepEqual(await ask('sandbox-jobs-key-cap', 'aleph'), NOT_FOUND.aleph);
});

for (const taskId of ['sandbox-succeeded', 'sandbox-slow', 'sandbox-slow-7', 'never-made', 'constructor']) {
  test(`${taskId} is none of this route`, async () => assert.deepEqual(await sandboxWith()(taskId), NOT_FOUND.jobs));
}

test('another key gets the 401, and no id the 422', async () => {
  const ask = sandboxWith();
  assert.equal((await ask('sandbox-jobs-succeeded', 'jobs', 'another-key')).code, 401);
  assert.equal((await ask('')).code, 422);
});

suite('a task that takes its time', () => {
  for (const taskId of ['sandbox-jobs-slow', 'sandbox-jobs-slow-20', 'mine']) {
    test(`${taskId} goes from stage to stage by the clock, from its first lookup on this route`, async () => {
      let now = NOW;
      const ask = sandboxWith({ now: () => now, tasks: { mine: { route: 'jobs', state: 'slow', took: 20 } } });
      const seen = [];
      await ask(taskId, 'aleph');
      now += 60_000;
      for (let second = 0; second <= 20; second++) {
        const { data } = await ask(taskId);
        seen.push(data.state);
        assert.equal(data.createTime, NOW + 60_000);
        now += 1000;
      }
      assert.deepEqual(seen, [
        ...Array(5).fill('waiting'),
        ...Array(5).fill('queuing'),
        ...Array(10).fill('generating'),
        'success',
      ]);
    });
  }

  test('may end in failure', async () => {
    const ask = sandboxWith({ tasks: { mine: { route: 'jobs', state: 'slow', took: 0, end: 'failed' } } });
    const { state, failCode } = (await ask('mine')).data;
    assert.deepEqual([state, failCode], ['fail', '500']);
  });
});

suite('a task that is a function', () => {
  test('is told the number of the lookup, of those on its route', async () => {
    /** @type {number[]} */
    const told = [];
    const ask = sandboxWith({
      tasks: { mine: (look) => (told.push(look), { route: 'jobs', stage: look === 1 ? 'waiting' : 'queuing' }) },
    });
    const states = [];
    for (const route of /** @type {const} */ (['aleph', 'jobs', 'aleph', 'jobs']))
      states.push((await ask('mine', route)).data?.state);
    assert.deepEqual(states, [undefined, 'waiting', undefined, 'queuing']);
    assert.deepEqual(told, [1, 1, 2, 2]);
  });

  test('what it gives instead of a task is of both routes, or of the one it names', async () => {
    const envelope = { code: 429, msg: 'Too many' };
    const ask = sandboxWith({ tasks: { both: () => ({ envelope }), one: () => ({ envelope, route: 'jobs' }) } });
    for (const [taskId, route, answer] of /** @type {const} */ ([
      ['both', 'aleph', envelope],
      ['both', 'jobs', envelope],
      ['one', 'aleph', NOT_FOUND.aleph],
      ['one', 'jobs', envelope],
    ]))
      assert.deepEqual(await ask(taskId, route), answer, `${taskId} ${route}`);
  });
});
