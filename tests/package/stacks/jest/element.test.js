import 'kie-aleph/element/define';
import { expect, jest, test } from '@jest/globals';
import { answer } from './answer.js';

test('the task is shown', async () => {
  globalThis.fetch = jest.fn(async () => Response.json(answer));
  document.body.innerHTML = '<aleph-task task-id="task-1" base-url="/kie"></aleph-task>';
  const element = document.querySelector('aleph-task');
  await new Promise((resolve) => element.addEventListener('aleph-success', resolve));
  expect(element.shadowRoot.textContent).toContain('Dusk');
  expect(element.shadowRoot.querySelector('video').src).toBe('https://example.com/out.mp4');
});
