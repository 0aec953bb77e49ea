import 'kie-aleph/element/define';
import { expect, test, vi } from 'vitest';
import { answer } from './answer.js';

test('the task is shown', async () => {
  vi.stubGlobal('fetch', async () => Response.json(answer));
  document.body.innerHTML = '<aleph-task task-id="task-1" base-url="/kie"></aleph-task>';
  const shown = document.querySelector('aleph-task').shadowRoot;
  await vi.waitFor(() => expect(shown.textContent).toContain('Dusk'));
  expect(shown.querySelector('video').src).toBe('https://example.com/out.mp4');
});
