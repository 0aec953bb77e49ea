// custom-elements.json says what the element has: attributes, properties, events, slots, parts, custom properties; all of it, and no more.
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

test('parts: every one that is described is met in some state, and every one that is met is described', async () => {
  const described = new Set(names(element.cssParts));
  // Said in the description of `button` and `status`.
  for (const { description } of element.cssParts)
    for (const [, name] of description.matchAll(/`([a-z]+(?:-[a-z]+)*)`/g)) described.add(name);
  for (const state of ['looking', 'processing', 'succeeded', 'failed', 'error', 'stopped'])
    described.add(`status-${state}`);
  described.delete('errorCode');
  const met = new Set();
  for (const state of PAGE_STATES) {
    const { page } = await site.open(state.taskId && `#task=${state.taskId}`, { prepare: state.prepare });
    await reach(page, state);
    for (const part of await page.$$eval('aleph-task >>> [part]', (parts) => parts.flatMap((each) => [...each.part])))
      met.add(part);
    await page.close();
  }
  // The first visit has words of its own in the place of these.
  met.add('empty');
  assert.deepEqual([...met].sort(), [...described].sort());
});

test('events', async () => {
  const source = await readFile(new URL('../../web/element/aleph-task.js', import.meta.url), 'utf8');
  const told = new Set([...source.matchAll(/#dispatch\('([\w-]+)'/g)].map(([, name]) => name));
  assert.deepEqual([...told].sort(), names(element.events));
});

test('of <aleph-create>: attributes, properties, slots, events; and every part it has is described', async () => {
  const form = modules
    .flatMap((/** @type {any} */ { declarations }) => declarations)
    .find((/** @type {any} */ { tagName }) => tagName === 'aleph-create');
  const described = new Set(names(form.cssParts));
  for (const { description } of form.cssParts)
    for (const [, name] of description.matchAll(/`([a-z]+(?:-[a-z]+)*)`/g)) described.add(name);
  const met = new Set();
  for (const state of PAGE_STATES.filter(({ name }) => name.startsWith('new-video'))) {
    const { page } = await site.open(state.taskId && `#task=${state.taskId}`, { prepare: state.prepare });
    await reach(page, state);
    for (const part of await page.$$eval('aleph-create >>> [part]', (parts) => parts.flatMap((each) => [...each.part])))
      met.add(part);
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
    await page.close();
  }
  assert.deepEqual(
    [...met].filter((part) => !described.has(part)),
    [],
  );
  assert.deepEqual(names(form.events), ['aleph-create-failed', 'aleph-created']);
});
