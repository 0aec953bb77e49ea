// Files come as small as the browser can take them, and are asked for again only when they changed.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { buildPage } from '../../tools/build.js';
import { serve } from '../../web/local/start.js';
import { ask } from './ask.js';

const BUILT = new URL('../../dist/page/', import.meta.url);

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {string[]} paths of all that is text */
let texts;
before(async () => {
  await buildPage();
  server = await serve();
  texts = ['sw.js', 'icon.svg', 'manifest.webmanifest', 'index.html'];
  for (const name of await readdir(new URL('assets/', BUILT)))
    if (/\.(js|css)$/.test(name)) texts.push(`assets/${name}`);
});
after(() => server.close());

/** All that is text; the assets without the hash in their names. */
const TEXTS = [
  'assets/aleph.js',
  'assets/index.css',
  'assets/index.js',
  'assets/keep.js',
  'assets/making.js',
  'icon.svg',
  'index.html',
  'manifest.webmanifest',
  'sw.js',
];
/** @param {string} path */
const withoutHash = (path) => path.replace(/-[\w-]{8}(?=\.\w+$)/, '');

const ENCODINGS = [
  { accepted: 'gzip, deflate, br, zstd', encoding: 'br' },
  { accepted: 'gzip;q=1.0, br;q=0.5', encoding: 'br' },
  { accepted: 'gzip', encoding: 'gzip' },
  { accepted: 'deflate', encoding: undefined },
  { accepted: 'identity', encoding: undefined },
  { accepted: '', encoding: undefined },
];
for (const { accepted, encoding } of ENCODINGS) {
  test(`Accept-Encoding "${accepted}" is answered in ${encoding ?? 'the plain form'}`, async () => {
    assert.deepEqual(texts.map(withoutHash).sort(), TEXTS);
    for (const path of texts) {
      /** @type {Record<string, string>} */
      const asked = accepted === '' ? {} : { 'Accept-Encoding': accepted };
      const { status, headers, body } = await ask(server.url, `/${path}`, asked);
      assert.deepEqual([status, headers['content-encoding'], headers.vary], [200, encoding, 'Accept-Encoding'], path);
      assert.equal(headers['content-length'], String(body.length));
      const file = await readFile(new URL(path, BUILT));
      const plain = encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body;
      assert.deepEqual(plain, file, path);
      assert.equal(body.length < file.length, encoding !== undefined, path);
    }
  });
}

test('an image is sent as it is', async () => {
  const { headers, body } = await ask(server.url, '/icon-192.png', { 'Accept-Encoding': 'br' });
  assert.deepEqual([headers['content-type'], headers['content-encoding']], ['image/png', undefined]);
  assert.deepEqual(body, await readFile(new URL('../../web/page/icon-192.png', import.meta.url)));
});

test('a file the browser has is not sent again; each encoding has a tag of its own', async () => {
  const assets = texts.filter((path) => path.startsWith('assets/')).map((path) => `/${path}`);
  for (const path of [...assets, '/web/page/page.js']) {
    const tags = [];
    for (const accepted of assets.includes(path) ? ['br', 'gzip', 'identity'] : ['br']) {
      const first = await ask(server.url, path, { 'Accept-Encoding': accepted });
      const tag = String(first.headers.etag);
      for (const [condition, status, length] of /** @type {const} */ ([
        [tag, 304, 0],
        ['"other"', 200, first.body.length],
      ])) {
        const headers = { 'Accept-Encoding': accepted, 'If-None-Match': condition };
        const again = await ask(server.url, path, headers);
        assert.deepEqual([again.status, again.body.length], [status, length], path);
      }
      tags.push(tag);
    }
    assert.equal(new Set(tags).size, tags.length);
  }
});

test('the page and its worker are never those of a version with the same size and time', async () => {
  for (const path of ['/', '/index.html', '/sw.js', '/manifest.webmanifest']) {
    const { headers, body } = await ask(server.url, path);
    const again = await ask(server.url, path, { 'If-None-Match': String(headers.etag) });
    assert.deepEqual([again.status, again.body], [200, body], path);
  }
});

for (const range of ['bytes=0-3', 'bytes=-3', 'bytes=5-2', 'bytes=99999999-', 'lines=1-2']) {
  test(`Range: ${range} gives the whole file`, async () => {
    const { status, body } = await ask(server.url, '/icon.svg', { Range: range });
    assert.deepEqual([status, body], [200, await readFile(new URL('icon.svg', BUILT))]);
  });
}

for (const { path, type } of [
  { path: '/', type: 'text/html;charset=utf-8' },
  { path: '/manifest.webmanifest', type: 'application/manifest+json' },
  { path: '/icon.svg', type: 'image/svg+xml' },
  { path: '/sw.js', type: 'text/javascript' },
  { path: '/web/page/page.css', type: 'text/css' },
  { path: '/web/page/page.js', type: 'text/javascript' },
  { path: '/dist/external/aleph.wasm', type: 'application/wasm' },
]) {
  test(`${path} is served as ${type}`, async () => {
    const { status, headers } = await ask(server.url, path);
    assert.deepEqual([status, headers['content-type']], [200, type]);
  });
}

test('HEAD tells the same without the file', async () => {
  const { status, headers, body } = await ask(server.url, '/sw.js', {}, 'HEAD');
  assert.deepEqual([status, body.length], [200, 0]);
  assert.equal(headers['content-length'], String((await readFile(new URL('sw.js', BUILT))).length));
});

for (const folder of ['/', '/web/page/']) {
  test(`the icons the manifest of ${folder} names are there, as large as it says`, async () => {
    const manifest = JSON.parse(String((await ask(server.url, `${folder}manifest.webmanifest`)).body));
    assert.deepEqual([manifest.name, manifest.display, manifest.start_url], ['Aleph task', 'standalone', '/']);
    const pngs = manifest.icons.filter((/** @type {{ type: string }} */ { type }) => type === 'image/png');
    assert.equal(pngs.length, 3);
    for (const { src, sizes } of pngs) {
      const { body } = await ask(server.url, folder + src);
      assert.equal(`${body.readUInt32BE(16)}x${body.readUInt32BE(20)}`, sizes, src);
      assert.ok(body.length < 16_000, `${src} has ${body.length} bytes`);
    }
  });
}
