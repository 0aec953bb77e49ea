// The built page opens without its server, shows the tasks seen before as they were last seen, and keeps no key for that.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { buildPage } from '../../tools/build.js';
import { createApp } from '../../web/server/app.js';
import { nodeListener } from '../../web/server/node-adapter.js';
import { serve } from '../../web/server/start.js';
import { launchChromium } from '../helpers/chromium.js';
import { startService, taskIdOf } from '../helpers/fake-service.js';
import { untilState } from './page.js';

/** @typedef {import('puppeteer-core').Page} Page */

const KEY = 'a-persons-own-key-0123456789';
const ENDPOINT = '/api/v1/aleph/record-info';

/** @type {import('puppeteer-core').Browser} */
let browser;
before(async () => {
  await buildPage();
  browser = await launchChromium();
});
after(() => browser?.close());

/**
 * The page of a server of its own, once its service worker governs it.
 * @param {import('node:test').TestContext} t
 * @param {string} [hash]
 */
async function openGoverned(t, hash = '') {
  const server = await serve();
  t.after(() => server.close());
  return { server, page: await openAt(t, server.url + hash) };
}

/**
 * @param {import('node:test').TestContext} t
 * @param {string} url
 */
async function openAt(t, url) {
  const page = await (await browser.createBrowserContext()).newPage();
  t.after(() => page.browserContext().close());
  page.setDefaultTimeout(15_000);
  await page.goto(url);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  return page;
}

/**
 * @param {Page} page
 * @returns {Promise<string[]>} the URLs of the kept answers, in their order
 */
function keptUrls(page) {
  return page.evaluate(async () => (await (await caches.open('kie-aleph-answers')).keys()).map(({ url }) => url));
}

/**
 * @param {Page} page
 * @param {string} taskId
 * @param {boolean} [there]
 */
async function untilKept(page, taskId, there = true) {
  const isIn = async (/** @type {string} */ taskId, /** @type {boolean} */ there) => {
    const keys = await (await caches.open('kie-aleph-answers')).keys();
    return keys.some(({ url }) => url.endsWith(`taskId=${taskId}`)) === there;
  };
  await page.waitForFunction(isIn, { polling: 20 }, taskId, there);
}

/**
 * Asks as the client does.
 * @param {Page} page
 * @param {string} url
 * @param {Record<string, string>} [headers]
 * @param {string} [method]
 */
function ask(page, url, headers = {}, method = 'GET') {
  const inPage = async (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
    try {
      const response = await fetch(url, { ...init, cache: 'no-store', credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' });
      return { status: response.status, body: await response.text(), keptAt: response.headers.get('X-Kie-Aleph-Offline') };
    } catch (error) {
      return { status: 0, body: String(error), keptAt: null };
    }
  };
  return page.evaluate(inPage, url, { headers, method });
}

test('a task seen on the first visit is there without the server, in the page and after a reload', async (t) => {
  const { server, page } = await openGoverned(t, '#task=sandbox-succeeded');
  await untilState(page, 'succeeded');
  await untilKept(page, 'sandbox-succeeded');
  await server.close();

  await page.reload();
  await untilState(page, 'succeeded');
  const shown = await page.$eval('aleph-task >>> [part~=prompt]', (element) => element.textContent);
  assert.match(String(shown), /watercolour/);
  const { status, body, keptAt } = await ask(page, `/kie${ENDPOINT}?taskId=sandbox-succeeded`);
  assert.equal(status, 200);
  assert.equal(JSON.parse(body).data.taskId, 'sandbox-succeeded');
  assert.equal(new Date(String(keptAt)).toISOString(), keptAt);
  assert.equal((await ask(page, `/kie${ENDPOINT}?taskId=sandbox-failed`)).status, 0, 'a task never seen has no answer');
});

test('while there is a network the answer comes from it, and only answers with a task replace the last one', async (t) => {
  const { page } = await openGoverned(t);
  const answers = [{ code: 200, data: { taskId: 'a', n: 1 } }, { code: 200, data: { taskId: 'a', n: 2 } }, { code: 429, msg: 'later', data: null }, null];
  const { url } = await startService(t, (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    const body = answers.shift();
    // In the end the network fails.
    if (body === undefined) response.destroy();
    else response.end(body === null ? '<!doctype html>' : JSON.stringify(body));
  });
  const seen = [];
  for (let each = 0; each < 5; each++) {
    const { status, body, keptAt } = await ask(page, `${url}${ENDPOINT}?taskId=a`);
    seen.push([status, body.replaceAll('"', ''), keptAt !== null]);
    if (each < 2) await untilAnswer(page, `n":${each + 1}`);
  }
  assert.deepEqual(seen, [
    [200, '{code:200,data:{taskId:a,n:1}}', false],
    [200, '{code:200,data:{taskId:a,n:2}}', false],
    [200, '{code:429,msg:later,data:null}', false],
    [200, '<!doctype html>', false],
    [200, '{code:200,data:{taskId:a,n:2}}', true],
  ]);
});

/**
 * Waits until the last kept answer holds a text.
 * @param {Page} page
 * @param {string} text
 */
async function untilAnswer(page, text) {
  const holds = async (/** @type {string} */ text) => {
    const cache = await caches.open('kie-aleph-answers');
    const last = (await cache.keys()).at(-1);
    return last && (await (await cache.match(last))?.text())?.includes(text);
  };
  await page.waitForFunction(holds, { polling: 20 }, text);
}

test('a key goes to its service through the worker as it was sent, and is in no cache', async (t) => {
  const { page } = await openGoverned(t);
  const { url, requests } = await startService(t, (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*').setHeader('Access-Control-Allow-Headers', 'authorization');
    const taskId = taskIdOf(request.url);
    // One service says back what it was sent.
    response.end(JSON.stringify({ code: 200, data: { taskId, said: taskId === 'echo' ? request.headers.authorization : '' } }));
  });
  for (const taskId of ['echo', 'quiet']) assert.equal((await ask(page, `${url}${ENDPOINT}?taskId=${taskId}`, { Authorization: `Bearer ${KEY}` })).status, 200);
  assert.deepEqual(requests.filter(({ method }) => method === 'GET').map(({ headers }) => headers.authorization), [`Bearer ${KEY}`, `Bearer ${KEY}`]);
  await untilKept(page, 'quiet');

  const everything = await page.evaluate(async () => {
    let text = '';
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const response = await cache.match(request, { ignoreVary: true });
        text += `${request.url} ${JSON.stringify([...request.headers])} ${JSON.stringify([...(response?.headers ?? [])])} ${await response?.text()}\n`;
      }
    }
    return text;
  });
  assert.ok(everything.includes('"quiet"'));
  assert.ok(!everything.includes(KEY));
});

