// The built page is what the server gives at "/": the same strict policy, files named by their content, and never older than its sources.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { buildPage } from '../../tools/build.js';
import { builtPageIsCurrent } from '../../web/local/built-page.js';
import { serve } from '../../web/local/start.js';
import { CONTENT_SECURITY_POLICY } from '../../web/local/static.js';

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
before(async () => {
  await buildPage();
  server = await serve();
});
after(() => server.close());

/** @param {string} path */
async function get(path) {
  const response = await fetch(new URL(path, server.url));
  return {
    status: response.status,
    header: (/** @type {string} */ name) => response.headers.get(name),
    text: await response.text(),
  };
}

/** Installs the service worker as served. @returns {Promise<{ cache: string, files: string[] }>} what it keeps */
async function shell() {
  /** @type {Record<string, (event: object) => void>} */
  const listeners = {};
  const kept = { cache: '', files: /** @type {string[]} */ ([]) };
  const cache = {
    addAll: async (/** @type {{ url: string }[]} */ asked) => asked.map(({ url }) => kept.files.push(url)),
  };
  const scope = {
    addEventListener: (/** @type {string} */ type, /** @type {() => void} */ listener) => (listeners[type] = listener),
    skipWaiting: async () => {},
    caches: { open: async (/** @type {string} */ name) => ((kept.cache = name), cache) },
    Request: class {
      constructor(/** @type {string} */ url) {
        this.url = url;
      }
    },
  };
  runInNewContext((await get('/sw.js')).text, { ...scope, self: scope });
  await new Promise((resolve) => listeners.install?.({ waitUntil: resolve }));
  return kept;
}

test('the page, all it names and all its worker keeps are there, under the strict policy', async () => {
  const { text } = await get('/');
  const named = [...text.matchAll(/(?:src|href)="(\/[^"]*)"/g)].map(([, path]) => String(path));
  const { cache, files } = await shell();
  assert.match(cache, /^kie-aleph-shell-[0-9A-F]{8}$/);
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
  const built = (await shell()).files.filter((path) => path.startsWith('/assets/'));
  assert.ok(built.length > 3, built.join());
  for (const path of built) {
    assert.match(path, /^\/assets\/[a-z]+-[\w-]{8}\.(js|css)$/);
    assert.equal((await get(path)).header('cache-control'), 'public, max-age=31536000, immutable');
  }
  for (const path of ['/', '/sw.js', '/manifest.webmanifest', '/web/page/page.js'])
    assert.equal((await get(path)).header('cache-control'), 'no-cache', path);
});

test('the built page has no inline code, and asks for no eval and no file but its own at run time', async () => {
  const { text } = await get('/');
  assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:/i);
  for (const path of (await shell()).files.filter((path) => path.endsWith('.js'))) {
    // The parts that load later are named in full.
    const text = (await get(path)).text.replaceAll(/\bimport\([`'"]\.\/([a-z]+-[\w-]{8}\.js)[`'"]\)/g, '');
    assert.doesNotMatch(text, /\beval\(|\bnew Function\b|\bimport\(|importScripts/, path);
  }
  assert.match(text, /<aleph-task/);
});

test('the element is defined in the bundle, though the package says that its files have no side effects', async () => {
  const script = (await shell()).files.find((path) => /\/index-[\w-]+\.js$/.test(path));
  assert.match(
    (await get(String(script))).text,
    /customElements[^;]{0,80}define\(['"`]aleph-task|define\(['"`]aleph-task/,
  );
});

test('the page also comes from its sources', async () => {
  const { text } = await get('/web/page/');
  const named = [...text.matchAll(/(?:src|href)="([^"#]*)"/g)].map(([, path]) => String(path));
  assert.ok(named.includes('page.js') && named.includes('page.css'), text);
  for (const path of named) assert.equal((await get(`/web/page/${path}`)).status, 200, path);
});

const BUILT = 'dist/page/index.html';
const BUILDER = 'tools/bundle-page.js';
const TREES = [
  {
    what: 'newer than all its sources',
    times: { [BUILT]: 20, 'web/page/page.js': 10, 'dist/aleph.js': 20 },
    current: true,
  },
  { what: 'not there', times: { 'web/page/page.js': 10 }, current: false },
  { what: 'older than a file of the page', times: { [BUILT]: 20, 'web/page/page.css': 21 }, current: false },
  { what: 'older than a language of it', times: { [BUILT]: 20, 'web/words/en.js': 21 }, current: false },
  { what: 'older than a file deep in the client', times: { [BUILT]: 20, 'web/client/a/b.js': 21 }, current: false },
  {
    what: 'older than its sources, in an installed package,',
    times: { [BUILT]: 20, [BUILDER]: 0, 'web/page/page.js': 21 },
    current: true,
  },
  { what: 'older than the WebAssembly', times: { [BUILT]: 20, 'dist/aleph.js': 21 }, current: false },
];
for (const { what, times, current } of TREES) {
  test(`a built page that is ${what} is ${current ? '' : 'not '}served`, async (t) => {
    const root = await mkdtemp(join(tmpdir(), 'kie-aleph-built-'));
    t.after(() => rm(root, { recursive: true }));
    for (const [file, time] of Object.entries({ [BUILDER]: 10, ...times })) {
      if (time === 0) continue;
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), '');
      await utimes(join(root, file), Number(time), Number(time));
    }
    assert.equal(builtPageIsCurrent(root), current);
  });
}
