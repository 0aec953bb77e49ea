// A client as one would write it with ky and zod.
import ky from 'ky';
import { ANSWERS, PARAMETERS, RESULT } from './schemas.js';

const PATHS = { aleph: '/api/v1/aleph/record-info', jobs: '/api/v1/jobs/recordInfo' };

/** @param {string} key @param {typeof globalThis.fetch} fetch @param {string} [baseUrl] @returns {import('../answers.js').GetTask} */
export function makeClient(key, fetch, baseUrl = 'https://api.kie.ai') {
  const api = ky.create({ fetch, headers: { Authorization: `Bearer ${key}` } });
  return async (taskId, { route }) => {
    const answer = await api.get(`${baseUrl}${PATHS[route]}`, { searchParams: { taskId } }).json();
    const { data } = /** @type {any} */ (ANSWERS[route].parse(answer));
    const result = data.response ?? (data.resultJson ? JSON.parse(data.resultJson) : null);
    const parameters = data.paramJson ?? data.param;
    return {
      ...data,
      route,
      response: result && RESULT.parse(result),
      parameters: parameters ? PARAMETERS.parse(JSON.parse(parameters)) : null,
    };
  };
}
