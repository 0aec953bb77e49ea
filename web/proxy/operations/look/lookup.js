// What a caller asks for: one task, on one route. The same id on the other route is another lookup.
import { complaintAboutTaskId } from '../../../shared/request.js';

/**
 * @typedef {object} Lookup
 * @property {import('../../../shared/endpoints.js').Route} route where the service is asked
 * @property {'callback'} [cause] none: a caller asks
 * @property {string} taskId of which nothing is to complain about
 */

/** @param {Lookup} lookup @returns {string} the same for the same lookup, and for no other: no route has a space in it */
export function nameOf({ route, taskId }) {
  return `${route} ${taskId}`;
}

/**
 * @param {URL} url of the caller's request
 * @returns {{ taskId: string } | { complaint: string }} complaint: what is wrong with it, without quoting it
 */
export function readTaskId(url) {
  const [taskId, ...more] = url.searchParams.getAll('taskId');
  if (taskId === undefined || more.length > 0) return { complaint: 'Exactly one taskId is needed' };
  const complaint = complaintAbout(taskId, url);
  return complaint === null ? { taskId } : { complaint };
}

/**
 * @param {URL} url of the caller's request
 * @param {number} most
 * @returns {{ taskIds: string[] } | { complaint: string }} each once
 */
export function readTaskIds(url, most) {
  const taskIds = [...new Set(url.searchParams.getAll('taskId'))];
  if (taskIds.length === 0 || taskIds.length > most) return { complaint: `From one to ${most} of taskId are needed` };
  const complaint = taskIds.map((taskId) => complaintAbout(taskId, url)).find((each) => each !== null);
  return complaint ? { complaint } : { taskIds };
}

/** @param {string} taskId @param {URL} url in which it stands */
function complaintAbout(taskId, url) {
  return isUtf8(url.search) ? complaintAboutTaskId(taskId) : 'The task id is not UTF-8';
}

/**
 * Whether the escapes of a query are UTF-8: others would become U+FFFD, and with them another task's id.
 * @param {string} query
 */
function isUtf8(query) {
  try {
    for (const [escapes] of query.matchAll(/(?:%[\da-f]{2})+/gi)) decodeURIComponent(escapes);
    return true;
  } catch {
    return false;
  }
}
