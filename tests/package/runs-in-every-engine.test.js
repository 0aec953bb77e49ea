// The packed package does its main job in a page of each engine, and in a dedicated, a shared and a service worker.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import { ENGINES, until } from '../helpers/engines.js';
import { emptyProject } from './installed.js';
import { serveFolder } from './serve-folder.js';
import { EXPECTED, startMainJobService } from './service.js';

const WORKERS = ['dedicated', 'shared', 'service'];

/** An empty project bundled by esbuild: a page for the main job, and one that gives it to a worker. @param {import('node:test').TestContext} t */
async function site(t) {
  const folder = await emptyProject(t, [
    'main-job.js',
    'page.js',
    'page-workers.js',
    'job-worker.js',
    'index.html',
    'workers.html',
  ]);
  await build({
    absWorkingDir: folder,
    entryPoints: ['page.js', 'page-workers.js'],
    bundle: true,
    format: 'esm',
    outdir: '.',
    allowOverwrite: true,
  });
  // A classic script, as `new Worker(url)` has it.
  await build({
    absWorkingDir: folder,
    entryPoints: ['job-worker.js'],
    bundle: true,
    format: 'iife',
    outdir: '.',
    allowOverwrite: true,
    define: { 'import.meta.url': 'undefined' },
  });
  return serveFolder(t, folder, true);
}

for (const { name, launch } of ENGINES) {
  describe(name, () => {
    /** @type {Awaited<ReturnType<typeof launch>>} */
    let browser;
    before(async () => void (browser = await launch()));
    after(() => browser?.close());

    /** @param {string} url of the page, with its question */
    const titleOf = async (url) => {
      const tab = await browser.tab();
      await tab.goto(url);
      await until(tab, () => document.title !== '…');
      const title = await tab.evaluate(() => document.title);
      assert.deepEqual(tab.noise, []);
      return title.startsWith('{') ? JSON.parse(title) : title;
    };

    test('a page runs the main job, a wait, an abort and an error', async (t) => {
      const service = await startMainJobService(t);
      assert.deepEqual(await titleOf(`${await site(t)}?service=${encodeURIComponent(service.url)}`), EXPECTED);
    });

    for (const kind of name === 'WebKit' ? [] : WORKERS) {
      test(`a ${kind} worker runs them`, async (t) => {
        const service = await startMainJobService(t);
        assert.deepEqual(
          await titleOf(`${await site(t)}workers.html?kind=${kind}&service=${encodeURIComponent(service.url)}`),
          EXPECTED,
        );
      });
    }
  });
}
