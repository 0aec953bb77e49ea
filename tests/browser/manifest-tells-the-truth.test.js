// custom-elements.json says what the element has: attributes, properties, events, slots, custom properties; all of it, and no more.
// Its parts: page-keeps-the-rules-in-every-state.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { elementManifest } from '../../tools/generate.js';
import { PAGE_STATES, reach } from './page-states.js';
import { pages } from './page.js';

const site = pages();
const text = await readFile(new URL('../../web/element/custom-elements.json', import.meta.url), 'utf8');
const { modules } = JSON.parse(text);
const element = modules
  .flatMap((/** @type {any} */ { declarations }) => declarations)
  .find((/** @type {any} */ { tagName }) => tagName === 'aleph-task');
const names = (/** @type {{ name: string }[]} */ things) => things.map(({ name }) => name).sort();

test('it is made of the sources as they are', async () =>
  assert.equal(text, await elementManifest(), 'run `npm run generate`'));

test('attributes, properties, slots and custom properties', async () => {
  const { page } = await site.open();
  const real = await page.evaluate(() => {
    const host = /** @type {any} */ (document.querySelector('aleph-task'));
    const own = Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(host))).map(([name]) => name);
    const css = [...host.shadowRoot.adoptedStyleSheets[0].cssRules]
      .map((/** @type {CSSRule} */ rule) => rule.cssText)
      .join();
    return {
      attributes: host.constructor.observedAttributes.slice().sort(),
      members: own.filter((name) => name !== 'constructor' && !name.endsWith('Callback')).sort(),
      slots: [...host.shadowRoot.querySelectorAll('slot')].map((slot) => slot.name).sort(),
      custom: [...new Set(css.match(/--aleph-[\w-]+/g))].sort(),
    };
  });
  assert.deepEqual(real, {
    attributes: names(element.attributes),
    members: names(element.members),
    slots: names(element.slots),
    custom: names(element.cssProperties),
  });
});

test('events', async () => {
  const source = await readFile(new URL('../../web/element/aleph-task.js', import.meta.url), 'utf8');
  const told = new Set([...source.matchAll(/#dispatch\('([\w-]+)'/g)].map(([, name]) => name));
  assert.deepEqual([...told].sort(), names(element.events));
});

test('of <aleph-create>: attributes, properties, slots, events', async () => {
  const form = modules
    .flatMap((/** @type {any} */ { declarations }) => declarations)
    .find((/** @type {any} */ { tagName }) => tagName === 'aleph-create');
  const state = PAGE_STATES.find(({ name }) => name === 'new-video') ?? assert.fail();
  const { page } = await site.open('', { prepare: state.prepare });
  await reach(page, state);
  const real = await page.evaluate(() => {
    const host = /** @type {any} */ (document.querySelector('aleph-create'));
    const own = Object.getOwnPropertyNames(Object.getPrototypeOf(host));
    return {
      attributes: host.constructor.observedAttributes.slice().sort(),
      members: own.filter((name) => name !== 'constructor' && !name.endsWith('Callback')).sort(),
      slots: [...host.shadowRoot.querySelectorAll('slot')].map((slot) => slot.name).sort(),
    };
  });
  assert.deepEqual(real, {
    attributes: names(form.attributes),
    members: names(form.members),
    slots: names(form.slots),
  });
  assert.deepEqual(names(form.events), ['aleph-create-failed', 'aleph-created']);
});
