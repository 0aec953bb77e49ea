// The service as the main job of programs/main-job.js needs it, open to pages of every origin.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startService, taskIdOf } from '../helpers/fake-service.js';
import { envelope, pending } from '../helpers/responses.js';
import { ROOT } from '../../tools/setup.js';

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** What the main job says when all is well. */
export const EXPECTED = {
  version,
  status: 'succeeded',
  video: 'https://example.com/out.mp4',
  prompt: 'Dusk ✓',
  states: ['processing', 'succeeded'],
  waited: 'succeeded',
  aborted: 'AbortError',
  error: 'task-not-found',
  redirected: 'connection',
};

/** @param {string} taskId */
function done(taskId) {
  const response = { taskId, resultVideoUrl: EXPECTED.video, resultImageUrl: 'https://example.com/out.png' };
  return envelope({
    taskId,
    paramJson: JSON.stringify({ prompt: EXPECTED.prompt }),
    response,
    createTime: 1787093500000,
    completeTime: 1787093516000,
    successFlag: 1,
  });
}

/** @param {import('node:test').TestContext} t the service ends with this test */
export async function startMainJobService(t) {
  let slow = 0;
  /** @type {Record<string, (id: string) => string>} */
  const answers = {
    'task-done': done,
    'task-slow': (id) => (slow++ === 0 ? pending(id) : done(id)),
    'task-pending': pending,
  };
  return startService(t, ({ url, method }, response) => {
    const open = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };
    if (method === 'OPTIONS') return void response.writeHead(204, open).end();
    const taskId = taskIdOf(url);
    if (taskId === 'task-redirected') return void response.writeHead(302, { ...open, Location: '/elsewhere' }).end();
    const answer = answers[taskId]?.(taskId) ?? JSON.stringify({ code: 404, msg: 'no such task', data: null });
    response.writeHead(200, { ...open, 'Content-Type': 'application/json' }).end(answer);
  });
}
