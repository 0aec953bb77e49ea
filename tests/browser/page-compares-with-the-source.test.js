// A result and its source are compared beside each other or with a border to be moved, in step; while there is no result the source is
// there alone. By mouse, by the slider's own keys, and by those of the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTask, pages, untilInShadow, untilState } from './page.js';
import { PAGE_STATES } from './page-states.js';

const site = pages();

/**
 * A page in one of the states that axe and the screenshots see, too.
 * @param {string} name
 * @param {{ width?: number, height?: number }} [size]
 */
async function reach(name, size) {
  const state = PAGE_STATES.find((each) => each.name === name);
  assert.ok(state, name);
  const { taskId = '', prepare, act } = state;
  const opened = await site.open(`#task=${taskId}`, { ...size, prepare });
  await untilState(opened.page, state.state);
  await act?.(opened.page);
  return opened;
}

/** @param {import('puppeteer-core').Page} page @returns both videos, as they are now */
const videos = (page) =>
  page.$eval('aleph-task', ({ shadowRoot }) =>
    ['source-video', 'video'].map((part) => {
      const video = /** @type {HTMLVideoElement} */ (shadowRoot?.querySelector(`[part=${part}]`));
      const { currentTime, playbackRate, paused, muted } = video;
      return { currentTime, playbackRate, paused, muted };
    }),
  );

/** @param {import('puppeteer-core').Page} page @param {(source: HTMLVideoElement, result: HTMLVideoElement) => boolean} is */
const untilVideos = (page, is) =>
  page.waitForFunction(
    `(${is})(...['source-video', 'video'].map((part) => document.querySelector('aleph-task').shadowRoot.querySelector('[part=' + part + ']')))`,
  );

/** @param {import('puppeteer-core').Page} page @returns where the border is drawn, and what a screen reader says of it */
const border = (page) =>
  page.$eval('aleph-task', ({ shadowRoot }) => ({
    clip: getComputedStyle(/** @type {Element} */ (shadowRoot?.querySelector('.source'))).clipPath,
    says: shadowRoot?.querySelector('[part=wipe-position]')?.getAttribute('aria-valuetext'),
  }));

test('a wipe has its border in the middle, and the arrow keys of its slider move it', async () => {
  const { page, noise } = await reach('wiping');
  const middle = await border(page);
  assert.equal(middle.says, 'Source: 50%');
  await page.focus(inTask('[part=wipe-position]'));
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight');
  const moved = await border(page);
  assert.equal(moved.says, 'Source: 60%');
  assert.notEqual(moved.clip, middle.clip);
  await page.keyboard.press('Home');
  assert.equal((await border(page)).says, 'Source: 0%');
  assert.deepEqual(noise, []);
});

test('the result keeps its place, and the buttons theirs, whichever way they are compared', async () => {
  const { page } = await reach('succeeded');
  const boxOf = async (/** @type {string} */ part) => (await page.$(inTask(part)))?.boundingBox();
  const before = await boxOf('[part~=compare]');
  await page.click(inTask('[part~=compare]'));
  const { x, y } = (await boxOf('[part~=compare]')) ?? assert.fail();
  assert.deepEqual([x, y], [before?.x, before?.y]);
  assert.equal(await page.$eval(inTask('[part~=compare]'), (button) => button.getAttribute('aria-pressed')), 'true');
  await page.click(inTask('[part~=compare]'));
  assert.equal(await page.$eval(inTask('[part~=compare]'), (button) => button.getAttribute('aria-pressed')), 'false');
  assert.equal(await page.$(inTask('[part=source-video]')), null);
});

