// Single-key shortcuts, which can be turned off, and the dialog that lists them.
import { el } from '../element/dom.js';
import { byId } from './by-id.js';
import { storageOf } from './storage.js';

const OFF = 'kie-aleph.shortcuts-off';

/**
 * @param {Record<string, () => void>} actions by key; "?" opens the list by itself
 */
export function listenToShortcuts(actions) {
  const dialog = byId('shortcuts', HTMLDialogElement);
  const enabled = byId('shortcuts-on', HTMLInputElement);
  enabled.checked = storageOf('localStorage')?.getItem(OFF) === null;
  enabled.addEventListener('change', () => {
    if (enabled.checked) storageOf('localStorage')?.removeItem(OFF);
    else storageOf('localStorage')?.setItem(OFF, '1');
  });
  byId('open-shortcuts', HTMLElement).addEventListener('click', () => dialog.showModal());
  addEventListener('keydown', (event) => {
    if (
      !enabled.checked ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      isTyping(event) ||
      document.querySelector('dialog[open]')
    )
      return;
    const action =
      event.key === '?' ? () => dialog.showModal() : Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
    if (!action) return;
    event.preventDefault();
    action();
  });
}

/** @param {Record<string, string>} keys what each does */
export function showShortcuts(keys) {
  byId('shortcut-list', HTMLElement).replaceChildren(
    ...Object.entries(keys).flatMap(([key, text]) => [el('dt', {}, el('kbd', {}, key)), el('dd', {}, text)]),
  );
}

/** @param {Event} event */
function isTyping(event) {
  const [target] = event.composedPath();
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type=radio], [type=checkbox], [type=range]), textarea, select'))
  );
}
