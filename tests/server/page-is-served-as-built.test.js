// The built page is what the server gives at "/": the same strict policy, files named by their content, and never older than its sources.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { buildPage } from '../../tools/build.js';
import { builtPageIsCurrent } from '../../web/server/built-page.js';
import { CONTENT_SECURITY_POLICY, serveStatic } from '../../web/server/static.js';

before(buildPage);

/** @param {string} path */
async function get(path) {
  const response = await serveStatic(new Request(new URL(path, 'http://127.0.0.1')));
  return {
    status: response.status,
    header: (/** @type {string} */ name) => response.headers.get(name),
    text: await response.text(),
  };
}

/** @returns {Promise<{ version: string, files: string[] }>} what the service worker keeps */
async function shell() {
  const [, list] = /^self\.kieAlephShell=(\{.*?\});/.exec((await get('/sw.js')).text) ?? [];
  return JSON.parse(String(list));
}

test('the page, all it names and all its worker keeps are there, under the strict policy', async () => {
  const { text } = await get('/');
  const named = [...text.matchAll(/(?:src|href)="(\/[^"]*)"/g)].map(([, path]) => String(path));
  const { version, files } = await shell();
  assert.match(version, /^[0-9A-F]{8}$/);
  for (const path of ['/', ...named, ...files]) {
    const { status, header } = await get(path);
    assert.deepEqual([status, header('content-security-policy')], [200, CONTENT_SECURITY_POLICY], path);
  }
  // Whatever the page loads is there without a network too.
  assert.deepEqual(
    named.filter((path) => !files.includes(path)),
    [],
  );
});

test('the built files have their content in their names, and are not asked for again; the page itself is', async () => {
  const built = (await shell()).files.filter((path) => path.startsWith('/dist/page/'));
  assert.equal(built.length, 3);
  for (const path of built) {
    assert.match(path, /^\/dist\/page\/(page|aleph)-[0-9A-Z]{8}\.(js|css)$/);
    assert.equal((await get(path)).header('cache-control'), 'public, max-age=31536000, immutable');
  }
  for (const path of ['/', '/sw.js', '/manifest.webmanifest', '/web/page/page.js'])
    assert.equal((await get(path)).header('cache-control'), 'no-cache', path);
});

test('the built page has no inline code, and asks for no eval and no file at run time', async () => {
  const { text } = await get('/');
  assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:/i);
  for (const path of (await shell()).files.filter((path) => path.endsWith('.js'))) {
    assert.doesNotMatch((await get(path)).text, /\beval\(|\bnew Function\b|\bimport\(|importScripts/, path);
  }
  assert.match(text, /<aleph-task/);
});

test('the element is defined in the bundle, though the package says that its files have no side effects', async () => {
  const script = (await shell()).files.find((path) => /\/page-\w+\.js$/.test(path));
  assert.match((await get(String(script))).text, /customElements[^;]{0,80}define\("aleph-task"|define\("aleph-task"/);
});

test('the page also comes from its sources', async () => {
  const { status, text } = await get('/web/page/index.html');
  assert.equal(status, 200);
  assert.match(text, /<script type="module" src="\/web\/page\/page\.js"><\/script>/);
});

const BUILT = 'dist/page/index.html';
const TREES = [
  {
    what: 'newer than all its sources',
    times: { [BUILT]: 20, 'web/page/page.js': 10, 'dist/aleph.js': 20 },
    current: true,
  },
  { what: 'not there', times: { 'web/page/page.js': 10 }, current: false },
  { what: 'older than a file of the page', times: { [BUILT]: 20, 'web/page/page.css': 21 }, current: false },
  {
    what: 'older than a file deep in the element',
    times: { [BUILT]: 20, 'web/page/page.js': 10, 'web/element/languages/en.js': 21 },
    current: false,
  },
  { what: 'older than the WebAssembly', times: { [BUILT]: 20, 'dist/aleph.js': 21 }, current: false },
];
for (const { what, times, current } of TREES) {
  test(`a built page that is ${what} is ${current ? '' : 'not '}served`, async (t) => {
    const root = await mkdtemp(join(tmpdir(), 'kie-aleph-built-'));
    t.after(() => rm(root, { recursive: true }));
    for (const [file, time] of Object.entries(times)) {
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), '');
      await utimes(join(root, file), Number(time), Number(time));
    }
    assert.equal(builtPageIsCurrent(root), current);
  });
}
