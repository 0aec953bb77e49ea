import 'kie-aleph/element/define';

const element = document.body.appendChild(document.createElement('aleph-task'));
document.querySelector('form')?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const taskId = String(new FormData(event.target as HTMLFormElement).get('task'));
  const { apiKey, baseUrl } = await browser.storage.local.get(['apiKey', 'baseUrl']);
  Object.assign(element, { apiKey, baseUrl, taskId });
  await browser.runtime.sendMessage({ follow: taskId });
});
