// Looks for a task: of many who ask for the same one, one asks the service, and finished tasks are answered from the store.
import { lookupUrl } from '../../../shared/request.js';
import { refusal, tooMany } from '../../responses.js';
import { lateAfter } from '../../upstream.js';
import { finishedAnswer, keepFinished } from './finished-tasks.js';
import { readTaskId } from './lookup.js';
import { oneOfAll } from './one-look.js';
import { SharedLookups } from './shared-lookups.js';

/** @typedef {import('./lookup.js').Lookup} Lookup */
/** @typedef {(lookup: Lookup, signal: AbortSignal) => Promise<import('../../responses.js').Reply>} LookOnce a look of the proxy's own, which no answer of before will do for */

/**
 * @param {import('../operations.js').Surroundings} surroundings
 * @param {import('../../limits.js').Limit | undefined} ofOneTask how often one may be asked for
 * @returns {{ answer: import('../operations.js').Operation, lookOnce: LookOnce }}
 */
export function createLook({ send, store, upstreams, timeout, now, all, onEvent, onSeen }, ofOneTask) {
  /** @type {import('./one-look.js').LookUp} */
  const forwardAndKeep = async (lookup, signal) => {
    const often = await ofOneTask?.take(lookup.taskId);
    if (often) {
      onEvent({ type: 'refused', why: 'task-limit', operation: 'look' });
      return tooMany(often, 'Too many looks at this task');
    }
    const full = await all?.take();
    if (full) {
      onEvent({ type: 'refused', why: 'global-limit', operation: 'look' });
      return tooMany(full, 'Too many requests of all clients together');
    }
    const url = lookupUrl(upstreams.api, lookup.route, lookup.taskId);
    const since = now();
    const { kind, reply } = await send({ url, method: 'GET' }, signal);
    const { route, cause = 'caller' } = lookup;
    const status = kind === 'answered' ? reply.status : 0;
    onEvent({ type: 'look', route, cause, status, ms: now() - since });
    if (kind === 'answered' && reply.status === 200)
      await Promise.all([keepFinished(store, lookup, reply.body), onSeen(lookup, reply.body)]);
    return reply;
  };
  const lookups = new SharedLookups(oneOfAll(store, timeout, forwardAndKeep), {
    longest: timeout,
    late: lateAfter(timeout),
    now,
  });

  /** @type {import('../operations.js').Operation} */
  const answer = (request, { route }) => {
    const asked = readTaskId(new URL(request.url));
    if ('complaint' in asked) return refusal(422, asked.complaint);
    const lookup = { route, taskId: asked.taskId };
    return async () => {
      const body = await finishedAnswer(store, lookup);
      return body === null ? lookups.join(lookup, request.signal) : { status: 200, body };
    };
  };
  return { answer, lookOnce: (lookup, signal) => lookups.join({ ...lookup, cause: 'callback' }, signal) };
}
