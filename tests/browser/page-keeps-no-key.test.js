// A person's own key goes to the service and nowhere else; it is kept in memory, or in this tab when they say so.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { innerText, pages, untilState, untilText } from './page.js';

const site = pages();
const KEY = 'person-own-key-1234567890';

/**
 * Answers for api.kie.ai; no test leaves this machine.
 * @param {import('puppeteer-core').Page} page
 */
async function playService(page) {
  /** @type {import('puppeteer-core').HTTPRequest[]} */
  const requests = [];
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (new URL(request.url()).host !== 'api.kie.ai') return void request.continue();
    requests.push(request);
    const headers = {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': 'authorization',
      'Content-Type': 'application/json',
    };
    const data = { taskId: 'mine', successFlag: 3, errorCode: 500, errorMessage: 'no', createTime: 1787093500000 };
    return void request.respond({ status: 200, headers, body: JSON.stringify({ code: 200, msg: 'success', data }) });
  });
  return requests;
}

/**
 * @param {import('puppeteer-core').Page} page
 * @param {{ keep: boolean }} options
 */
async function setKey(page, { keep }) {
  await page.click('#open-settings');
  await page.waitForSelector('#keep-settings');
  await page.click('#settings [value=key]');
  await page.type('#settings [name=apiKey]', KEY);
  if (keep) await page.click('#settings [name=keep]');
  await page.click('#settings [value=save]');
}

for (const keep of [false, true]) {
  test(`a key ${keep ? 'kept in this tab outlives a reload, not the tab' : 'in memory does not outlive a reload'}`, async () => {
    const { page, noise } = await site.open();
    const requests = await playService(page);
    await setKey(page, { keep });
    await untilText(page, 'with your key', '#service');
    await page.evaluate(() => (location.hash = '#task=mine'));
    await untilState(page, 'failed');
    const sent = requests.filter((request) => request.method() === 'GET');
    assert.deepEqual(
      sent.map((request) => [request.url(), request.headers().authorization]),
      [['https://api.kie.ai/api/v1/aleph/record-info?taskId=mine', `Bearer ${KEY}`]],
    );

    const kept = await page.evaluate(() => ({
      local: JSON.stringify({ ...localStorage }),
      session: JSON.stringify({ ...sessionStorage }),
      cookie: document.cookie,
      html: document.documentElement.outerHTML,
    }));
    assert.equal(kept.session.includes(KEY), keep);
    for (const place of [kept.local, kept.cookie, kept.html]) assert.ok(!place.includes(KEY));

    await page.reload();
    await untilText(page, keep ? 'with your key' : 'local sandbox', '#service');
    const other = await page.browserContext().newPage();
    await other.goto(site.url);
    await untilText(other, 'local sandbox', '#service');
    assert.deepEqual(noise, []);
  });
}

test('what cannot be a key or a URL is said in the dialog, which stays open', async () => {
  const { page, noise } = await site.open();
  await page.click('#open-settings');
  await page.waitForSelector('#keep-settings');
  await page.click('#settings [value=key]');
  await page.click('#settings [value=save]');
  assert.equal(await innerText(page, '#settings-problem'), 'Enter a key.');
  await page.click('#settings [value=proxy]');
  await page.type('#settings [name=baseUrl]', 'ftp://example.com');
  await page.click('#settings [value=save]');
  assert.equal(await innerText(page, '#settings-problem'), 'Enter an http: or https: URL.');
  await page.click('#settings [data-close]');
  assert.equal(await page.$('dialog[open]'), null);
  await untilText(page, 'local sandbox', '#service');
  assert.deepEqual(noise, []);
});

test('another proxy is asked at its base URL, and remembered', async () => {
  const { page, noise } = await site.open();
  await page.click('#open-settings');
  await page.waitForSelector('#keep-settings');
  await page.click('#settings [value=proxy]');
  await page.type('#settings [name=baseUrl]', `${site.url}kie/`);
  await page.click('#settings [value=save]');
  const asked = page.waitForRequest((request) => request.url().includes('record-info'));
  await page.evaluate(() => (location.hash = '#task=sandbox-failed'));
  assert.equal((await asked).url(), `${site.url}kie/api/v1/aleph/record-info?taskId=sandbox-failed`);
  await untilState(page, 'failed');
  await page.reload();
  await untilText(page, `${site.url}kie/`, '#service');
  assert.deepEqual(noise, []);
});

test('the language can be chosen, for page and task, and is remembered', async () => {
  const { page, noise } = await site.open('#task=sandbox-failed');
  await untilState(page, 'failed');
  await page.click('#open-settings');
  await page.waitForSelector('#keep-settings');
  await page.select('#settings [name=language]', 'zh-Hans');
  await page.click('#settings [value=save]');
  await untilText(page, '最近的任务', '#recent');
  await untilText(page, '生成失败', 'aleph-task >>> [part=stage]');
  await page.reload();
  await untilText(page, '查看任务', '#lookup');
  await untilState(page, 'failed');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'zh-Hans');
  assert.equal(await page.title(), '已失败 · Aleph 任务');
  assert.deepEqual(noise, []);
});
