// Builds elements from values. Text is always text: nothing here takes HTML, so nothing from the network can be markup.

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | boolean | ((event: Event) => void) | null | undefined>} [attributes] functions are listeners; false and null are left out
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, '');
    else if (typeof value === 'string') element.setAttribute(key, value);
  }
  element.append(...present(children));
  return element;
}

/**
 * @param {Child[]} children
 * @returns {(Node | string)[]} those that are there
 */
export function present(children) {
  return /** @type {(Node | string)[]} */ (
    children.filter((child) => child !== null && child !== undefined && child !== false)
  );
}

/** What each icon draws, in a box of 24, with round strokes. */
const ICONS = {
  succeeded: 'M4 12.5l5.5 5.5L20 7',
  failed: 'M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 0 1 0-17zM9.2 9.2l5.6 5.6M14.8 9.2l-5.6 5.6',
  processing: 'M12 3a9 9 0 1 1-9 9',
  looking: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5L21 21',
  error: 'M12 3.5L22 20.5H2zM12 10v4.5M12 17.4v.2',
  stopped: 'M3 12s3-6 9-6 9 6 9 6-3 6-9 6-9-6-9-6zM12 9.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4zM4.5 4.5l15 15',
  empty: 'M4 6h16v12H4zM10.5 9.5v5l4-2.5z',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  download: 'M12 4v11M7 10.5l5 5 5-5M4.5 20h15',
  open: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  compare: 'M3 5h7.5v14H3zM13.5 5H21v14h-7.5z',
  again: 'M20 4v6h-6M20 10a8.5 8.5 0 1 0 .5 4',
  play: 'M8 5.5v13l10.5-6.5z',
  pause: 'M8.5 5.5v13M15.5 5.5v13',
  back: 'M17.5 6.5v11L9.5 12zM6.5 6.5v11',
  forward: 'M6.5 6.5v11l8-5.5zM17.5 6.5v11',
  // No cross: that is what "failed" has.
  remove: 'M5 7h14M10 7V4.5h4V7M7 7l1 12.5h8L17 7M10.5 11v5M13.5 11v5',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M13 7a2 2 0 1 0 4 0 2 2 0 1 0-4 0M7 17a2 2 0 1 0 4 0 2 2 0 1 0-4 0',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4.2 4.2 0 0 0-6-6l-1.5 1.5M14 10a4 4 0 0 0-6-.4l-3 3a4.2 4.2 0 0 0 6 6l1.5-1.5',
  keyboard: 'M3 6h18v12H3zM7 10v.1M12 10v.1M17 10v.1M7 14.5h10',
};

/** @typedef {keyof typeof ICONS} IconName */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * A decoration: what it means is always said in words beside it.
 * @param {IconName} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

/**
 * Copies text and says so on the button for a moment.
 * @param {HTMLElement} button with a `.label`
 * @param {string} text
 * @param {{ copied: string, copyFailed: string }} words
 * @returns {Promise<string>} what it says, for a live region
 */
export async function copyFrom(button, text, { copied, copyFailed }) {
  const outcome = await navigator.clipboard.writeText(text).then(
    () => copied,
    () => copyFailed,
  );
  const label = /** @type {HTMLElement} */ (button.querySelector('.label'));
  const before = (label.dataset.label ??= label.textContent ?? '');
  label.textContent = outcome;
  setTimeout(() => (label.textContent = before), 2000);
  return outcome;
}
