import { AlephClient } from 'kie-aleph';
import { expect, jest, test } from '@jest/globals';
import { answer } from './answer.js';

const json = async () => answer;
const text = async () => JSON.stringify(answer);

test.each([
  ['an object', { ok: true, status: 200, json, text }],
  ['an object with json alone', { ok: true, json }],
  ['a Response', Response.json(answer)],
])('fetch that answers with %s', async (_, response) => {
  const fetch = jest.fn().mockResolvedValue(response);
  globalThis.fetch = fetch;
  const task = await new AlephClient({ baseUrl: '/kie' }).getTask('task-1');
  expect(task.parameters.prompt).toBe('Dusk');
  expect(fetch).toHaveBeenCalledTimes(1);
});
