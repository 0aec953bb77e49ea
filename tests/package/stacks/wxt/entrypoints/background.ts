import { AlephClient } from 'kie-aleph';

export default defineBackground(() => {
  // From the popup: follow this task, also once the popup is closed.
  browser.runtime.onMessage.addListener(({ follow }) => void look(follow));
  browser.alarms.onAlarm.addListener(({ name }) => void look(name));
});

/** One look at a task; then an alarm for the next one, until it has ended. */
async function look(taskId: string) {
  const { apiKey, baseUrl, [taskId]: stored } = await browser.storage.local.get(['apiKey', 'baseUrl', taskId]);
  const client = new AlephClient({ apiKey, baseUrl });
  // Should the browser stop this worker in the middle of it, the next look comes anyway.
  await browser.alarms.create(taskId, { delayInMinutes: 1 });
  try {
    const { task, snapshot, nextDelay } = await client.pollOnce(stored ?? client.snapshot(taskId));
    if (nextDelay === null) return await end(taskId, task?.status === 'succeeded' ? '✓' : '✗');
    await browser.storage.local.set({ [taskId]: snapshot });
    await browser.alarms.create(taskId, { when: Date.now() + nextDelay });
  } catch (error) {
    // A wrong key, no such task, no end in 20 minutes: another look would not help.
    console.warn(error);
    await end(taskId, '!');
  }
}

async function end(taskId: string, badge: string) {
  await browser.storage.local.remove(taskId);
  await browser.alarms.clear(taskId);
  await browser.action.setBadgeText({ text: badge });
}
