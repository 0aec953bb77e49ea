// Saves a finished task's video among the downloads, once a person has opted in and the browser has been allowed to.
import { safeUrl } from '../element/safe-url.js';
import { videoName } from '../shared/video-name.js';

/** @type {chrome.permissions.Permissions} */
const DOWNLOADS = { permissions: ['downloads'] };

/** @returns {Promise<boolean>} */
export function mayDownload() {
  return chrome.permissions.contains(DOWNLOADS);
}

/**
 * To be called while a click lasts, before anything is waited for: else the browser refuses to ask.
 * @param {boolean} wanted no: the permission is given back
 * @returns {Promise<boolean>} whether files may be saved from now on
 */
export async function askToDownload(wanted) {
  if (wanted) return chrome.permissions.request(DOWNLOADS);
  // Refused where it was never optional.
  await chrome.permissions.remove(DOWNLOADS).catch(() => false);
  return false;
}

/**
 * @param {Readonly<import('../client/task.js').Task>} task
 * @returns {chrome.downloads.DownloadOptions | null} null: it has no video that may be fetched
 */
export function downloadOf(task) {
  const url = safeUrl(task.response?.resultVideoUrl);
  // Saved again, as when this worker was stopped in between, it takes its own place.
  return url === null ? null : { url, filename: videoName(task, url), conflictAction: 'overwrite', saveAs: false };
}

/**
 * @param {Readonly<import('../client/task.js').Task>} task succeeded
 * @returns {Promise<boolean>} whether it is being saved; what becomes of it the browser shows
 */
export async function saveVideo(task) {
  const download = downloadOf(task);
  if (!download || !(await mayDownload())) return false;
  return chrome.downloads.download(download).then(
    () => true,
    () => false,
  );
}
