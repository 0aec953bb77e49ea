// SvelteKit with adapter-node: server-rendered, hydrated, the proxy in a route of its own; built, and in development.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launchChromium } from '../helpers/chromium.js';
import { expectTasksShown, runInSite, startSite, startVideoService } from './framework-site.js';
import { installStack } from './stacks.js';

const VITE = 'node_modules/vite/bin/vite.js';

/** @type {string} */
let folder;
/** @type {import('puppeteer-core').Browser} */
let browser;
before(async () => {
  folder = await installStack('sveltekit');
  browser = await launchChromium();
});
after(() => browser?.close());

test('built and started', async (t) => {
  await runInSite(folder, [VITE, 'build']);
  const service = await startVideoService(t);
  const url = await startSite(t, folder, () => ['build/index.js'], service);
  await expectTasksShown(t, browser, url, service);
});

test('in development', async (t) => {
  const service = await startVideoService(t);
  const url = await startSite(t, folder, (port) => [VITE, 'dev', '--host', '127.0.0.1', '--port', port], service);
  await expectTasksShown(t, browser, url, service, /^debug: \[vite\]/);
});

/** What a template must not say of the element, and what svelte-check says of it. */
const WRONG = [
  { attributes: 'taskId={7}', says: /'number' is not assignable to type 'string'/ },
  { attributes: 'tasc-id="a"', says: /tasc-id/ },
  { attributes: 'onaleph-success={(e) => e.detail.error}', says: /'error' does not exist/ },
  { attributes: 'onaleph-succes={() => {}}', says: /onaleph-succes/ },
];

test('svelte-check knows the element, its properties and its events', async () => {
  await runInSite(folder, ['node_modules/@sveltejs/kit/svelte-kit.js', 'sync']);
  const check = ['node_modules/svelte-check/bin/svelte-check', '--output', 'machine', '--fail-on-warnings'];
  assert.match(await runInSite(folder, check), / COMPLETED \d+ FILES 0 ERRORS 0 WARNINGS /);

  for (const [i, { attributes }] of WRONG.entries()) {
    const script = `<script lang="ts">\n  import 'kie-aleph/element/define';\n</script>\n`;
    await writeFile(join(folder, `src/wrong-${i}.svelte`), `${script}\n<aleph-task ${attributes}></aleph-task>\n`);
  }
  const objections = await runInSite(folder, check).then(() => assert.fail('nothing is wrong'), String);
  for (const [i, { attributes, says }] of WRONG.entries()) {
    const [line = '', ...more] = objections.split('\n').filter((line) => line.includes(`wrong-${i}.svelte`));
    assert.match(line, says, attributes);
    assert.deepEqual(more, [], attributes);
  }
});
