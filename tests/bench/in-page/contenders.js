// What is measured in a page: what its script does until it has a task, as its user would bundle it.

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {string} page its script, in pages/
 * @property {'bundled' | 'as shipped'} [form] `bundled`; `as shipped`: the file for CDNs, imported by a script in the page itself
 */

/** What the others are compared with. */
export const HAND_WRITTEN = 'fetch + JSON.parse';
export const FAL = '@fal-ai/client';

/** @type {readonly Contender[]} */
export const CONTENDERS = [
  { name: HAND_WRITTEN, page: 'hand-written' },
  { name: 'kie-aleph', page: 'kie-aleph' },
  { name: 'kie-aleph/look', page: 'look' },
  { name: 'kie-aleph/external', page: 'external' },
  { name: 'kie-aleph, dist/kie-aleph.js', page: 'kie-aleph', form: 'as shipped' },
  { name: 'openai, its get', page: 'openai' },
  { name: 'ky + zod', page: 'ky-zod' },
  { name: FAL, page: 'fal' },
];

export const NAMES = CONTENDERS.map(({ name }) => name);
