import { AlephClient } from '/kie-aleph.js';

const client = new AlephClient({ baseUrl: '/kie' });
const form = document.querySelector('form');
const output = document.querySelector('output');

// Why it cannot start is said by the first call, too.
form.addEventListener('focusin', () => client.ready().catch(() => {}), { once: true });
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const task = await client.getTask(form.elements.taskId.value);
  output.textContent = task.response?.resultVideoUrl ?? task.status;
});
