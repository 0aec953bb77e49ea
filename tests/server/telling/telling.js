// A proxy that is told of tasks, who listens to it, and what they heard: for the tests of telling.
import assert from 'node:assert/strict';
import { EventStreamReader } from '../../../web/client/push/event-stream.js';
import { readCallback } from '../../../web/proxy/callbacks/read-callback.js';
import { createProxy } from '../../../web/proxy/proxy.js';
import { turns } from '../../helpers/turns.js';
import { jobsAnswer, SECRET } from '../callbacks.js';

/** @typedef {import('../../../web/proxy/proxy.js').ProxyOptions} ProxyOptions */

export const CALLBACK_URL = 'https://app.example/kie/callbacks';
export const SUCCESS = jobsAnswer('task-1', 'success');

/**
 * A proxy before a service that knows the tasks it is told, and all it was asked.
 * @param {Partial<ProxyOptions>} [options]
 */
export function setUp(options = {}) {
  /** @type {Map<string, unknown>} by task: what the jobs route answers */
  const answers = new Map();
  /** @type {{ path: string, taskId: string | null, body: any }[]} */
  const asked = [];
  const proxy = createProxy({
    apiKey: 'key-for-tests',
    allow: ['look', 'create'],
    authorize: () => true,
    clientLimit: false,
    taskLimit: false,
    globalLimit: false,
    clientCreateLimit: false,
    createLimit: false,
    callbacks: { read: readCallback, secret: SECRET, url: CALLBACK_URL },
    fetch: async (input, init) => {
      const { pathname: path, searchParams } = new URL(String(input));
      const taskId = searchParams.get('taskId');
      asked.push({ path, taskId, body: init?.body ? JSON.parse(String(init.body)) : null });
      if (path.endsWith('/createTask')) return Response.json({ code: 200, data: { taskId: `task-${asked.length}` } });
      const known = path.endsWith('/recordInfo') && answers.get(String(taskId));
      return Response.json(
        known || { code: path.endsWith('/recordInfo') ? 422 : 200, msg: 'recordInfo is null', data: null },
      );
    },
    ...options,
  });
  const looks = () => asked.filter(({ taskId }) => taskId !== null);
  return { proxy, answers, asked, looks };
}

/** @param {ReturnType<typeof setUp>['proxy']} proxy @param {string} [route] */
export const look = (proxy, taskId = 'task-1', route = 'jobs/recordInfo') =>
  proxy(new Request(`http://localhost/kie/api/v1/${route}?taskId=${taskId}`));

/** @param {ReturnType<typeof setUp>['proxy']} proxy @param {object} [more] */
export const create = (proxy, more = {}) =>
  proxy(
    new Request('http://localhost/kie/api/v1/jobs/createTask', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ model: 'runway/gen4-aleph', input: { prompt: 'snow' }, ...more }),
    }),
  );

/**
 * @param {import('node:test').TestContext} t
 * @param {ReturnType<typeof setUp>['proxy']} proxy
 * @param {string[]} [taskIds]
 * @param {Record<string, string>} [headers]
 */
export async function listen(t, proxy, taskIds = ['task-1'], headers = {}) {
  const query = taskIds.map((id) => `taskId=${encodeURIComponent(id)}`).join('&');
  const response = await proxy(new Request(`http://localhost/kie/events?${query}`, { headers }));
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  const events = new EventStreamReader();
  const heard = /** @type {{ type: string, data: any, lastEventId: string }[]} */ ([]);
  const stream = { heard, bytes: 0, isOver: false, leave: () => reader.cancel() };
  void (async () => {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      stream.bytes += read.value.length;
      heard.push(...events.read(read.value).map((event) => ({ ...event, data: JSON.parse(event.data) })));
    }
    stream.isOver = true;
  })();
  t.after(() => reader.cancel());
  await turns();
  return stream;
}

/** @param {{ heard: { type: string, data: any }[] }} stream */
export const states = ({ heard }) =>
  heard.flatMap(({ type, data }) =>
    type === 'task' ? [[data.taskId, JSON.parse(data.body).data.state, data.isExpected]] : [],
  );
