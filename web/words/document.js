// Puts the words of one language into a document: `data-text` and `data-label` of its elements say which.

/**
 * @param {import('./choose-language.js').Language} language
 * @param {object} words texts by path, such as "form.label"
 */
export function translateDocument({ tag, direction }, words) {
  const { documentElement } = document;
  documentElement.lang = tag;
  documentElement.dir = direction;
  for (const element of document.querySelectorAll('[data-text]'))
    element.textContent = textAt(words, element.getAttribute('data-text'));
  for (const element of document.querySelectorAll('[data-label]')) {
    const text = textAt(words, element.getAttribute('data-label'));
    element.setAttribute('aria-label', text);
    if (element instanceof HTMLButtonElement) element.title = text;
  }
}

/**
 * @param {object} words
 * @param {string | null} path such as "form.label"
 * @returns {string}
 */
function textAt(words, path) {
  /** @type {any} */
  let found = words;
  for (const name of path?.split('.') ?? []) found = found?.[name];
  return String(found);
}
