import 'kie-aleph/element/define';
import { expect, jest, test } from '@jest/globals';
import { answer } from './answer.js';

test('the prompt is shown', async () => {
  globalThis.fetch = jest.fn(async () => Response.json(answer));
  document.body.innerHTML = '<aleph-task task-id="task-1" base-url="/kie"></aleph-task>';
  const element = document.querySelector('aleph-task');
  await new Promise((resolve) => element.addEventListener('aleph-success', resolve));
  expect(element.shadowRoot.textContent).toContain('Dusk');
});
