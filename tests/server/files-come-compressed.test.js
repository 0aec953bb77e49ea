// Files come as small as the browser can take them, are asked for again only when they changed, and their content is never another's.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { serveFile } from '../../web/server/files.js';
import { serveStatic } from '../../web/server/static.js';

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kie-aleph-files-'));
});
after(() => rm(folder, { recursive: true }));

/** @param {string} file @param {Record<string, string>} [headers] */
async function get(file, headers = {}) {
  const response = await serveFile(new Request('http://127.0.0.1/', { headers }), file, {
    'Cache-Control': 'no-cache',
  });
  assert.ok(response);
  return {
    response,
    header: (/** @type {string} */ name) => response.headers.get(name),
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

const ENCODINGS = [
  { accepted: 'gzip, deflate, br, zstd', encoding: 'br' },
  { accepted: 'GZIP, BR', encoding: 'br' },
  { accepted: 'gzip;q=1.0, br;q=0.5', encoding: 'br' },
  { accepted: 'gzip, br;q=0', encoding: 'gzip' },
  { accepted: 'br; q=0.000, gzip; q=0.1', encoding: 'gzip' },
  { accepted: 'gzip', encoding: 'gzip' },
  { accepted: 'deflate', encoding: null },
  { accepted: 'brotli, x-gzip', encoding: null },
  { accepted: 'identity', encoding: null },
  { accepted: '', encoding: null },
];
for (const { accepted, encoding } of ENCODINGS) {
  test(`Accept-Encoding "${accepted}" is answered in ${encoding ?? 'the plain form'}`, async () => {
    const file = join(folder, 'text.js');
    const text = `export const text = '${'again and '.repeat(99)}ä';\n`;
    await writeFile(file, text);
    const { header, bytes } = await get(file, accepted === '' ? {} : { 'Accept-Encoding': accepted });
    assert.equal(header('content-encoding'), encoding);
    assert.equal(header('vary'), 'Accept-Encoding');
    assert.equal(header('content-length'), String(bytes.length));
    const plain = encoding === 'br' ? brotliDecompressSync(bytes) : encoding === 'gzip' ? gunzipSync(bytes) : bytes;
    assert.equal(plain.toString(), text);
    assert.equal(bytes.length < text.length, encoding !== null);
  });
}

test('an image is sent as it is', async () => {
  const file = join(folder, 'icon.png');
  await writeFile(file, Buffer.alloc(1000));
  const { header, bytes } = await get(file, { 'Accept-Encoding': 'br' });
  assert.deepEqual(
    [header('content-type'), header('content-encoding'), header('vary'), bytes.length],
    ['image/png', null, null, 1000],
  );
});

test('a file the browser has is not sent again; each encoding has a tag of its own', async () => {
  const file = join(folder, 'page.css');
  await writeFile(file, '.a { color: red }'.repeat(50));
  const tags = [];
  for (const accepted of ['br', 'gzip', 'identity']) {
    const tag = String((await get(file, { 'Accept-Encoding': accepted })).header('etag'));
    assert.match(tag, /^"[\w-]+"$/);
    for (const condition of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const { response, header, bytes } = await get(file, { 'Accept-Encoding': accepted, 'If-None-Match': condition });
      assert.deepEqual(
        [response.status, bytes.length, header('etag'), header('cache-control')],
        [304, 0, tag, 'no-cache'],
        condition,
      );
    }
    for (const condition of ['"other"', tag.slice(1, -1), tag.slice(0, -2)]) {
      assert.equal(
        (await get(file, { 'Accept-Encoding': accepted, 'If-None-Match': condition })).response.status,
        200,
        condition,
      );
    }
    tags.push(tag);
  }
  assert.equal(new Set(tags).size, 3);
});

test('a changed file is sent as it is now, and one that is gone is not there', async () => {
  const file = join(folder, 'changing.html');
  const seen = [];
  for (const [text, time] of /** @type {const} */ ([
    ['one', 1000],
    ['two', 2000],
    ['three', 2000],
  ])) {
    await writeFile(file, text);
    await utimes(file, time, time);
    const { bytes, header } = await get(file);
    seen.push([bytes.toString(), header('etag')]);
  }
  assert.deepEqual(
    seen.map(([text]) => text),
    ['one', 'two', 'three'],
  );
  assert.equal(new Set(seen.map(([, tag]) => tag)).size, 3);
  await rm(file);
  assert.equal(await serveFile(new Request('http://127.0.0.1/'), file, {}), null);
});

for (const { path, type, file } of [
  { path: '/manifest.webmanifest', type: 'application/manifest+json', file: 'web/page/manifest.webmanifest' },
  { path: '/web/page/icon-192.png', type: 'image/png', file: 'web/page/icon-192.png' },
  { path: '/web/page/sw.js', type: 'text/javascript; charset=utf-8', file: 'web/page/sw.js' },
]) {
  test(`${path} is served as ${type}`, async () => {
    const response = await serveStatic(new Request(`http://127.0.0.1${path}`));
    assert.equal(response.headers.get('content-type'), type);
    assert.deepEqual(
      Buffer.from(await response.arrayBuffer()),
      await readFile(new URL(`../../${file}`, import.meta.url)),
    );
  });
}

test('the icons the manifest names are there, as large as it says', async () => {
  const manifest = JSON.parse(await (await serveStatic(new Request('http://127.0.0.1/manifest.webmanifest'))).text());
  assert.deepEqual([manifest.name, manifest.display, manifest.start_url], ['Aleph task', 'standalone', '/']);
  const pngs = manifest.icons.filter((/** @type {{ type: string }} */ { type }) => type === 'image/png');
  assert.equal(pngs.length, 3);
  for (const { src, sizes } of pngs) {
    const png = Buffer.from(await (await serveStatic(new Request(`http://127.0.0.1${src}`))).arrayBuffer());
    assert.equal(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, sizes, src);
    assert.ok(png.length < 16_000, `${src} has ${png.length} bytes`);
  }
});
