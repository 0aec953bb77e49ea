// What TypeScript knows of the element, which needs the DOM's types.
import type { FailedTask, SucceededTask } from 'kie-aleph';
import 'kie-aleph/element/create/define';
import 'kie-aleph/element/define';
import type { AlephTaskElement } from 'kie-aleph/element';
import { saveResult } from 'kie-aleph/save';

const element: AlephTaskElement = document.createElement('aleph-task');
element.addEventListener('aleph-success', ({ detail }) => detail.task.response?.resultVideoUrl);
// @ts-expect-error an id is a string
element.taskId = 7;

export const ends: (SucceededTask | FailedTask)[] = [];
element.addEventListener('aleph-success', ({ detail: { task } }) => {
  const succeeded: SucceededTask = task;
  ends.push(succeeded);
  // @ts-expect-error it has succeeded
  if (task.status === 'failed') ends.pop();
});
element.addEventListener('aleph-failure', ({ detail: { task } }) => {
  const failed: FailedTask = task;
  ends.push(failed);
});
element.addEventListener('aleph-update', ({ detail: { task } }) => {
  if (task.status === 'succeeded') ends.push(task);
  // @ts-expect-error it may still be in the making
  ends.push(task);
});
element.addEventListener('aleph-error', ({ detail: { error, task, willRetry } }) => {
  const seconds: number | null = error.kind === 'rate-limit' ? error.retryAfter : null;
  // @ts-expect-error no such kind
  if (error.kind === 'ratelimit') return;
  // @ts-expect-error it may not have been seen
  task.status.trim();
  return [seconds, willRetry];
});
// @ts-expect-error no such event
element.addEventListener('aleph-done', ({ detail }) => detail);

const form = document.createElement('aleph-create');
form.fill({ prompt: 'Make it snow' });
form.addEventListener('aleph-created', ({ detail: { task, thumbnail } }) => [task.taskId.trim(), thumbnail?.trim()]);
// @ts-expect-error what was made is no error
form.addEventListener('aleph-created', ({ detail }) => detail.error);
// @ts-expect-error a price is a number
form.price = 'much';

/** A page's own folder, and a file of it. */
export async function keep(task: SucceededTask): Promise<void> {
  const folder = await navigator.storage.getDirectory();
  await saveResult(task, { to: folder });
  await saveResult(task, { to: await folder.getFileHandle('a.mp4', { create: true }) });
}
