// Nuxt with Nitro: server-rendered, hydrated, the proxy in a route of its own; built and started. And what vue-tsc knows.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launchChromium } from '../helpers/chromium.js';
import { expectTasksShown, runInSite, startSite, startVideoService } from './framework-site.js';
import { installStack } from './stacks.js';

const NUXT = 'node_modules/nuxt/bin/nuxt.mjs';

/** @type {string} */
let folder;
/** @type {import('puppeteer-core').Browser} */
let browser;
before(async () => {
  folder = await installStack('nuxt');
  browser = await launchChromium();
});
after(() => browser?.close());

test('built and started', async (t) => {
  await runInSite(folder, [NUXT, 'build']);
  const service = await startVideoService(t);
  const url = await startSite(t, folder, () => ['.output/server/index.mjs'], service);
  await expectTasksShown(t, browser, url, service);
});

/** What a template must not say of the element, and what vue-tsc says of it. */
const WRONG = [
  { attributes: ':task-id="7"', says: /'number' is not assignable to type 'string'/ },
  { attributes: ':follow="[]"', says: /'never\[\]' is not assignable to type 'boolean/ },
  { attributes: 'tasc-id="a"', says: /tascId/ },
  { attributes: '@aleph-succes="() => {}"', says: /onAlephSucces/ },
  { attributes: '@aleph-success="(e) => e.detail.error"', says: /'error' does not exist/ },
];

test('vue-tsc knows the element, its properties and its events', async () => {
  await runInSite(folder, [NUXT, 'prepare']);
  const check = ['node_modules/vue-tsc/bin/vue-tsc.js', '--build', '--noEmit', '--pretty', 'false'];
  assert.equal(await runInSite(folder, check), '');

  for (const [i, { attributes }] of WRONG.entries()) {
    const script = `<script setup lang="ts">\nimport 'kie-aleph/element/define';\n</script>\n`;
    const template = `<template><aleph-task ${attributes} /></template>\n`;
    await writeFile(join(folder, `app/wrong-${i}.vue`), `${script}\n${template}`);
  }
  const objections = await runInSite(folder, check).then(() => assert.fail('nothing is wrong'), String);
  for (const [i, { attributes, says }] of WRONG.entries()) {
    const [line = '', ...more] = objections.split('\n').filter((line) => line.includes(`wrong-${i}.vue`));
    assert.match(line, says, `${attributes}\n${objections}`);
    assert.deepEqual(more, [], attributes);
  }
});
