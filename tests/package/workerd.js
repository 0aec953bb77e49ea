// workerd, the runtime of Cloudflare Workers, through miniflare.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TOOLS } from './installed.js';

/** Old, so that nothing which came later is needed. */
const COMPATIBILITY_DATE = '2024-01-01';

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
  const worker = new Miniflare({
    compatibilityDate: COMPATIBILITY_DATE,
    bindings,
    modulesRoot: folder,
    modules: [script, ...modules],
  });
  t.after(() => worker.dispose());
  return worker;
}

/**
 * Runs the same script as several workers, which share the objects of its class `StoreObject` as `STORE`.
 * @param {string[]} names of the workers: `http://{name}.example/` is of each
 * @param {string | undefined} script
 * @param {Record<string, string>} [bindings] of `env`
 * @returns {Promise<any>} a Miniflare, to be disposed of
 */
export async function startWorkersWithObjects(names, script, bindings = {}) {
  const Miniflare = await loadMiniflare();
  const workerd = new Miniflare({
    workers: names.map((name) => ({
      name,
      compatibilityDate: COMPATIBILITY_DATE,
      modules: [{ type: 'ESModule', path: 'worker.js', contents: script }],
      routes: [`${name}.example/*`],
      bindings,
      durableObjects: { STORE: { className: 'StoreObject', scriptName: names[0], useSQLite: true } },
    })),
  });
  await workerd.ready;
  return workerd;
}

/** @returns {Promise<any>} the class that starts workerd */
async function loadMiniflare() {
  return (await import(pathToFileURL(join(TOOLS, 'miniflare/dist/src/index.js')).href)).Miniflare;
}
