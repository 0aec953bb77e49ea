// Finds task ids in what people paste, type or drop: one id, several, or the JSON of a callback or an answer.

/** More at once is a mistake rather than a wish. */
const MOST_IDS = 50;

/** What the wire and the vendor's callbacks call an id. */
const NAMES = new Set(['taskId', 'task_id']);

/**
 * @param {string} text
 * @returns {string[]} each once, in order; empty when there is none
 */
export function taskIdsIn(text) {
  const trimmed = text.trim();
  const ids = /^[{[]/.test(trimmed) ? idsInJson(trimmed) : trimmed.split(/[\s,;]+/);
  return [...new Set(ids.filter((id) => id !== ''))].slice(0, MOST_IDS);
}

/**
 * @param {string} text
 * @returns {string[]}
 */
function idsInJson(text) {
  try {
    return idsIn(JSON.parse(text));
  } catch {
    return [];
  }
}

/**
 * @param {unknown} value decoded JSON
 * @returns {string[]}
 */
function idsIn(value) {
  if (Array.isArray(value)) return value.flatMap((each) => (typeof each === 'string' ? [each] : idsIn(each)));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    NAMES.has(name) && typeof member === 'string'
      ? [member]
      : Array.isArray(member)
        ? member.flatMap(membersOf)
        : idsIn(member),
  );
}

/** @param {unknown} member of a list that is no list of ids */
function membersOf(member) {
  return typeof member === 'string' ? [] : idsIn(member);
}
