// The whole way in Chromium, Firefox ESR and WebKitGTK: a file of one's own is chosen, a task made of it and followed, its result compared
// with the file and kept, byte for byte.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { serve } from '../../web/local/start.js';
import { ENGINES, until } from '../helpers/engines.js';
import { catchDownloads, downloadsOf } from './keep-folder.js';

const hashOf = async (/** @type {string} */ file) =>
  createHash('sha256')
    .update(await readFile(new URL(`../../web/local/media/${file}`, import.meta.url)))
    .digest('hex');

/** @type {string[]} ids of the tasks that the sandbox has made */
const made = [];
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
before(
  async () => void (server = await serve({ slowSeconds: 0.5, onCreated: ({ taskId }) => void made.push(taskId) })),
);
after(() => server.close());

const isThere = (/** @type {string} */ selector) => document.querySelector(selector) !== null;
const inForm = (/** @type {string} */ selector) =>
  document.querySelector('aleph-create')?.shadowRoot?.querySelector(selector)?.checkVisibility?.() ?? false;
const inTask = (/** @type {string} */ selector) =>
  Boolean(document.querySelector('aleph-task')?.shadowRoot?.querySelector(selector));
/** Looks now: the schedule leaves a new task alone for a while. */
const isSucceeded = () => {
  const element = /** @type {any} */ (document.querySelector('aleph-task'));
  if (element?.state === 'processing') element.refresh();
  return element?.state === 'succeeded';
};

/** No driver of all three chooses a file as a person does: what a drop would bring. @param {string} url */
async function chooseFile(url) {
  const bytes = await (await fetch(url)).arrayBuffer();
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], 'my dog.mp4', { type: 'video/mp4' }));
  const input = /** @type {HTMLInputElement} */ (
    document.querySelector('aleph-create')?.shadowRoot?.querySelector('[type=file]')
  );
  input.files = transfer.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

/** As an engine without folders has it: downloads are caught, which nobody could look into. */
const withoutFolders = () => void Reflect.deleteProperty(globalThis, 'showDirectoryPicker');

/** @returns {Promise<string>} SHA-256 of what the page shows as the source of the task */
async function sourceHash() {
  const source = /** @type {HTMLVideoElement} */ (
    document.querySelector('aleph-task')?.shadowRoot?.querySelector('[part=source-video]')
  );
  const hash = await crypto.subtle.digest('SHA-256', await (await fetch(source.src)).arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

for (const { name, launch } of ENGINES) {
  describe(name, () => {
    /** @type {Awaited<ReturnType<typeof launch>>} */
    let browser;
    before(async () => void (browser = await launch()));
    after(() => browser?.close());

    test('chosen, made once, followed, compared, kept', async () => {
      const before = made.length;
      const tab = await browser.tab();
      await tab.goto(server.url);
      await tab.evaluate(withoutFolders);
      await tab.evaluate(catchDownloads);
      await tab.click('#open-settings');
      await until(tab, isThere, '#keep-settings button:not([hidden])');
      await tab.click('#keep-settings button');
      await tab.click('#settings .buttons [data-close]');

      await tab.click('#new-video');
      await until(tab, isThere, '#making[open] aleph-create');
      await tab.evaluate(chooseFile, new URL('sandbox/media/source.mp4', server.url).href);
      await until(tab, inForm, '[part=preview]');
      await tab.click('aleph-create', '#prompt');
      await tab.type('Make it snow');
      await tab.click('aleph-create', '[part~=submit]');
      await until(tab, isSucceeded);
      assert.equal(made.length, before + 1);

      await until(tab, inTask, '[part~=compare]:enabled');
      await tab.click('aleph-task', '[part~=compare]');
      await until(tab, inTask, '[part=source-video]');
      assert.equal(await tab.evaluate(sourceHash), await hashOf('source.mp4'));

      await until(tab, isThere, '#recent-list .mark.kept');
      const downloads = Object.entries(await tab.evaluate(downloadsOf));
      const [, video] = downloads.find(([file]) => file.endsWith('.mp4')) ?? [];
      assert.equal(video, await hashOf('aleph.mp4'));
      assert.equal(downloads.length, 2);
      assert.deepEqual(tab.noise, []);
    });
  });
}
