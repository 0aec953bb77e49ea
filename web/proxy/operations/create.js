// Creates a task, which costs money: sent once, and counted against the budget unless for certain nothing was made.
import { MODEL, saysRefused } from '../../shared/creating.js';
import { endpointUrl } from '../../shared/request.js';
import { outcomeUnknown, refusal, tooMany } from '../responses.js';
import { complaintAboutJson, isObject, readJsonObject } from './json-body.js';

/** @typedef {import('../../shared/endpoints.js').Route} Route */

const JOBS_MEMBERS = ['model', 'callBackUrl', 'input'];

/**
 * The newer route makes tasks of all models, at all prices: only of this one, whichever way the service reads names.
 * @type {Record<Route, (body: Record<string, unknown>) => string | null>}
 */
const COMPLAINTS = {
  jobs: (body) => {
    const stranger = Object.keys(body).find((name) => !JOBS_MEMBERS.includes(name));
    if (stranger !== undefined) return `The body may have only the members ${JOBS_MEMBERS.join(', ')}`;
    if (body.model !== MODEL) return `The proxy creates only tasks of the model ${MODEL}`;
    return isObject(body.input) ? null : 'The input must be an object';
  },
  aleph: () => null,
};

/**
 * @typedef {object} Callbacks
 * @property {string | undefined} url where the service is to tell of a task
 * @property {(taskId: string, route: Route) => Promise<void>} onMade hears of each task of which it will
 */

/**
 * @param {import('./operations.js').Surroundings} surroundings
 * @param {import('../limits.js').Limit | undefined} all how often all together may create
 * @param {import('../limits.js').Limit | undefined} budget
 * @param {import('./repeats.js').Repeats} repeats
 * @param {Callbacks} [callbacks] none: nothing is told
 * @returns {import('./operations.js').Operation}
 */
export function createCreate({ send, upstreams, timeout, onEvent }, all, budget, repeats, callbacks) {
  return (request, { route, method, path }) => {
    const target = endpointUrl(upstreams.api, path);
    const complaint = complaintAboutJson(request);
    if (complaint) return complaint;
    const attempt = async () => {
      const given = await readJsonObject(request, timeout);
      if ('refused' in given) return refused(given.refused);
      const complaint = COMPLAINTS[route](given.value);
      if (complaint) return refused(refusal(422, complaint));
      const full = await all?.take();
      if (full) {
        onEvent({ type: 'refused', why: 'create-limit', operation: 'create' });
        return refused(tooMany(full, 'Too many tasks are created by all clients together'));
      }
      try {
        if (await budget?.take()) {
          onEvent({ type: 'refused', why: 'budget', operation: 'create' });
          return refused(refusal(402, OVER_BUDGET));
        }
      } catch {
        return refused({ ...refusal(500, UNCOUNTED), status: 503 });
      }

      const headers = { 'Content-Type': 'application/json' };
      const url = callbacks?.url;
      const isTold = url !== undefined && (given.value.callBackUrl ?? url) === url;
      const body = url === undefined ? given.text : JSON.stringify({ callBackUrl: url, ...given.value });
      // A caller that leaves meanwhile does not end it: the task may be made all the same, and only the answer tells whether the
      // budget gets its credits back. What is answered then goes nowhere.
      const outgoing = { url: target, method, headers, body, isKeptOn: true };
      const { kind, reply } = await send(outgoing, request.signal);
      // The service has counted it somewhere between.
      if (kind !== 'unsent') await all?.renew().catch(() => {});
      const isRefused = kind === 'unsent' || (kind === 'answered' && saysRefused(reply.body));
      if (isRefused) await budget?.giveBack().catch(() => {});
      const taskId = isTold && kind === 'answered' ? madeIn(reply.body) : null;
      if (taskId !== null) await callbacks?.onMade(taskId, route).catch(() => {});
      return { reply: kind === 'unknown' ? outcomeUnknown(reply) : reply, isRefused };
    };
    return () => repeats.once(request, attempt);
  };
}

/** @param {Uint8Array} body @returns {string | null} the id of the task that was made; null: of none */
function madeIn(body) {
  try {
    const { code, data } = JSON.parse(new TextDecoder().decode(body));
    return code === 200 && typeof data.taskId === 'string' ? data.taskId : null;
  } catch {
    return null;
  }
}

/** @param {import('../responses.js').Reply} reply */
const refused = (reply) => ({ reply, isRefused: true });

const OVER_BUDGET =
  "The proxy's own budget is spent for now, whatever the account has: its owner set the option budget. No task was made";
const UNCOUNTED =
  'The store that counts what may be spent is away, so nothing is spent until it is back. No task was made';
