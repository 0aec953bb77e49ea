// Puts rows into a list in their order.

/**
 * What is in its place already stays untouched, with focus and scroll position, and under the finger that is pressing it.
 * @param {HTMLElement} list
 * @param {HTMLElement[]} rows all that it is to hold
 */
export function place(list, rows) {
  const wanted = new Set(rows);
  for (const row of [...list.children]) if (!wanted.has(/** @type {HTMLElement} */ (row))) row.remove();
  let next = list.firstElementChild;
  for (const row of rows) {
    if (row === next) next = next.nextElementSibling;
    else list.insertBefore(row, next);
  }
}
