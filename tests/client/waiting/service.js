// A service in virtual time for the tests of waiting: tasks with an end, and answers that go wrong at a given look.
import { AlephClient } from '../../../web/client/index.js';

/**
 * @typedef {object} FakeTask
 * @property {number} [finishesAt] epoch ms; none: never
 * @property {number} [successFlag] at its end, 1
 * @property {unknown} [pendingFlag] before it, 0
 * @property {number | null} [createTime] epoch ms
 * @property {string} [errorMessage] at its end
 */

/** @typedef {(look: number, taskId: string) => Response | Promise<Response> | undefined} Trouble answers a look instead, counted from 1 for each task */

/**
 * @param {object} [options]
 * @param {Record<string, FakeTask>} [options.tasks] others are still being made
 * @param {Trouble} [options.trouble]
 * @param {import('../../../web/client/options.js').AlephClientOptions} [options.client]
 */
export function fakeService({ tasks = {}, trouble, client = {} } = {}) {
  const begun = Date.now();
  /** @type {{ taskId: string, at: number, path: string }[]} every look, at ms since the beginning */
  const looks = [];
  /** @type {typeof globalThis.fetch} */
  const fetch = async (input) => {
    const { pathname: path, searchParams } = new URL(String(input));
    const taskId = String(searchParams.get('taskId'));
    looks.push({ taskId, at: Date.now() - begun, path });
    const answer = trouble?.(looks.filter((look) => look.taskId === taskId).length, taskId);
    return answer ?? new Response(answerOf(taskId));
  };
  /** What a look would see now. @param {string} taskId */
  const answerOf = (taskId) => body(taskId, { createTime: begun, ...tasks[taskId] });
  const newClient = (more = {}) => new AlephClient({ baseUrl: 'http://127.0.0.1:1', fetch, ...client, ...more });
  return { client: newClient(), newClient, fetch, answerOf, looks, begun };
}

/**
 * @param {string} taskId
 * @param {FakeTask} task
 */
function body(taskId, { finishesAt = Infinity, successFlag = 1, pendingFlag = 0, createTime = null, errorMessage }) {
  const done = Date.now() >= finishesAt;
  const url = `https://example.com/${taskId}.mp4`;
  const data = {
    taskId,
    paramJson: '{}',
    response: done && successFlag === 1 ? { taskId, resultVideoUrl: url, resultImageUrl: null } : null,
    createTime,
    completeTime: done ? finishesAt : null,
    successFlag: done ? successFlag : pendingFlag,
    errorCode: null,
    errorMessage: done ? (errorMessage ?? null) : null,
  };
  return JSON.stringify({ code: 200, msg: 'success', data });
}

/** @param {number} code @param {string} [msg] */
export const refusal = (code, msg = 'no') => new Response(JSON.stringify({ code, msg }));
export const notFound = () => new Response('{"code":200,"msg":"success","data":null}');
export const noSuchPage = () => new Response('<html>404</html>', { status: 404 });
export const badGateway = () => new Response('<html>502</html>', { status: 502 });

/**
 * What a promise has come to, without waiting for it.
 * @template T
 * @param {Promise<T>} promise
 */
export function watched(promise) {
  /** @type {{ value?: T, error?: any, settled: boolean }} */
  const state = { settled: false };
  promise.then(
    (value) => Object.assign(state, { value, settled: true }),
    (error) => Object.assign(state, { error, settled: true }),
  );
  return state;
}
