// JSON that objects of JavaScript cannot hold: a name twice, a number as it is spelled, a text of JSON that can still be taken apart.

/** JSON as it stands. */
export class Spelled {
  /** @param {string} json */
  constructor(json) {
    this.json = json;
  }
}

/** A text that holds JSON. */
export class Encoded {
  /** @param {Tree} inner */
  constructor(inner) {
    this.inner = inner;
  }
}

/** An object: its members in order, each name as often as it comes. */
export class Members {
  /** @param {Member[]} list */
  constructor(list) {
    this.list = list;
  }
}

/** @typedef {[name: string | Spelled, value: Tree]} Member */
/** @typedef {null | boolean | number | string | Spelled | Encoded | Members | TreeList} Tree */
/** @typedef {Tree[]} TreeList */

/** @param {Record<string, Tree | undefined>} members those that are undefined are left out @returns {Members} */
export function object(members) {
  return new Members(/** @type {Member[]} */ (Object.entries(members).filter(([, value]) => value !== undefined)));
}

/**
 * @param {Tree} tree
 * @param {string} [gap] white space wherever it may stand
 * @returns {string} JSON, unless something `Spelled` is none
 */
export function jsonOf(tree, gap = '') {
  if (tree instanceof Spelled) return tree.json;
  if (tree instanceof Encoded) return JSON.stringify(jsonOf(tree.inner, gap));
  if (Array.isArray(tree)) return `[${gap}${tree.map((item) => jsonOf(item, gap)).join(`${gap},${gap}`)}${gap}]`;
  if (!(tree instanceof Members)) return JSON.stringify(tree);
  const members = tree.list.map(([name, value]) => `${jsonOf(name)}${gap}:${gap}${jsonOf(value, gap)}`);
  return `{${gap}${members.join(`${gap},${gap}`)}${gap}}`;
}

/**
 * @param {Tree} tree
 * @returns {Members[]} every object in it, the outermost first
 */
export function objectsIn(tree) {
  if (tree instanceof Encoded) return objectsIn(tree.inner);
  if (Array.isArray(tree)) return tree.flatMap(objectsIn);
  return tree instanceof Members ? [tree, ...tree.list.flatMap(([, value]) => objectsIn(value))] : [];
}

/**
 * @param {Tree} tree
 * @returns {Generator<Tree, void>} each way to leave one thing out of it, or to make one thing null
 */
export function* smaller(tree) {
  if (tree instanceof Encoded) {
    for (const inner of smaller(tree.inner)) yield new Encoded(inner);
  } else if (Array.isArray(tree)) {
    for (const i of tree.keys()) yield tree.toSpliced(i, 1);
    for (const [i, item] of tree.entries()) for (const less of smaller(item)) yield tree.with(i, less);
  } else if (tree instanceof Members) {
    const { list } = tree;
    for (const i of list.keys()) yield new Members(list.toSpliced(i, 1));
    for (const [i, [name, value]] of list.entries())
      for (const less of smaller(value)) yield new Members(list.with(i, [name, less]));
  }
  if (tree instanceof Object) yield null;
}
