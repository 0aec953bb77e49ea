// workerd, the runtime of Cloudflare Workers, through miniflare.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TOOLS } from './installed.js';

/**
 * Runs `out.js` of a folder.
 * @param {import('node:test').TestContext} t the worker ends with this test
 * @param {string} folder
 * @param {Record<string, string>} bindings its `env`
 * @param {object[]} [modules] more that it imports
 * @returns {Promise<{ dispatchFetch(url: string, init?: RequestInit): Promise<Response> }>}
 */
export async function startWorkerd(t, folder, bindings, modules = []) {
  const Miniflare = await loadMiniflare();
  const script = {
    type: 'ESModule',
    path: join(folder, 'out.js'),
    contents: await readFile(join(folder, 'out.js'), 'utf8'),
  };
  // Old, so that nothing which came later is needed.
  const worker = new Miniflare({
    compatibilityDate: '2024-01-01',
    bindings,
    modulesRoot: folder,
    modules: [script, ...modules],
  });
  t.after(() => worker.dispose());
  return worker;
}

/** @returns {Promise<any>} the class of miniflare, which starts workerd */
export async function loadMiniflare() {
  return (await import(pathToFileURL(join(TOOLS, 'miniflare/dist/src/index.js')).href)).Miniflare;
}
