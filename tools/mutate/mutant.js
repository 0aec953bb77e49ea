// What a mutant is, and how mutants are named, drawn and put into a text.

/**
 * One change of one file.
 * @typedef {object} Mutant
 * @property {string} file from the root
 * @property {number} start of what is replaced, in UTF-16 code units
 * @property {number} end
 * @property {string} text in its place
 * @property {string} operator which rule made it
 * @property {number} line from 1
 * @property {string} source the line as it is, without indentation
 * @property {string} change what was, and what is: for people, and for the list of equivalent ones
 */

/** A change as an operator gives it. @typedef {{ start: number, end: number, text: string }} Edit */

const LONGEST_SHOWN = 90;

/**
 * @param {string} file
 * @param {string} source of the whole file
 * @param {string} operator
 * @param {Edit} edit
 * @returns {Mutant}
 */
export function mutantOf(file, source, operator, { start, end, text }) {
  const before = source.slice(0, start);
  const lineStart = before.lastIndexOf('\n') + 1;
  const lineEnd = source.indexOf('\n', start);
  return {
    file,
    start,
    end,
    text,
    operator,
    line: before.split('\n').length,
    source: source.slice(lineStart, lineEnd < 0 ? undefined : lineEnd).trim(),
    change: `${shown(source.slice(start, end))} → ${shown(text)}`,
  };
}

/** @param {string} text @returns {string} in one line, and short */
function shown(text) {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN)}…` : line || 'nothing';
}

/**
 * @param {string} source
 * @param {Edit} mutant
 */
export function mutated(source, { start, end, text }) {
  return source.slice(0, start) + text + source.slice(end);
}

/**
 * @template T
 * @param {T[]} all
 * @param {number} count
 * @param {number} seed
 * @returns {T[]} some of them, drawn by chance that a seed repeats
 */
export function sample(all, count, seed) {
  const drawn = [...all];
  let state = seed >>> 0;
  // Numerical Recipes' generator; its upper bits are good enough to draw with.
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let at = drawn.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [drawn[at], drawn[other]] = [/** @type {T} */ (drawn[other]), /** @type {T} */ (drawn[at])];
  }
  return drawn.slice(0, count);
}
