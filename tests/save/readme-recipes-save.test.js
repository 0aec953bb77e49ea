// The README's recipes for keeping the file, taken out of the README and run: in Node over a real server, in a page over a folder of it.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { serve } from '../../web/local/start.js';
import { SANDBOX_KEY } from '../../web/local/sandbox-tasks.js';
import { saveResult } from '../../web/save/save-result.js';
import { saveToFolder } from '../../web/save/save-to-folder.js';
import { fakeFolder } from './handles.js';

const AsyncFunction = /** @type {any} */ (async () => {}).constructor;
const VIDEO = await readFile(new URL('../../web/local/media/aleph.mp4', import.meta.url));

/**
 * @param {string} name in the README, before the recipe
 * @param {string[]} imports that it begins with
 * @param {Record<string, unknown>} values of the names it uses
 * @returns {Promise<any>} what it declares last
 */
async function run(name, imports, values) {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const code = new RegExp(`<!-- ${name}: [^\\n]*\\n\`\`\`js\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? '';
  const lines = code.split('\n');
  assert.deepEqual(lines.splice(0, imports.length), imports);
  const [, last] = [...code.matchAll(/^const (\{[^}]*\}) = await/gm)].at(-1) ?? [];
  return new AsyncFunction(...Object.keys(values), `${lines.join('\n')}\nreturn ${last};`)(...Object.values(values));
}

/** @param {import('node:test').TestContext} t */
async function sandboxed(t) {
  const { url, close } = await serve();
  t.after(close);
  return class extends AlephClient {
    /** @param {import('../../web/client/options.js').AlephClientOptions} options */
    constructor(options) {
      super({ ...options, baseUrl: `${url}sandbox` });
    }
  };
}

test('in Node', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'kie-aleph-readme-'));
  t.after(() => rm(folder, { recursive: true }));
  /** @type {unknown[][]} */
  const printed = [];
  const imports = ["import { AlephClient } from 'kie-aleph';", "import { saveToFolder } from 'kie-aleph/save/node';"];
  const { path, json } = await run('keep', imports, {
    AlephClient: await sandboxed(t),
    saveToFolder,
    process: { env: { KIE_API_KEY: SANDBOX_KEY } },
    console: { log: (/** @type {unknown[]} */ ...line) => printed.push(line) },
    taskId: 'sandbox-succeeded',
    folder,
  });
  assert.equal((await readdir(folder)).length, 2);
  assert.ok((await readFile(path)).equals(VIDEO));
  assert.equal(JSON.parse(await readFile(json, 'utf8')).taskId, 'sandbox-succeeded');
  // The sandbox sends its media without a length.
  assert.deepEqual([printed[0], printed.at(-1)], [[0, null], [path]]);
});

test('in a page', async (t) => {
  const client = new (await sandboxed(t))({ apiKey: SANDBOX_KEY });
  const { folder, contents } = fakeFolder();
  const { name, bytes } = await run('keep in a page', ["import { saveResult } from 'kie-aleph/save';"], {
    saveResult,
    task: await client.getTask('sandbox-succeeded'),
    showDirectoryPicker: async () => folder,
  });
  assert.equal(bytes, VIDEO.length);
  assert.ok(contents.get(name)?.equals(VIDEO));
});
