// The built page opens without its server, shows tasks as they were last seen, and a new version of it takes over by itself.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { test } from 'node:test';
import { serve } from '../../web/local/start.js';
import { ask, ENDPOINT, governedPages, keptUrls, untilKept } from './governed-page.js';
import { untilState } from './page.js';

const pages = governedPages();

test('a task seen on the first visit is there without the server, in the page and after a reload', async (t) => {
  const { server, page } = await pages.open(t, '#task=sandbox-succeeded');
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

test('a task of the jobs route is there, too, although the page asks the other route first', async (t) => {
  const { server, page } = await pages.open(t, '#task=sandbox-jobs-succeeded');
  await untilState(page, 'succeeded');
  await untilKept(page, 'sandbox-jobs-succeeded');
  await server.close();

  await page.reload();
  await untilState(page, 'succeeded');
  const { body, keptAt } = await ask(page, `/kie${ENDPOINT}?taskId=sandbox-jobs-succeeded`);
  assert.equal(JSON.parse(body).data, null);
  assert.equal(new Date(String(keptAt)).toISOString(), keptAt);
  assert.deepEqual(
    (await keptUrls(page)).map((url) => new URL(url).pathname),
    ['/kie/api/v1/jobs/recordInfo'],
  );
});

test('a task removed from the list of recent ones is forgotten', async (t) => {
  const { page } = await pages.open(t, '#task=sandbox-succeeded');
  await untilState(page, 'succeeded');
  await untilKept(page, 'sandbox-succeeded');
  await page.click('#recent-list button');
  await untilKept(page, 'sandbox-succeeded', false);
  assert.deepEqual(await keptUrls(page), []);
});

test('a new version takes over while a page is open, which goes on, and only its files remain', async (t) => {
  const behind = await serve();
  t.after(() => behind.close());
  let version = '';
  let next = '';
  const server = createServer(async (incoming, outgoing) => {
    const url = new URL(String(incoming.url), behind.url);
    if (url.pathname === '/sw.js' && next !== '') {
      const worker = await (await fetch(url)).text();
      outgoing.setHeader('Content-Type', 'text/javascript').end(worker.replace(version, next));
      return;
    }
    const forwarded = request(url, { headers: { ...incoming.headers, host: url.host } }, (answer) => {
      outgoing.writeHead(Number(answer.statusCode), answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy()).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => (server.close(), server.closeAllConnections());
  t.after(close);
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const page = await pages.openAt(t, `http://127.0.0.1:${port}/#task=sandbox-pending`);
  await untilState(page, 'processing');
  await untilKept(page, 'sandbox-pending');
  await page.evaluate(() => caches.open('of-another-program').then(() => {}));

  const keptUnder = async () => (await caches.keys()).filter((name) => name.startsWith('kie-aleph-shell-')).join();
  version = (await page.evaluate(keptUnder)).replace('kie-aleph-shell-', '');
  assert.match(version, /^[0-9A-F]{8}$/);
  next = 'NEXT';
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const changed = new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
    await Promise.all([changed, registration?.update()]);
  });
  const onlyNext = async () =>
    (await caches.keys()).filter((name) => name.startsWith('kie-aleph-shell-')).join() === 'kie-aleph-shell-NEXT';
  await page.waitForFunction(onlyNext, { polling: 20 });
  assert.deepEqual((await page.evaluate(() => caches.keys())).sort(), [
    'kie-aleph-answers',
    'kie-aleph-shell-NEXT',
    'of-another-program',
  ]);
  assert.equal(await page.$eval('aleph-task', (element) => /** @type {any} */ (element).state), 'processing');
  assert.equal((await ask(page, `/kie${ENDPOINT}?taskId=sandbox-pending`)).keptAt, null);

  close();
  await page.reload();
  await untilState(page, 'processing');
});
