import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AlephClient } from 'kie-aleph';
import { createSandbox, SANDBOX_KEY } from 'kie-aleph/sandbox';

const sandbox = createSandbox({
  tasks: {
    done: { state: 'succeeded', parameters: { prompt: 'Dusk' } },
    queued: { route: 'jobs', stage: 'queuing', credits: 110 },
    refused: { state: 'failed', errorCode: 400, errorMessage: 'No cats.' },
    busy: (look) => (look === 1 ? { envelope: { code: 429, msg: 'Too many requests' } } : { state: 'succeeded' }),
    offline: () => {
      throw new TypeError('fetch failed');
    },
  },
});
const fetch = (url, init) => sandbox(new Request(url, init));
const client = new AlephClient({ apiKey: SANDBOX_KEY, fetch, maxRetries: 0 });

test('the prompt of a finished task', async () => {
  const task = await client.getTask('done');
  assert.equal(task.parameters.prompt, 'Dusk');
});

test('how far a task has come', async () => {
  const task = await client.getTask('queued');
  assert.deepEqual([task.route, task.stage, task.credits], ['jobs', 'queuing', 110]);
});

test('why a task failed', async () => {
  await assert.rejects(client.waitForTask('refused'), { kind: 'task-failed', message: /No cats/ });
});

test('a service that is busy at first', async () => {
  await assert.rejects(client.getTask('busy'), { kind: 'rate-limit' });
  assert.equal((await client.getTask('busy')).status, 'succeeded');
});

test('no network', async () => {
  await assert.rejects(client.getTask('offline'), { kind: 'connection' });
});
