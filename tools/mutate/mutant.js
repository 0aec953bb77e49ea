// What a mutant is, and how mutants are named, drawn and put into a text.

/**
 * One change of one file.
 * @typedef {object} Mutant
 * @property {string} file from the root
 * @property {number} start of what is replaced, in UTF-16 code units
 * @property {number} end
 * @property {string} text in its place
 * @property {string} operator which rule made it
 * @property {string} within the function that is changed, as its first line says it; empty outside of all
 * @property {number} line from 1
 * @property {string} source the line as it is, without indentation
 * @property {string} change what was, and what is: for people, and for the list of equivalent ones
 */

/** A change as an operator gives it. @typedef {{ start: number, end: number, text: string }} Edit */

/** Where a function stands in a text. @typedef {{ start: number, end: number }} Span */

const LONGEST_SHOWN = 90;

/**
 * @param {string} file
 * @param {string} source of the whole file
 * @param {string} operator
 * @param {Edit} edit
 * @param {Span} [within] the function around it
 * @returns {Mutant}
 */
export function mutantOf(file, source, operator, { start, end, text }, within) {
  const before = source.slice(0, start);
  const lineStart = before.lastIndexOf('\n') + 1;
  const lineEnd = source.indexOf('\n', start);
  return {
    file,
    start,
    end,
    text,
    operator,
    within: within ? `${within.start} ${shown(source.slice(within.start, within.end).split('\n', 1)[0] ?? '')}` : '',
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

/**
 * @param {Mutant[]} all
 * @param {number} count
 * @param {number} seed
 * @returns {Mutant[]} so many of each function, and of what stands outside of all in a file
 */
export function sampleOfEach(all, count, seed) {
  /** @type {Map<string, Mutant[]>} */
  const groups = new Map();
  for (const mutant of all) {
    const name = `${mutant.file} ${mutant.within}`;
    const group = groups.get(name) ?? [];
    groups.set(name, group);
    group.push(mutant);
  }
  return [...groups.values()].flatMap((group) => sample(group, count, seed));
}
