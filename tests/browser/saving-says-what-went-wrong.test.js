// Keeping results: what goes wrong is said in the page with what to do, is tried again by a click, and nothing is lost or left half.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesIn, offerFolder, playFinished, rememberFinished, startKeeping } from './keep-folder.js';
import { pages, untilText } from './page.js';

/** @typedef {import('puppeteer-core').Page} Page */

const site = pages();
const MEDIA = '/sandbox/media/aleph.mp4';
const FILES = ['aleph-one.json', 'aleph-one.mp4'];

/**
 * Everything that a folder's methods throw while `fault` is set.
 * @param {Page} page
 * @param {string} method of FileSystemDirectoryHandle, FileSystemFileHandle or WritableStreamDefaultWriter
 * @param {string} name of the exception
 */
async function breakMethod(page, method, name) {
  await page.evaluateOnNewDocument(
    (method, name) => {
      const all = /** @type {any} */ (globalThis);
      all.fault = true;
      const owners = ['FileSystemDirectoryHandle', 'FileSystemFileHandle', 'WritableStreamDefaultWriter'];
      const { prototype } = all[String(owners.find((owner) => Object.hasOwn(all[owner].prototype, method)))];
      const original = prototype[method];
      prototype[method] = function (/** @type {any[]} */ ...args) {
        if (all.fault) throw new DOMException('as the browser says it', name);
        return original.apply(this, args);
      };
    },
    method,
    name,
  );
}

/** @type {{ what: string, prepare: (page: Page) => Promise<void>, said: string, advice: string, button: string }[]}
 */
const PLACES = [
  {
    what: 'a full disk',
    prepare: (page) => breakMethod(page, 'write', 'QuotaExceededError'),
    said: 'The disk is full.',
    advice: 'Free some space, then try again.',
    button: 'Try again',
  },
  {
    what: 'a folder that was deleted',
    prepare: (page) => breakMethod(page, 'getFileHandle', 'NotFoundError'),
    said: '“videos” is no longer there.',
    advice: 'choose another folder',
    button: 'Try again',
  },
  {
    what: 'a permission that was taken away',
    prepare: (page) => breakMethod(page, 'createWritable', 'NotAllowedError'),
    said: '“videos” may not be written to.',
    advice: 'Nothing is lost',
    button: 'Allow',
  },
];

/** @param {Page} page @param {string} text */
async function press(page, text) {
  const button = await page.waitForSelector(`#keep button:not([hidden]) ::-p-text(${text})`);
  await button?.click();
}

for (const { what, prepare, said, advice, button } of PLACES) {
  test(`${what} is said, nothing is left half, and a click goes on`, async () => {
    const { page, noise } = await site.open('', {
      async prepare(page) {
        await offerFolder(page);
        await prepare(page);
        await rememberFinished(page, [{ taskId: 'one', days: 5 }]);
        await playFinished(page, (taskId) => (taskId === 'one' ? { video: MEDIA, days: 5 } : null));
      },
    });
    await startKeeping(page);
    await untilText(page, said, '#keep [role=status]');
    await untilText(page, advice, '#keep');
    assert.deepEqual(await filesIn(page), {});
    assert.equal(await page.$('#recent-list .mark.kept'), null);
    await page.evaluate(() => Object.assign(globalThis, { fault: false }));
    await press(page, button);
    await page.waitForSelector('#recent-list .mark.kept');
    assert.deepEqual(Object.keys(await filesIn(page)).sort(), FILES);
    assert.equal(await page.$('#keep .problem'), null);
    assert.deepEqual(noise, []);
  });
}

/** @type {{ what: string, how: { status?: number, type?: string }, said: string }[]} */
const MEDIA_FAULTS = [
  { what: 'a video that is gone', how: { status: 404 }, said: 'The video is gone' },
  { what: 'something else than a video', how: { type: 'text/html' }, said: 'What arrived is not a usable video' },
];

for (const { what, how, said } of MEDIA_FAULTS) {
  test(`${what} is said of its task, the next is saved all the same, and a click tries again`, async () => {
    const { page } = await site.open('', {
      async prepare(page) {
        await offerFolder(page);
        await rememberFinished(page, [
          { taskId: 'broken', days: 5 },
          { taskId: 'one', days: 5 },
        ]);
        const videos = new Map([
          ['one', MEDIA],
          ['broken', `${MEDIA}?broken`],
        ]);
        let isMended = false;
        await playFinished(
          page,
          (taskId) => {
            const video = videos.get(taskId);
            return video ? { video: taskId === 'broken' && !isMended ? '/v/broken.mp4' : video, days: 5 } : null;
          },
          (request) => {
            if (!request.url().endsWith('/v/broken.mp4')) return false;
            isMended = true;
            void request.respond({ status: how.status ?? 200, contentType: how.type ?? 'video/mp4', body: 'not it' });
            return true;
          },
        );
      },
    });
    await startKeeping(page);
    await page.waitForSelector('#recent-list [data-task-id=one] .mark.kept');
    await untilText(page, said, '#keep li');
    await page.waitForSelector('#recent-list [data-task-id=broken] .mark.problem');
    assert.deepEqual(Object.keys(await filesIn(page)).sort(), FILES);
    await press(page, 'Try again');
    await page.waitForSelector('#recent-list [data-task-id=broken] .mark.kept');
    assert.equal(Object.keys(await filesIn(page)).length, 4);
    assert.equal(await page.$('#keep li'), null);
  });
}

test('after a reload the browser asks again: a click allows it, and saving goes on', async () => {
  const { page, noise } = await site.open('', {
    async prepare(page) {
      await offerFolder(page);
      await page.evaluateOnNewDocument(() => {
        const { prototype } = /** @type {any} */ (globalThis).FileSystemHandle;
        let state = sessionStorage.getItem('reloaded') ? 'prompt' : 'granted';
        sessionStorage.setItem('reloaded', 'yes');
        prototype.queryPermission = async () => state;
        prototype.requestPermission = async () => {
          if (!navigator.userActivation.isActive) throw new DOMException('no click', 'SecurityError');
          return (state = 'granted');
        };
      });
    },
  });
  await startKeeping(page);
  await page.evaluate(() => (location.hash = '#task=sandbox-slow-0-first'));
  await page.waitForSelector('#recent-list .mark.kept');
  await page.reload();
  await untilText(page, '“videos” may not be written to.', '#keep');
  await page.evaluate(() => (location.hash = '#task=sandbox-slow-0-second'));
  await page.waitForSelector('#recent-list [data-task-id=sandbox-slow-0-second].succeeded');
  assert.equal(await page.$('#recent-list [data-task-id=sandbox-slow-0-second] .mark.kept'), null);
  await press(page, 'Allow');
  await page.waitForSelector('#recent-list [data-task-id=sandbox-slow-0-second] .mark.kept');
  assert.equal(Object.keys(await filesIn(page)).length, 4);
  assert.deepEqual(noise, []);
});
