// The options say what is wrong with key and service before they say "Saved", and where a key is to be had.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PATIENCE, startInChromium, untilSaid } from './in-chromium.js';
import { startSandbox } from './service.js';

/** @type {Awaited<ReturnType<typeof startInChromium>>} */
let chromium;
/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let proxy;
/** @type {import('puppeteer-core').Page} of the options */
let page;
before(async () => {
  chromium = await startInChromium('extension-with-a-key');
  proxy = await startSandbox({ lookupsOnly: true });
  ({ page } = await chromium.open('options.html'));
});
after(async () => {
  await chromium?.close();
  proxy?.close();
});

/** @param {{ key?: string, url?: string }} typed */
async function type({ key = '', url = `${chromium.service.url}/sandbox` }) {
  for (const [id, text] of [
    ['#api-key', key],
    ['#base-url', url],
  ]) {
    await page.click(String(id), { count: 3 });
    await page.keyboard.type(`${text} `);
    await page.keyboard.press('Backspace');
  }
}

const stored = () =>
  page.evaluate(async () => [await chrome.storage.session.get('apiKey'), await chrome.storage.local.get('baseUrl')]);

/** Nobody listens there: the port of a server that is gone. */
async function nowhere() {
  const gone = await startSandbox();
  gone.close();
  return gone.url;
}

const TESTS = [
  { what: 'a good key', typed: () => ({ key: 'sandbox-key' }), says: 'It works: 1,000.5 credits left.' },
  { what: 'a wrong key', typed: () => ({ key: 'wrong' }), says: 'The API key was not accepted' },
  { what: 'a key that can be none', typed: () => ({ key: 'clé' }), says: 'must not hold spaces' },
  { what: 'no key for KIE.AI', typed: () => ({ url: '' }), says: 'Enter a key first.' },
  {
    what: 'a service that does not answer',
    typed: async () => ({ key: 'a', url: await nowhere() }),
    says: 'does not answer',
  },
  {
    what: 'a proxy that forwards only lookups',
    typed: () => ({ key: 'sandbox-key', url: proxy.url }),
    says: 'It works.',
  },
  { what: 'such a proxy with a wrong key', typed: () => ({ key: 'wrong', url: proxy.url }), says: 'not accepted' },
];
for (const { what, typed, says } of TESTS)
  test(`"Test this key" says of ${what}: ${says}`, async () => {
    await type(await typed());
    await page.click('#test');
    await untilSaid(page, '#tested', says);
    assert.deepEqual(await stored(), [{}, {}]);
  });

test('a service that does not answer is said, and nothing is saved until the person says so', async () => {
  const url = await nowhere();
  await type({ key: 'some-key', url });
  await page.click('#save');
  await untilSaid(page, '#outcome', 'does not answer');
  await untilSaid(page, '#outcome', 'Nothing is saved yet.');
  assert.deepEqual(await stored(), [{}, {}]);
  // What is typed then is asked about again.
  await page.type('#api-key', '2');
  await page.waitForFunction("document.querySelector('#save').textContent === 'Save'", PATIENCE);
  await page.click('#save');
  await untilSaid(page, '#save', 'Save all the same');
  await page.click('#save');
  await untilSaid(page, '#outcome', 'Saved.');
  assert.deepEqual(await stored(), [{ apiKey: 'some-key2' }, { baseUrl: url }]);
});

test('the options say where a key is to be had', async () => {
  const link = await page.$eval('#key-hint a', (link) => [link.getAttribute('href'), link.getAttribute('rel')]);
  assert.deepEqual(link, ['https://kie.ai/api-key', 'noreferrer']);
});
