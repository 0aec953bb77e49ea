// One thing wrong with an answer that was right: a member of another type, another name, another place, missing, or there twice.
import { NUMBERS } from './odd-values.js';
import { Encoded, Members, objectsIn, Spelled } from './tree.js';
import { anything } from './values.js';

/** @typedef {import('./random.js').Chance} Chance */
/** @typedef {import('./tree.js').Tree} Tree */

/** @typedef {import('./tree.js').Member} Member */

/** What members are called on either route, and what they are called by mistake. */
const NAMES = `
  code msg data taskId paramJson response completeTime createTime successFlag errorCode errorMessage model state param resultJson failCode
  failMsg costTime creditsConsumed errorMsg task_id input resultUrls resultVideoUrl
`
  .trim()
  .split(/\s+/);

/** @typedef {(chance: Chance, list: Member[], at: number) => unknown} Change of the member there */

/** @type {Change[]} */
const CHANGES = [
  // Another type; a number of another size; missing; null.
  (chance, list, at) => list.splice(at, 1, [nameAt(list, at), anything(chance)]),
  (chance, list, at) => list.splice(at, 1, [nameAt(list, at), anything(chance)]),
  (chance, list, at) => list.splice(at, 1, [nameAt(list, at), new Spelled(chance.one(NUMBERS))]),
  (_, list, at) => list.splice(at, 1),
  (_, list, at) => list.splice(at, 1, [nameAt(list, at), null]),
  // Another name; the same name in another spelling.
  (chance, list, at) => list.splice(at, 1, [chance.one(NAMES), valueAt(list, at)]),
  (chance, list, at) => list.splice(at, 1, [respelled(chance, nameAt(list, at)), valueAt(list, at)]),
  // Twice, with the same or another value, next to it or anywhere.
  (chance, list, at) =>
    list.splice(chance.below(list.length + 1), 0, [
      nameAt(list, at),
      chance.is(0.3) ? valueAt(list, at) : anything(chance),
    ]),
  (chance, list) => list.splice(chance.below(list.length + 1), 0, [chance.one(NAMES), anything(chance)]),
  // A level too many; encoded once more; one of another place.
  (_, list, at) => list.splice(at, 1, [nameAt(list, at), [valueAt(list, at)]]),
  (_, list, at) => list.splice(at, 1, [nameAt(list, at), new Members([[nameAt(list, at), valueAt(list, at)]])]),
  (_, list, at) => list.splice(at, 1, [nameAt(list, at), new Encoded(valueAt(list, at))]),
  (chance, list, at) => list.splice(at, 1, [nameAt(list, at), valueAt(list, chance.below(list.length))]),
];

/** @param {Chance} chance @param {Tree} body gets one change somewhere in it */
export function change(chance, body) {
  const { list } = chance.one([...objectsIn(body), new Members([])]);
  if (list.length > 0) chance.one(CHANGES)(chance, list, chance.below(list.length));
}

/** @param {Member[]} list @param {number} at */
function nameAt(list, at) {
  return list[at]?.[0] ?? '';
}

/** @param {Member[]} list @param {number} at */
function valueAt(list, at) {
  return list[at]?.[1] ?? null;
}

/** @param {Chance} chance @param {string | Spelled} name */
function respelled(chance, name) {
  if (name instanceof Spelled || name === '') return name;
  const at = chance.below(name.length);
  const escaped = `\\u${name.charCodeAt(at).toString(16).padStart(4, '0')}`;
  const snake = name.replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`);
  return chance.one([
    new Spelled(
      `"${JSON.stringify(name.slice(0, at)).slice(1, -1)}${escaped}${JSON.stringify(name.slice(at + 1)).slice(1, -1)}"`,
    ),
    name.toLowerCase(),
    name.toUpperCase(),
    snake,
    `${name} `,
    new Spelled(`"${JSON.stringify(name).slice(1, -1)}\\ud83d"`),
  ]);
}
