// Behind `npm start` the whole way is open to its own page: what is left, a file in, a task out, and to nobody else's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { serve } from '../../web/local/start.js';
import { ask } from './ask.js';

/** @param {import('node:test').TestContext} t */
async function start(t) {
  const server = await serve();
  t.after(() => server.close());
  return server.url;
}

test('the page’s client uploads, creates and sees what it cost', async (t) => {
  const url = await start(t);
  const client = new AlephClient({ baseUrl: `${url}kie` });
  const before = await client.getCredits();
  const video = new Blob([new Uint8Array(3_000_000)], { type: 'video/mp4' });
  const task = await client.createTask({ prompt: 'Make it snow', video });
  assert.equal(task.status, 'processing');
  assert.equal((await client.getTask(task.taskId)).taskId, task.taskId);
  assert.equal(before - (await client.getCredits()), 110);
});

test('a page of another origin creates nothing', async (t) => {
  const url = await start(t);
  const headers = { 'Content-Type': 'application/json', Origin: 'https://evil.example' };
  const { status } = await ask(url, '/kie/api/v1/jobs/createTask', headers, 'POST');
  assert.equal(status, 403);
});
