// A task is found on whichever route keeps it, and polling never doubles (docs/contract.md, "Which route has the task").
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { alephError } from '../helpers/rejection.js';
import { envelope, succeeded } from '../helpers/responses.js';
import { job, NO_TASK, twoRoutes } from './routes.js';

const TASKS = /** @type {const} */ ({ a: 'aleph', j: 'jobs' });

/**
 * Calls of `getTask` one after the other, by one client.
 * @type {{ name: string, calls: [taskId: string, route: string | undefined, result: string][], asked: string[],
 *   client?: 'auto' | 'aleph' | 'jobs', instead?: Parameters<typeof twoRoutes>[1] extends { instead?: infer I } | undefined ? I : never }[]}
 */
const CASES = [
  { name: 'a task of the aleph route costs one request', calls: [['a', undefined, 'aleph']], asked: ['aleph'] },
  { name: 'a task of the jobs route costs two', calls: [['j', undefined, 'jobs']], asked: ['aleph', 'jobs'] },
  {
    name: 'and one from then on: its route is remembered',
    calls: [
      ['j', undefined, 'jobs'],
      ['j', undefined, 'jobs'],
    ],
    asked: ['aleph', 'jobs', 'jobs'],
  },
  {
    name: 'each task has a route of its own',
    calls: [
      ['j', undefined, 'jobs'],
      ['a', undefined, 'aleph'],
      ['j', undefined, 'jobs'],
    ],
    asked: ['aleph', 'jobs', 'aleph', 'jobs'],
  },
  {
    name: 'what neither has costs two, each time',
    calls: [
      ['x', undefined, 'task-not-found'],
      ['x', undefined, 'task-not-found'],
    ],
    asked: ['aleph', 'jobs', 'aleph', 'jobs'],
  },
  { name: 'auto of one call', client: 'aleph', calls: [['j', 'auto', 'jobs']], asked: ['aleph', 'jobs'] },
  {
    name: 'a client of the jobs route asks that alone',
    client: 'jobs',
    calls: [['j', undefined, 'jobs']],
    asked: ['jobs'],
  },
  {
    name: 'also for what it does not have',
    client: 'jobs',
    calls: [['a', undefined, 'task-not-found']],
    asked: ['jobs'],
  },
  { name: 'a call of the jobs route asks that alone', calls: [['a', 'jobs', 'task-not-found']], asked: ['jobs'] },
  { name: 'a call of the aleph route asks that alone', calls: [['j', 'aleph', 'task-not-found']], asked: ['aleph'] },
  {
    name: 'a call of one route makes auto know it',
    calls: [
      ['j', 'jobs', 'jobs'],
      ['j', undefined, 'jobs'],
    ],
    asked: ['jobs', 'jobs'],
  },
  {
    name: '404 in the envelope leads to the other route',
    calls: [['j', undefined, 'jobs']],
    instead: (route) => (route === 'aleph' ? envelope(null, { code: 404 }) : undefined),
    asked: ['aleph', 'jobs'],
  },
  ...[
    ['422', envelope(null, { code: 422, msg: 'Record does not exist' }), 'invalid-request'],
    ['401', envelope(null, { code: 401 }), 'authentication'],
    ['429', envelope(null, { code: 429 }), 'rate-limit'],
    ['500', envelope(null, { code: 500 }), 'server'],
    ['a page', '<html>', 'invalid-response'],
  ].map(([what = '', answer = '', kind = '']) => ({
    name: `${what} leads nowhere else`,
    calls: /** @type {[string, undefined, string][]} */ ([['j', undefined, kind]]),
    instead: () => answer,
    asked: ['aleph'],
  })),
  {
    name: 'what fails on the second route is asked there again',
    calls: [
      ['j', undefined, 'server'],
      ['j', undefined, 'jobs'],
    ],
    instead: (_, request) => (request === 2 ? envelope(null, { code: 500 }) : undefined),
    asked: ['aleph', 'jobs', 'jobs'],
  },
  {
    name: 'a known route that has it no more leads to the other, once',
    calls: [
      ['j', undefined, 'jobs'],
      ['j', undefined, 'aleph'],
      ['j', undefined, 'aleph'],
    ],
    instead: (route, request) => (request < 3 ? undefined : route === 'aleph' ? succeeded('j') : NO_TASK.jobs),
    asked: ['aleph', 'jobs', 'jobs', 'aleph', 'aleph'],
  },
  {
    name: 'when neither has it any more it is not found, and nothing is known of it',
    calls: [
      ['j', undefined, 'jobs'],
      ['j', undefined, 'task-not-found'],
      ['j', undefined, 'jobs'],
    ],
    instead: (route, request) => (request === 3 || request === 4 ? NO_TASK[route] : undefined),
    asked: ['aleph', 'jobs', 'jobs', 'aleph', 'aleph', 'jobs'],
  },
];

