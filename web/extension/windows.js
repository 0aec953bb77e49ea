// Pages of the extension in windows of their own: not every browser lets an extension open its popup.

/** @param {string} taskId */
export function showTask(taskId) {
  return openWindow(`popup.html?${new URLSearchParams({ task: taskId })}`);
}

/**
 * @param {object} [of]
 * @param {string | undefined} [of.source] URL of the video, or whatever a page has given as one
 * @param {string} [of.id] of an intent: a new one, so that a reload of the window is no second wish
 */
export function showCreate({ source, id = crypto.randomUUID() } = {}) {
  return openWindow(`create.html?${new URLSearchParams({ id, ...(source !== undefined && { source }) })}`);
}

/** @param {string} path */
async function openWindow(path) {
  const url = chrome.runtime.getURL(path);
  // Android has tabs only.
  if (!chrome.windows) return void (await chrome.tabs.create({ url }));
  await chrome.windows.create({ url, type: 'popup', width: 480, height: 760 });
}
