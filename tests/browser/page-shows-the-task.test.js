// The main job in real Chromium through the real page, under its Content-Security-Policy, with an empty console.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { innerText, pages, untilText } from './page.js';

const site = pages();

test('a task id typed and sent with Enter shows status, prompt, parameters, times and a video that plays', async () => {
  const { page, noise } = await site.open();
  await untilText(page, 'local sandbox', '#service');
  await page.focus('label');
  await page.click('label');
  await page.keyboard.type(' sandbox-succeeded ');
  await page.keyboard.press('Enter');
  await untilText(page, 'Succeeded', '.badge');
  assert.equal(new URL(page.url()).hash, '#task=sandbox-succeeded');

  const text = await innerText(page, '#task');
  for (const part of ['Turn the street into a watercolour', 'aspectRatio', '16:9', 'seed', '41027', 'uploadCn', 'false', '5 min 12 s', '2026', 'about 14 days']) {
    assert.ok(text.includes(part), part);
  }
  const { poster, played } = await page.$eval('video', async (video) => {
    video.muted = true;
    await video.play();
    await new Promise((resolve) => video.addEventListener('timeupdate', () => video.currentTime > 0 && resolve(null)));
    return { poster: video.poster, played: video.currentTime > 0 && video.videoWidth > 0 && video.error === null };
  });
  assert.ok(played);
  assert.match(poster, /\/sandbox\/media\/aleph\.jpg$/);
  assert.deepEqual(noise, []);
});

const FAILED = [
  { taskId: 'sandbox-failed', parts: ['The generation failed', 'internal error, please try again later.', 'Error code 500', '16 s'] },
  { taskId: 'sandbox-failed-old', parts: ['The generation failed', 'caught by our AI moderator', 'Error code 400'] },
];
for (const { taskId, parts } of FAILED) {
  test(`#task=${taskId} opens the task and shows why it failed`, async () => {
    const { page, noise } = await site.open(`#task=${taskId}`);
    await untilText(page, 'Failed', '.badge');
    const text = await innerText(page, '#task');
    for (const part of parts) assert.ok(text.includes(part), part);
    assert.equal(await page.$('video'), null);
    assert.deepEqual(noise, []);
  });
}

const PROBLEMS = [
  { taskId: 'never-made', title: 'No such task', advice: 'check the task id' },
  { taskId: 'sandbox-no-credits', title: 'No credits left (code 402)', advice: 'top it up' },
  { taskId: 'sandbox-rate-limit', title: 'Too many requests (code 429)', advice: 'less often' },
  { taskId: 'x'.repeat(600), title: 'This id cannot be asked for', advice: 'longer than 512 bytes' },
  { taskId: 'a\u0007b', title: 'This id cannot be asked for', advice: 'control characters' },
];
for (const { taskId, title, advice } of PROBLEMS) {
  test(`${JSON.stringify(taskId.slice(0, 20))} says "${title}" and what to do`, async () => {
    const { page, noise } = await site.open(`#task=${encodeURIComponent(taskId)}`);
    await untilText(page, title, '#notice');
    assert.ok((await innerText(page, '#notice')).includes(advice));
    assert.ok((await page.$eval('#status', (element) => element.textContent))?.includes(title), 'told to screen readers');
    assert.deepEqual(noise, []);
  });
}

test('an empty id asks for one instead of sending anything', async () => {
  const { page } = await site.open();
  await untilText(page, 'local sandbox', '#service');
  /** @type {string[]} */
  const requests = [];
  page.on('request', (request) => request.url().includes('record-info') && requests.push(request.url()));
  await page.click('button[type=submit]');
  await untilText(page, 'Enter a task id first', '#notice');
  assert.deepEqual(requests, []);
});

test('a newer lookup replaces the older one', async () => {
  const { page } = await site.open('#task=sandbox-pending');
  await untilText(page, 'Processing', '.badge');
  await page.evaluate(() => (location.hash = '#task=sandbox-failed'));
  await untilText(page, 'Failed', '.badge');
  assert.ok(await page.$('#progress[hidden]'));
  assert.equal(await page.$eval('#task-id', (element) => /** @type {HTMLInputElement} */ (element).value), 'sandbox-failed');
  await page.goBack();
  await untilText(page, 'Processing', '.badge');
});

test('both URLs can be opened and copied, and the raw answer is there on demand', async () => {
  const { page, noise } = await site.open('#task=sandbox-succeeded');
  await untilText(page, 'Succeeded', '.badge');
  const links = await page.$$eval('.url-row a', (elements) => elements.map(({ href, target, rel }) => ({ file: href.split('/').at(-1), target, rel })));
  assert.deepEqual(links, ['aleph.mp4', 'aleph.jpg'].map((file) => ({ file, target: '_blank', rel: 'noopener noreferrer' })));

  await page.browserContext().setPermission(site.url, { permission: { name: 'clipboard-write' }, state: 'granted' }, { permission: { name: 'clipboard-read' }, state: 'granted' });
  await page.bringToFront();
  await page.click('.url-row button');
  await untilText(page, 'Copied', '.url-row button');
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /aleph\.mp4$/);

  await page.click('summary');
  await untilText(page, '"successFlag": 1', 'pre');
  assert.deepEqual(noise, []);
});

test('it works by keyboard alone, and every control has a name', async () => {
  const { page } = await site.open('#task=sandbox-succeeded');
  await untilText(page, 'Succeeded', '.badge');
  const reached = new Set();
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.id ?? document.activeElement?.textContent));
  }
  for (const name of ['task-id', 'Copy the video URL', 'Open the video', 'Copy the thumbnail URL', 'Open the thumbnail']) assert.ok(reached.has(name), name);
  for (const named of ['Task ID[role="textbox"]', 'Show task[role="button"]', 'Task[role="region"]']) assert.ok(await page.$(`aria/${named}`), named);
});

for (const taskId of ['sandbox-succeeded', 'sandbox-failed', 'sandbox-pending', 'never-made-and-with-a-name-that-is-much-longer-than-any-narrow-screen']) {
  test(`${taskId.slice(0, 20)} fits a screen of 360 px`, async () => {
    const { page } = await site.open(`#task=${taskId}`, { width: 360 });
    await page.waitForSelector('#task:not([hidden]), #notice:not([hidden])');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  });
}

for (const scheme of ['light', 'dark']) {
  test(`text stands out in ${scheme}`, async () => {
    const { page } = await site.open('#task=sandbox-failed');
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await untilText(page, 'Failed', '.badge');
    const weak = await page.$$eval('h1, h2, h3, p, dt, dd, .badge, button, a, label', (elements) => elements.filter((element) => element.checkVisibility() && element.textContent).map((element) => {
      const context = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
      const luminance = (/** @type {string} */ color) => {
        context.clearRect(0, 0, 1, 1);
        context.fillStyle = color;
        context.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * Number(r) + 0.7152 * Number(g) + 0.0722 * Number(b);
      };
      /** @type {Element | null} */
      let behind = element;
      while (behind && getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
      const [a, b] = [luminance(getComputedStyle(element).color), luminance(getComputedStyle(behind ?? document.body).backgroundColor)];
      return { text: element.textContent?.slice(0, 30), contrast: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) };
    }).filter(({ contrast }) => contrast < 4.5));
    assert.deepEqual(weak, []);
  });
}
