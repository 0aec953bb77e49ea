// A second reading of docs/contract.md, written from the page alone: the original request as the jobs route has it.
import { membersOf, objectOf } from './values.js';

/** @type {Map<string, string>} */
const NEW_NAMES = new Map([
  ['video_url', 'videoUrl'],
  ['watermark', 'waterMark'],
  ['upload_cn', 'uploadCn'],
  ['aspect_ratio', 'aspectRatio'],
  ['reference_image', 'referenceImage'],
]);

/**
 * @param {string} param
 * @returns {object | null}
 */
export function parametersOf(param) {
  const around = objectOf(param);
  if (!around) return null;
  const others = Object.entries(around).filter(([name]) => name !== 'input' && name !== 'model');
  if (!Object.hasOwn(around, 'input')) return Object.fromEntries(others);
  const isText = typeof around.input === 'string';
  const members = isText ? objectOf(/** @type {string} */ (around.input)) : membersOf(around.input);
  if (!members) return null;
  const inOrder = isText ? lastOnes(/** @type {string} */ (around.input)) : lastOnes(param).get('input');
  return Object.fromEntries([...others, ...renamed(members, /** @type {Ordered} */ (inOrder))]);
}

/** Names with what is in them, in the order in which each was said last. @typedef {Map<string, unknown>} Ordered */

/**
 * `video_url` and `videoUrl` become one name, of which the last counts; in an object of JSON.parse a name that comes again keeps
 * its first place.
 * @param {import('./values.js').Members} members
 * @param {Ordered} inOrder
 * @returns {[name: string, value: unknown][]}
 */
function renamed(members, inOrder) {
  const places = [...inOrder.keys()].map((name) => name.replace(/\p{Surrogate}/gu, '\uFFFD'));
  return Object.entries(members)
    .sort(([a], [b]) => places.lastIndexOf(a) - places.lastIndexOf(b))
    .map(([name, value]) => [NEW_NAMES.get(name) ?? name, value]);
}

/**
 * @param {string} json of an object
 * @returns {Ordered}
 */
function lastOnes(json) {
  let count = 0;
  // Each name gets a number in front: no name comes again then, and JSON.parse keeps their order.
  const numbered = json.replace(/"((?:[^"\\]|\\.)*)"(\s*:)?/gs, (all, name, colon) =>
    colon ? `"${count++};${name}":` : all,
  );
  return orderedOf(JSON.parse(numbered));
}

/** @param {object} numbered @returns {Ordered} */
function orderedOf(numbered) {
  /** @type {Ordered} */
  const ordered = new Map();
  for (const [numberedName, value] of Object.entries(numbered)) {
    const name = numberedName.slice(numberedName.indexOf(';') + 1);
    ordered.delete(name);
    ordered.set(name, membersOf(value) ? orderedOf(/** @type {object} */ (value)) : value);
  }
  return ordered;
}