test('frame by frame, at another speed, and at another time the two stay in step', async () => {
  const { page, noise } = await reach('comparing');
  const [, { currentTime: start } = assert.fail()] = await videos(page);
  await page.click(inTask('[part~=step-forward]'));
  await untilVideos(
    page,
    (source, result) => !source.seeking && !result.seeking && source.currentTime === result.currentTime,
  );
  const [, { currentTime: next } = assert.fail()] = await videos(page);
  assert.equal(Math.floor(next * 24), Math.floor(start * 24 + 0.001) + 1);
  await page.click(inTask('[part~=step-back]'));
  await untilVideos(page, (source, result) => !result.seeking && source.currentTime === result.currentTime);
  const [, { currentTime: back } = assert.fail()] = await videos(page);
  assert.equal(Math.floor(back * 24), Math.floor(start * 24 + 0.001));

  await page.$eval(inTask('[part=speed]'), (select) => {
    /** @type {HTMLSelectElement} */ (select).value = '0.5';
    select.dispatchEvent(new Event('change'));
  });
  await untilVideos(page, (source, result) => result.playbackRate === 0.5 && source.playbackRate === 0.5);
  const [{ muted } = assert.fail()] = await videos(page);
  assert.equal(muted, true);

  await page.$eval(inTask('[part=seek]'), (slider) => {
    /** @type {HTMLInputElement} */ (slider).value = '2';
    slider.dispatchEvent(new Event('input'));
  });
  await untilVideos(page, (source, result) => result.currentTime === 2 && source.currentTime === 2);
  assert.deepEqual(noise, []);
});

test('the keys of the page: v compares, p plays and pauses both, d downloads', async () => {
  const { page, noise } = await reach('succeeded');
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
  await page.keyboard.press('v');
  await untilInShadow(page, inTask('[part=source-video]'));
  await page.keyboard.press('p');
  await untilVideos(page, (source, result) => !source.paused && !result.paused);
  await page.keyboard.press('p');
  await untilVideos(page, (source, result) => source.paused && result.paused);
  await page.keyboard.press('v');
  await page.waitForFunction(
    () => !document.querySelector('aleph-task')?.shadowRoot?.querySelector('[part=source-video]'),
  );
  await page.evaluate(() => {
    const anchors = /** @type {string[]} */ ([]);
    Object.assign(globalThis, { anchors });
    HTMLAnchorElement.prototype.click = function () {
      if (this.download) anchors.push(this.download);
      else this.dispatchEvent(new MouseEvent('click', { cancelable: true }));
    };
  });
  await page.keyboard.press('d');
  await page.waitForFunction(() => /** @type {any} */ (globalThis).anchors.length === 1);
  assert.match(String(await page.evaluate(() => /** @type {any} */ (globalThis).anchors[0])), /\.mp4$/);
  assert.deepEqual(noise, []);
});

for (const name of ['processing', 'failed']) {
  test(`while a task is ${name}, its source can be played beside the state, above the fold with the prompt`, async () => {
    const { page, noise } = await reach(name, { width: 1280, height: 800 });
    await page.waitForFunction(
      () =>
        /** @type {HTMLVideoElement | null | undefined} */ (
          document.querySelector('aleph-task')?.shadowRoot?.querySelector('[part=source-video]')
        )?.readyState,
    );
    for (const part of ['source-video', 'prompt']) {
      const box = (await (await page.$(inTask(`[part=${part}]`)))?.boundingBox()) ?? assert.fail(part);
      assert.ok(box.y + box.height <= 800, `${part} ends at ${box.y + box.height}`);
    }
    assert.deepEqual(noise, []);
  });
}

test('who stops watching is told of by an event, and by the list; opening it again watches it again', async () => {
  const { page } = await reach('processing');
  await page.evaluate(() =>
    document.querySelector('aleph-task')?.addEventListener('aleph-stop', (event) => {
      Object.assign(globalThis, { told: /** @type {CustomEvent} */ (event).detail.task?.status });
    }),
  );
  await page.click(inTask('[part~=stop]'));
  await page.waitForSelector('#recent-list li.stopped');
  assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).told), 'processing');
  await page.click(inTask('[part~=retry]'));
  await page.waitForSelector('#recent-list li.processing');
});
