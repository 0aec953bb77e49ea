// What the three apps have in common: the element, one client for all tasks, and the ids to choose from.
import '../../../web/element/define.js';
import { AlephClient } from '../../../web/client/index.js';

export const IDS = ['sandbox-succeeded', 'sandbox-failed', 'sandbox-no-credits', 'sandbox-pending'];

/** Each request, for the test. @type {string[]} */
export const requests = [];

export const client = new AlephClient({
  baseUrl: globalThis.location ? new URL('/kie', location.href) : 'http://127.0.0.1/kie',
  fetch: (url, init) => {
    requests.push(String(url));
    return fetch(url, init);
  },
});

/** What a handler of an element's event puts into the log. @param {Event} event */
export function lineOf(event) {
  const { task, error } = /** @type {CustomEvent} */ (event).detail;
  return `${event.type} ${task?.status ?? error?.kind}`;
}

if (globalThis.document) Object.assign(globalThis, { requests });
