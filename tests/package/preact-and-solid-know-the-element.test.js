// <aleph-task> in Preact and Solid: type-checked without a declaration, built by Vite, with properties and events in Chromium.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { before, test } from 'node:test';
import { run } from '../../tools/process.js';
import { createApp } from '../../web/local/app.js';
import { nodeListener } from '../../web/proxy/node-adapter.js';
import { openPage } from './react-pages.js';
import { installStack } from './stacks.js';

const TYPES = /** @type {Record<string, string>} */ ({ '.html': 'text/html', '.js': 'text/javascript' });

/** @type {string} */
let project;
before(async () => {
  project = await installStack('preact-solid');
});

/**
 * @param {import('node:test').TestContext} t
 * @param {string} folder
 * @returns {Promise<string>} the URL of a server of that folder, with the sandbox behind /kie
 */
async function serve(t, folder) {
  const app = createApp();
  const server = createServer(
    nodeListener(async (request) => {
      const { pathname } = new URL(request.url);
      const type = TYPES[extname(pathname)];
      if (type === undefined) return app(request);
      return new Response(await readFile(join(folder, pathname)), { headers: { 'Content-Type': type } });
    }),
  );
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
}

for (const name of ['preact', 'solid']) {
  test(name, async (t) => {
    const cwd = join(project, name);
    await run(process.execPath, [join(project, 'node_modules/typescript/bin/tsc'), '-p', '.'], { cwd });
    await run(process.execPath, [join(project, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel=error'], { cwd });
    const url = await serve(t, join(cwd, 'dist'));
    const { page, noise } = await openPage(t);
    await page.goto(`${url}/index.html`);
    const told = (/** @type {string} */ text) =>
      page.waitForFunction((text) => document.querySelector('output')?.textContent === text, {}, text);
    await told('success with a video');
    await page.click('#fail');
    await told('success with a video; failure sandbox-failed');
    assert.equal(await page.$eval('aleph-task > p', (element) => element.checkVisibility()), true);
    assert.deepEqual(noise, []);
  });
}
