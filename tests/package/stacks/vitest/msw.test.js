import { AlephClient } from 'kie-aleph';
import 'kie-aleph/element/define';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { answer } from './answer.js';

const server = setupServer(http.get('*/api/v1/aleph/record-info', () => HttpResponse.json(answer)));
beforeAll(() => server.listen());
afterAll(() => server.close());

test('the element asks msw', async () => {
  document.body.innerHTML = '<aleph-task task-id="task-1" base-url="/kie" autoplay></aleph-task>';
  const element = document.querySelector('aleph-task');
  await vi.waitFor(() => expect(element.state).toBe('succeeded'));
  expect(element.shadowRoot.querySelector('video').src).toBe('https://example.com/out.mp4');
});

test('the client asks msw', async () => {
  const task = await new AlephClient({ baseUrl: '/kie' }).getTask('task-1');
  expect(task.response.resultVideoUrl).toBe('https://example.com/out.mp4');
});