test('other methods, other paths and errors are not kept, and redirects stay refused', async (t) => {
  const { page } = await openGoverned(t);
  const { url, requests } = await startService(t, (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (request.url?.includes('moved')) response.writeHead(302, { Location: `${ENDPOINT}?taskId=elsewhere` });
    else if (request.url?.includes('broken')) response.statusCode = 503;
    response.end(JSON.stringify({ code: 200, data: { taskId: 'a' } }));
  });
  assert.equal((await ask(page, `${url}${ENDPOINT}?taskId=posted`, {}, 'POST')).status, 200);
  assert.equal((await ask(page, `${url}/api/v1/aleph/other?taskId=other`)).status, 200);
  assert.equal((await ask(page, `${url}${ENDPOINT}?taskId=broken`)).status, 503);
  assert.equal((await ask(page, `${url}${ENDPOINT}?taskId=moved`)).status, 0);
  assert.equal((await ask(page, `${url}${ENDPOINT}?taskId=good`)).status, 200);
  await untilKept(page, 'good');
  assert.deepEqual(await keptUrls(page), [`${url}${ENDPOINT}?taskId=good`]);
  assert.ok(!requests.some((request) => request.url?.includes('elsewhere')));
});

test('a hundred answers are kept, the newest ones', async (t) => {
  const { page } = await openGoverned(t);
  const { url } = await startService(t, (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end(JSON.stringify({ code: 200, data: { taskId: taskIdOf(request.url) } }));
  });
  const look = async (/** @type {number | string} */ taskId) => {
    await ask(page, `${url}${ENDPOINT}?taskId=${taskId}`);
    await untilKept(page, String(taskId));
  };
  for (let taskId = 0; taskId < 100; taskId++) await look(taskId);
  // Looked at again, the first is not the oldest any more.
  const [first] = await keptUrls(page);
  await ask(page, String(first));
  await page.waitForFunction(async (first) => (await (await caches.open('kie-aleph-answers')).keys()).at(-1)?.url === first, { polling: 20 }, first);
  await look(100);
  await untilKept(page, '1', false);
  const kept = await keptUrls(page);
  assert.equal(kept.length, 100);
  assert.deepEqual([...kept.slice(0, 1), ...kept.slice(-2)].map((url) => taskIdOf(url)), ['2', '0', '100']);
});

test('a task removed from the list of recent ones is forgotten', async (t) => {
  const { page } = await openGoverned(t, '#task=sandbox-succeeded');
  await untilState(page, 'succeeded');
  await untilKept(page, 'sandbox-succeeded');
  await page.click('#recent-list button');
  await untilKept(page, 'sandbox-succeeded', false);
  assert.deepEqual(await keptUrls(page), []);
});

test('a new version takes over while a page is open, which goes on, and only its files remain', async (t) => {
  const app = createApp();
  let version = '';
  const server = createServer(
    nodeListener(async (request) => {
      if (version === '' || new URL(request.url).pathname !== '/sw.js') return app(request);
      const worker = await (await app(new Request(request.url))).text();
      return new Response(worker.replace(/"version":"\w+"/, `"version":"${version}"`), { headers: { 'Content-Type': 'text/javascript' } });
    }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => (server.close(), server.closeAllConnections());
  t.after(close);
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const page = await openAt(t, `http://127.0.0.1:${port}/#task=sandbox-pending`);
  await untilState(page, 'processing');
  await untilKept(page, 'sandbox-pending');
  await page.evaluate(() => caches.open('of-another-program').then(() => {}));

  version = 'NEXT';
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const changed = new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
    await Promise.all([changed, registration?.update()]);
  });
  await page.waitForFunction(async () => (await caches.keys()).filter((name) => name.startsWith('kie-aleph-shell-')).join() === 'kie-aleph-shell-NEXT', { polling: 20 });
  assert.deepEqual((await page.evaluate(() => caches.keys())).sort(), ['kie-aleph-answers', 'kie-aleph-shell-NEXT', 'of-another-program']);
  assert.equal(await page.$eval('aleph-task', (element) => /** @type {any} */ (element).state), 'processing');
  assert.equal((await ask(page, `/kie${ENDPOINT}?taskId=sandbox-pending`)).keptAt, null);

  close();
  await page.reload();
  await untilState(page, 'processing');
});