suite('getTask', () => {
  for (const { name, calls, asked: expected, client: route, instead } of CASES) {
    test(name, async () => {
      const { client, asked } = twoRoutes(TASKS, { ...(instead && { instead }), client: { ...(route && { route }) } });
      for (const [taskId, route, result] of calls) {
        const options = route ? { route: /** @type {'auto'} */ (route) } : {};
        const came = await client.getTask(taskId, options).then(
          (task) => task.route,
          (error) => error.kind,
        );
        assert.equal(came, result);
      }
      assert.deepEqual(asked, expected);
    });
  }

  test('a retry goes where the last attempt failed', async (t) => {
    t.mock.method(Math, 'random', () => 0.999);
    const answers = [NO_TASK.aleph, envelope(null, { code: 500 }), job('j')];
    const { client, asked } = twoRoutes(TASKS, {
      instead: (_, request) => answers[request - 1],
      client: { maxRetries: 1 },
    });
    assert.equal((await client.getTask('j')).route, 'jobs');
    assert.deepEqual(asked, ['aleph', 'jobs', 'jobs']);
  });

  test('routes of a thousand tasks are remembered, the oldest of more is not', async () => {
    const ids = Array.from({ length: 1_001 }, (_, i) => `j${i}`);
    const { client, asked } = twoRoutes(Object.fromEntries(ids.map((id) => [id, 'jobs'])));
    for (const id of ids) await client.getTask(id);
    asked.length = 0;
    await client.getTask('j1');
    assert.deepEqual(asked, ['jobs']);
    asked.length = 0;
    await client.getTask('j0');
    assert.deepEqual(asked, ['aleph', 'jobs']);
  });

  test('of more it is the one that was not asked for the longest that is forgotten', async () => {
    const ids = Array.from({ length: 1_001 }, (_, i) => `j${i}`);
    const { client, asked } = twoRoutes(Object.fromEntries(ids.map((id) => [id, 'jobs'])));
    for (const id of [...ids.slice(0, 1_000), 'j0', 'j1000']) await client.getTask(id);
    for (const [id, expected] of /** @type {[string, string[]][]} */ ([
      ['j0', ['jobs']],
      ['j1', ['aleph', 'jobs']],
    ])) {
      asked.length = 0;
      await client.getTask(id);
      assert.deepEqual(asked, expected, id);
    }
  });

  test('a task that neither route has takes no place of one whose route is known', async () => {
    const { client, asked } = twoRoutes(TASKS);
    await client.getTask('j');
    for (let i = 0; i < 1_000; i++) await alephError(client.getTask(`x${i}`));
    asked.length = 0;
    await client.getTask('j');
    assert.deepEqual(asked, ['jobs']);
  });

  test('what is no route is refused, and says what is one', async () => {
    const { client, asked, newClient } = twoRoutes({});
    const refused = { kind: 'invalid-request', message: 'route must be one of auto, aleph, jobs.' };
    for (const route of /** @type {any[]} */ (['Jobs', '', 7, null])) {
      await assert.rejects(client.getTask('a', { route }), refused);
      await assert.rejects(client.waitForTask('a', { route }), refused);
      assert.throws(() => client.watchTask('a', { route }), refused);
      assert.throws(() => new /** @type {any} */ (newClient().constructor)({ route }), refused);
    }
    assert.deepEqual(asked, []);
  });
});
