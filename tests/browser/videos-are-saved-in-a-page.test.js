// `saveResult` in real Chromium: a video of another origin, into a file and a folder of the browser, whole, after a cut too, or not at all.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { launchChromium } from '../helpers/chromium.js';
import { startService } from '../helpers/fake-service.js';
import { OPEN, startHost, taskWith, videoOf } from '../save/host.js';

const VIDEO = videoOf(1_000_000);
const NAME = 'make-it-snow-0123abcd.mp4';
const JSON_NAME = 'make-it-snow-0123abcd.json';

/** @type {import('puppeteer-core').Browser} */
let browser;
before(async () => void (browser = await launchChromium()));
after(() => browser?.close());

/**
 * @param {import('node:test').TestContext} t
 * @param {import('../save/host.js').Meeting[]} meetings
 * @param {'file' | 'folder'} to
 */
async function saveInPage(t, meetings, to) {
  const host = await startHost(t, VIDEO, meetings);
  const { url } = await startService(t, async (request, response) => {
    const path = String(request.url);
    if (!path.endsWith('.js')) return void response.setHeader('Content-Type', 'text/html').end('<!doctype html>');
    response.setHeader('Content-Type', 'text/javascript');
    response.end(await readFile(new URL(`../..${path}`, import.meta.url)));
  });
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(url);
  await page.exposeFunction('told', host.onProgress);
  const outcome = await page.evaluate(
    async (task, to) => {
      const { saveResult } = await import(/** @type {any} */ ('/web/save/save-result.js'));
      const root = await navigator.storage.getDirectory();
      const file = to === 'file' ? await root.getFileHandle('mine.mp4', { create: true }) : null;
      const options = { to: file ?? root, onProgress: /** @type {any} */ (globalThis).told };
      const outcome = await saveResult(task, options).catch((/** @type {any} */ error) => error.toJSON());
      /** @type {Record<string, string>} */
      const files = {};
      for await (const [name, handle] of /** @type {any} */ (root).entries()) {
        const bytes = await (await handle.getFile()).arrayBuffer();
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        files[name] = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      }
      return { outcome, files };
    },
    taskWith(host.url),
    to,
  );
  return { ...outcome, requests: host.requests };
}

/** @param {string | Buffer} content */
const hashOf = (content) => createHash('sha256').update(content).digest('hex');

test('into a folder, the task beside it; cut once', async (t) => {
  const meetings = [{ headers: OPEN, cutAfter: 400_000 }, { headers: OPEN }];
  const { outcome, files, requests } = await saveInPage(t, meetings, 'folder');
  assert.deepEqual(outcome, { name: NAME, bytes: VIDEO.length, type: 'video/mp4' });
  assert.deepEqual(Object.keys(files).sort(), [JSON_NAME, NAME]);
  assert.equal(files[NAME], hashOf(VIDEO));
  assert.deepEqual(
    requests.map(({ headers }) => headers.range),
    [undefined, 'bytes=400000-'],
  );
  for (const { headers } of requests) assert.deepEqual([headers.cookie, headers.referer], [undefined, undefined]);
});

test('into a file', async (t) => {
  const { outcome, files } = await saveInPage(t, [{ headers: OPEN }], 'file');
  assert.equal(outcome.bytes, VIDEO.length);
  assert.deepEqual(files, { 'mine.mp4': hashOf(VIDEO) });
});

/** @type {{ what: string, meetings: import('../save/host.js').Meeting[], kind: string, status: number | null }[]} */
const LOST = [
  { what: 'gone', meetings: [{ headers: OPEN, status: 404 }], kind: 'invalid-response', status: 404 },
  { what: 'of a host that lets no page read it', meetings: [{}], kind: 'connection', status: null },
  {
    what: 'cut, of a host that tells no page which part it sends',
    meetings: [
      { headers: { ...OPEN, 'Access-Control-Expose-Headers': 'ETag' }, cutAfter: 400_000 },
      { headers: { ...OPEN, 'Access-Control-Expose-Headers': 'ETag' } },
    ],
    kind: 'invalid-response',
    status: 206,
  },
];
for (const { what, meetings, kind, status } of LOST) {
  test(`a video that is ${what} leaves nothing`, async (t) => {
    const { outcome, files } = await saveInPage(t, meetings, 'folder');
    assert.deepEqual([outcome.kind, outcome.status], [kind, status], outcome.message);
    assert.deepEqual(files, {});
  });
}
