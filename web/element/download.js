// Saves a file of another host under a sensible name: browsers ignore `download` there, so it is fetched first.
import { fileName } from '../shared/file-name.js';
import { fill } from '../words/fill.js';
import { el, icon } from './dom.js';

/** @typedef {import('../shared/file-name.js').FileName} FileName */

/**
 * @param {HTMLAnchorElement} link what was clicked; its `.label` tells how it goes
 * @param {string} url checked by safeUrl
 * @param {FileName} name
 * @param {{ download: string, downloading: string, downloadFailed: string }} words
 * @returns {Promise<string>} what it says in the end, for a live region
 */
export async function saveFile(link, url, name, words) {
  const label = /** @type {HTMLElement} */ (link.querySelector('.label'));
  label.textContent = words.downloading;
  try {
    const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' });
    if (!response.ok) throw new TypeError(`HTTP ${response.status}`);
    const object = URL.createObjectURL(await response.blob());
    const anchor = document.createElement('a');
    anchor.href = object;
    anchor.download = fileName(url, name);
    anchor.click();
    // The browser has taken the file by then; earlier some have not.
    setTimeout(() => URL.revokeObjectURL(object), 60_000);
    label.textContent = words.download;
  } catch {
    // The host allows no page to read its files; the link beside it opens this one.
    label.textContent = words.downloadFailed;
  }
  return label.textContent;
}

/** What opens in a tab of its own, and knows nothing of this page. @param {string} href checked by safeUrl */
export function newTab(href) {
  return { href, target: '_blank', rel: 'noopener noreferrer' };
}

/**
 * @param {'main' | 'quiet'} weight
 * @param {string} url checked by safeUrl
 * @param {string} name of what is saved, in words
 * @param {FileName} saveAs
 * @param {import('./languages.js').ElementWords} words
 * @param {(text: string) => void} announce
 * @returns {HTMLAnchorElement}
 */
export function downloadLink(weight, url, name, saveAs, { actions }, announce) {
  const link = el(
    'a',
    {
      class: weight,
      part: 'button download',
      ...newTab(url),
      'aria-label': fill(actions.downloadOf, { name }),
      click: (event) => {
        event.preventDefault();
        void saveFile(link, url, saveAs, actions).then(announce);
      },
    },
    icon('download'),
    el('span', { class: 'label' }, actions.download),
  );
  return link;
}
