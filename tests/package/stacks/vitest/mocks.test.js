import { AlephClient } from 'kie-aleph';
import { afterEach, expect, test, vi } from 'vitest';
import { answer } from './answer.js';

afterEach(() => vi.unstubAllGlobals());

const json = async () => answer;
const text = async () => JSON.stringify(answer);

test.each([
  ['an object', { ok: true, status: 200, json, text }],
  ['an object with json alone', { ok: true, json }],
  ['a Response', Response.json(answer)],
])('fetch that answers with %s', async (_, response) => {
  const fetch = vi.fn().mockResolvedValue(response);
  vi.stubGlobal('fetch', fetch);
  const task = await new AlephClient({ baseUrl: '/kie' }).getTask('task-1');
  expect(task.parameters.prompt).toBe('Dusk');
  expect(fetch).toHaveBeenCalledOnce();
});
