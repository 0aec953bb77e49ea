// Puts values into the blanks of a text.

/**
 * @param {string} text such as "Next look in {time}"
 * @param {Record<string, string | number>} values by the names of the blanks; a blank without a value stays
 */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (blank, name) => (Object.hasOwn(values, name) ? String(values[name]) : blank));
}
