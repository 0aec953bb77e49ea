// The last good answer of each task is kept for when there is no network: by its URL alone, a hundred at most, and no key with it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keySpellings, noKeySpellings } from '../core/cases/key-spellings.js';
import { startService, taskIdOf } from '../helpers/fake-service.js';
import { withTask } from '../page/with-task.js';
import { ask, ENDPOINT, governedPages, keptUrls, untilKept } from './governed-page.js';

const KEY = 'a-persons-own-key-0123456789';
const pages = governedPages();

test('while there is a network the answer comes from it, and only answers with a task replace the last one', async (t) => {
  const { page } = await pages.open(t);
  const answers = [
    { code: 200, data: { taskId: 'a', n: 1 } },
    { code: 200, data: { taskId: 'a', n: 2 } },
    { code: 429, msg: 'later', data: null },
    null,
  ];
  const { url } = await startService(t, (_request, response) => {
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

test('a key goes to its service through the worker as it was sent, and is in no cache', async (t) => {
  const { page } = await pages.open(t);
  const { url, requests } = await startService(t, (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*').setHeader('Access-Control-Allow-Headers', 'authorization');
    const taskId = taskIdOf(request.url);
    // One service says back what it was sent.
    response.end(
      JSON.stringify({ code: 200, data: { taskId, said: taskId === 'echo' ? request.headers.authorization : '' } }),
    );
  });
  for (const taskId of ['echo', 'quiet'])
    assert.equal(
      (await ask(page, `${url}${ENDPOINT}?taskId=${taskId}`, { Authorization: `Bearer ${KEY}` })).status,
      200,
    );
  assert.deepEqual(
    requests.filter(({ method }) => method === 'GET').map(({ headers }) => headers.authorization),
    [`Bearer ${KEY}`, `Bearer ${KEY}`],
  );
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

test('answers that say the key in any spelling, split in its middle, are not kept; those that nearly say it are', async (t) => {
  const { page } = await pages.open(t);
  // The long ones are in tests/page.
  const rows = [
    ...keySpellings.map(({ key, text }) => ({ key, body: withTask(text), kept: false })),
    ...noKeySpellings.map(({ key, text }) => ({ key, body: withTask(text, { anyText: true }), kept: true })),
  ].filter(({ body }) => body.length < 10_000);
  assert.ok(rows.length > 100);
  const { url } = await startService(t, (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*').setHeader('Access-Control-Allow-Headers', 'authorization');
    const body = Buffer.from(rows[Number(taskIdOf(request.url))]?.body ?? '');
    // In the middle of the key, more often than not.
    const middle = Math.floor(body.length / 2);
    response.write(body.subarray(0, middle), () => setImmediate(() => response.end(body.subarray(middle))));
  });
  // Those that are kept come last: what they wait for has been decided for the others.
  for (const [row, { key, body }] of rows.entries()) {
    const answer = await ask(page, `${url}${ENDPOINT}?taskId=${row}`, { Authorization: `Bearer ${key}` });
    assert.deepEqual([answer.status, answer.body.length], [200, body.length]);
  }
  for (const [row, { kept }] of rows.entries()) if (kept) await untilKept(page, String(row));
  const kept = (await keptUrls(page)).map((url) => Number(taskIdOf(url)));
  assert.deepEqual(
    kept.sort((a, b) => a - b),
    rows.flatMap(({ kept }, row) => (kept ? [row] : [])),
  );
});

test('other methods, other paths and errors are not kept, and redirects stay refused', async (t) => {
  const { page } = await pages.open(t);
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
  const { page } = await pages.open(t);
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
  await page.waitForFunction(
    async (first) => (await (await caches.open('kie-aleph-answers')).keys()).at(-1)?.url === first,
    { polling: 20 },
    first,
  );
  await look(100);
  await untilKept(page, '1', false);
  const kept = await keptUrls(page);
  assert.equal(kept.length, 100);
  assert.deepEqual(
    [...kept.slice(0, 1), ...kept.slice(-2)].map((url) => taskIdOf(url)),
    ['2', '0', '100'],
  );
});

/**
 * Waits until the last kept answer holds a text.
 * @param {import('puppeteer-core').Page} page
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
