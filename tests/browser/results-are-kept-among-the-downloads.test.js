// Where a browser lets pages write into no folder, keeping says so and saves among the downloads: in Firefox ESR and WebKitGTK.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { serve } from '../../web/local/start.js';
import { ENGINES, until } from '../helpers/engines.js';
import { catchDownloads, downloadsOf } from './keep-folder.js';

const VIDEO = await readFile(new URL('../../web/local/media/aleph.mp4', import.meta.url));
const BASE = 'turn-the-street-into-a-watercolour-at-dusk-keep-the-sandbox-succeeded';

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
before(async () => void (server = await serve()));
after(() => server.close());

const isThere = (/** @type {string} */ selector) => document.querySelector(selector) !== null;
const says = (/** @type {string} */ selector, /** @type {string} */ text) =>
  document.querySelector(selector)?.textContent?.includes(text) ?? false;

for (const { name, launch } of ENGINES.filter(({ name }) => name !== 'Chromium')) {
  describe(name, () => {
    /** @type {Awaited<ReturnType<typeof launch>>} */
    let browser;
    before(async () => void (browser = await launch()));
    after(() => browser?.close());

    test('a finished task is saved once, byte for byte, with its JSON', async () => {
      const tab = await browser.tab();
      await tab.goto(server.url);
      await tab.evaluate(catchDownloads);
      await until(tab, says, '#service', 'sandbox');
      await tab.click('#open-settings');
      await until(tab, isThere, '#keep-settings button:not([hidden])');
      assert.equal(await tab.evaluate(says, '#keep-settings', 'This browser lets no page write into a folder'), true);
      await tab.click('#keep-settings button');
      await until(tab, says, '#keep-settings', 'Results are kept among your downloads.');
      await tab.click('#settings .buttons [data-close]');
      await tab.evaluate(() => void (location.hash = '#task=sandbox-succeeded'));
      await until(tab, isThere, '#recent-list .mark.kept');
      const downloads = await tab.evaluate(downloadsOf);
      assert.deepEqual(Object.keys(downloads).sort(), [`${BASE}.json`, `${BASE}.mp4`]);
      assert.equal(downloads[`${BASE}.mp4`], createHash('sha256').update(VIDEO).digest('hex'));
      // The reader's answer outlives a reload, and so does what was kept.
      await tab.goto(`${server.url}?again`);
      await until(tab, says, '#keep', 'Results are kept among your downloads. 1 result kept.');
      assert.deepEqual(tab.noise, []);
    });
  });
}
