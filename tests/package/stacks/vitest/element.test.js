import 'kie-aleph/element/define';
import { expect, test, vi } from 'vitest';
import { answer } from './answer.js';

test('the prompt is shown', async () => {
  vi.stubGlobal('fetch', async () => Response.json(answer));
  document.body.innerHTML = '<aleph-task task-id="task-1" base-url="/kie"></aleph-task>';
  const element = document.querySelector('aleph-task');
  await vi.waitFor(() => expect(element.shadowRoot.textContent).toContain('Dusk'));
});
