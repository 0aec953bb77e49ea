// What costs nothing and may be asked twice: forwarded as it is asked.
import { endpointUrl } from '../../shared/request.js';
import { tooMany } from '../responses.js';
import { complaintAboutJson, readJsonObject } from './json-body.js';

/**
 * @param {import('./operations.js').Surroundings} surroundings
 * @param {'api' | 'uploads'} host
 * @param {number} timeout ms
 * @returns {import('./operations.js').Operation} a POST has a JSON object
 */
export function createPlain({ send, upstreams, all, onEvent }, host, timeout) {
  return (request, { operation, method, path }) => {
    const url = endpointUrl(upstreams[host], path);
    const complaint = method === 'POST' ? complaintAboutJson(request) : null;
    if (complaint) return complaint;
    return async () => {
      const given = method === 'POST' ? await readJsonObject(request, timeout) : { text: undefined };
      if ('refused' in given) return given.refused;
      const full = await all?.take();
      if (full) {
        onEvent({ type: 'refused', why: 'global-limit', operation });
        return tooMany(full, 'Too many requests of all clients together');
      }
      const body = given.text !== undefined && { headers: { 'Content-Type': 'application/json' }, body: given.text };
      return (await send({ url, method, timeout, ...body }, request.signal)).reply;
    };
  };
}
