// Looks for a task: of many who ask for the same one, one asks the service, and finished tasks are answered from memory.
import { lookupUrl } from '../../../shared/request.js';
import { refusal, tooMany } from '../../responses.js';
import { lateAfter } from '../../upstream.js';
import { FinishedTasks } from './finished-tasks.js';
import { readTaskId } from './lookup.js';
import { SharedLookups } from './shared-lookups.js';

/** @typedef {import('./lookup.js').Lookup} Lookup */
/** @typedef {(lookup: Lookup, signal: AbortSignal) => Promise<import('../../responses.js').Reply>} LookOnce a look of the proxy's own, which no answer of before will do for */

/**
 * @param {import('../operations.js').Surroundings} surroundings
 * @param {import('../../limits.js').Buckets | undefined} ofOneTask how often one may be asked for
 * @returns {{ answer: import('../operations.js').Operation, lookOnce: LookOnce }}
 */
export function createLook({ send, upstreams, timeout, now, all, onSeen }, ofOneTask) {
  const finished = new FinishedTasks(now);
  /** @param {Lookup} lookup @param {AbortSignal} signal */
  const forwardAndKeep = async (lookup, signal) => {
    const url = lookupUrl(upstreams.api, lookup.route, lookup.taskId);
    const { reply } = await send({ url, method: 'GET' }, signal);
    if (reply.status === 200 && reply.body instanceof Uint8Array) {
      finished.put(lookup, reply.body);
      onSeen(lookup, reply.body);
    }
    return reply;
  };
  const lookups = new SharedLookups(forwardAndKeep, { longest: timeout, late: lateAfter(timeout), now });

  /** @type {import('../operations.js').Operation} */
  const answer = (request, { route }) => {
    const asked = readTaskId(new URL(request.url));
    if ('complaint' in asked) return refusal(422, asked.complaint);
    const lookup = { route, taskId: asked.taskId };
    return async () => {
      const kept = finished.get(lookup);
      if (kept) return { status: 200, body: kept };
      const isFree = lookups.isRunning(lookup);
      const often = isFree ? 0 : ofOneTask?.take(asked.taskId);
      if (often) return tooMany(often, 'Too many looks at this task');
      const full = isFree ? 0 : all?.take('');
      return full ? tooMany(full, 'Too many requests of all clients together') : lookups.join(lookup, request.signal);
    };
  };
  return { answer, lookOnce: (lookup, signal) => lookups.join(lookup, signal) };
}
