// Ids come in however people have them; the page follows all of them, and remembers a few plain facts of each.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { innerText, inTask, pages, untilState, untilText } from './page.js';

const site = pages();
const CALLBACK = JSON.stringify({
  code: 200,
  msg: 'success',
  data: { result_video_url: 'https://example.com/x.mp4' },
  taskId: 'sandbox-succeeded',
});

/** @param {import('puppeteer-core').Page} page */
const listed = (page) =>
  page.$$eval('#recent-list li', (items) =>
    items.map((item) => [/** @type {HTMLElement} */ (item).dataset.taskId, item.className]),
  );

/** @param {import('puppeteer-core').Page} page @param {string} text @param {'paste' | 'drop'} how */
function bring(page, text, how) {
  return page.evaluate(
    (text, how) => {
      const data = new DataTransfer();
      if (how === 'drop') data.items.add(new File([text], 'callback.json', { type: 'application/json' }));
      else data.setData('text/plain', text);
      const event =
        how === 'drop'
          ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
          : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      return (how === 'drop' ? document.body : document.querySelector('#task-id'))?.dispatchEvent(event);
    },
    text,
    how,
  );
}

test('several pasted ids are followed together, the first is shown', async () => {
  const { page, noise } = await site.open();
  await bring(page, 'sandbox-pending\nsandbox-failed\nsandbox-no-credits', 'paste');
  await untilState(page, 'processing');
  await page.waitForSelector('#recent-list .error');
  await page.waitForSelector('#recent-list .failed');
  assert.deepEqual(await listed(page), [
    ['sandbox-pending', 'processing'],
    ['sandbox-failed', 'failed'],
    ['sandbox-no-credits', 'error'],
  ]);
  assert.equal(await page.$eval('[aria-current=true]', (element) => element.getAttribute('title')), 'sandbox-pending');
  assert.deepEqual(noise, []);
});

test('one pasted id is left to the text box', async () => {
  const { page } = await site.open();
  assert.equal(await bring(page, ' sandbox-failed', 'paste'), true, 'not prevented');
  assert.deepEqual(await listed(page), []);
});

test('a callback dropped anywhere shows its task', async () => {
  const { page, noise } = await site.open();
  await bring(page, CALLBACK, 'drop');
  await untilState(page, 'succeeded');
  assert.equal(new URL(page.url()).hash, '#task=sandbox-succeeded');
  assert.deepEqual(noise, []);
});

test('while something is dragged over it the page says what to drop', async () => {
  const { page } = await site.open();
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['{}'], 'callback.json'));
    document.body.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));
  });
  assert.match(await innerText(page, '#drop'), /Drop a video to make a new one, or JSON/);
  await page.evaluate(() =>
    document.body.dispatchEvent(new DragEvent('dragleave', { bubbles: true, relatedTarget: null })),
  );
  assert.ok(await page.$('#drop[hidden]'));
});

for (const text of ['{"no":"id"}', '{"taskId":', ' ']) {
  test(`dropping ${text} says that there is no id in it`, async () => {
    const { page, noise } = await site.open();
    await bring(page, text, 'drop');
    await untilText(page, 'No task id was found', '#notice');
    assert.deepEqual(noise, []);
  });
}

test('the list survives a reload with plain facts alone, and can be emptied', async () => {
  const { page, noise } = await site.open('#task=sandbox-succeeded');
  await untilState(page, 'succeeded');
  await page.goto(`${site.url}#task=sandbox-failed`);
  await untilState(page, 'failed');
  const stored = await page.evaluate(() => Object.entries(localStorage));
  assert.deepEqual(
    stored.map(([name]) => name),
    ['kie-aleph.recent'],
  );
  const prompt = 'Turn the street into a watercolour at dusk, keep the camera move';
  const time = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
  const facts = JSON.parse(String(stored[0]?.[1]));
  for (const { createTime } of facts) assert.match(createTime, time);
  assert.deepEqual(
    facts.map((/** @type {any} */ { createTime: _, ...others }) => others),
    [
      { taskId: 'sandbox-failed', state: 'failed', prompt, route: 'aleph' },
      {
        taskId: 'sandbox-succeeded',
        state: 'succeeded',
        prompt,
        thumbnail: `${site.url}sandbox/media/aleph.jpg`,
        route: 'aleph',
      },
    ],
  );

  await page.goto(site.url);
  await page.reload();
  assert.deepEqual(
    (await listed(page)).map(([id]) => id),
    ['sandbox-failed', 'sandbox-succeeded'],
  );
  await page.click('[data-task-id="sandbox-failed"] .remove');
  assert.deepEqual(
    (await listed(page)).map(([id]) => id),
    ['sandbox-succeeded'],
  );
  await page.click('#recent-clear');
  assert.deepEqual(
    await page.evaluate(() => [localStorage.length, document.querySelectorAll('#recent-list li').length]),
    [0, 0],
  );
  assert.deepEqual(noise, []);
});

test('another tab sees what this one adds', async () => {
  const { page } = await site.open();
  const other = await page.browserContext().newPage();
  await other.goto(`${site.url}#task=sandbox-failed`);
  await untilState(other, 'failed');
  await page.waitForSelector('#recent-list .failed');
});

test('a task removed from the list is looked at no more', async () => {
  const { page } = await site.open();
  await bring(page, 'sandbox-failed sandbox-pending', 'paste');
  await page.waitForSelector('#recent-list .processing');
  await page.click('[data-task-id="sandbox-pending"] .remove');
  await page.evaluate(() => {
    location.hash = '#task=sandbox-pending';
  });
  await untilState(page, 'processing');
  assert.deepEqual((await listed(page))[0], ['sandbox-pending', 'processing'], 'opening it again lists it again');
});

test('single keys move between tasks, look, and open dialogs; they can be turned off', async () => {
  const { page, noise } = await site.open();
  await bring(page, 'sandbox-pending sandbox-failed', 'paste');
  await untilState(page, 'processing');
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
  await page.keyboard.press('j');
  await untilState(page, 'failed');
  await page.keyboard.press('k');
  await untilState(page, 'processing');
  const looked = page.waitForRequest((request) => request.url().includes('record-info'));
  await page.keyboard.press('r');
  await looked;
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'task-id');
  await page.keyboard.type('j?');
  assert.equal(await page.$('dialog[open]'), null, 'typing is no shortcut');
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
  await page.keyboard.press(',');
  await page.waitForSelector('#settings[open]');
  await page.keyboard.press('Escape');
  await page.waitForSelector('#settings:not([open])');
  await page.keyboard.press('?');
  await page.waitForSelector('#shortcuts[open]');
  assert.match(await innerText(page, '#shortcuts'), /Next recent task/);
  await page.click('#shortcuts-on');
  await page.click('#shortcuts [data-close]');
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
  await page.keyboard.press(',');
  assert.equal(await page.$('dialog[open]'), null);
  assert.deepEqual(noise, []);
});

test('"Copy link" copies a link that opens the task', async () => {
  const { page, noise } = await site.open('#task=sandbox-failed');
  await untilState(page, 'failed');
  await page
    .browserContext()
    .setPermission(
      site.url,
      { permission: { name: 'clipboard-write' }, state: 'granted' },
      { permission: { name: 'clipboard-read' }, state: 'granted' },
    );
  await page.bringToFront();
  await page.click('#share');
  await untilText(page, 'Link copied', '#share');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${site.url}#task=sandbox-failed`);
  assert.deepEqual(noise, []);
});

test('print gives the record of the task and nothing to press', async () => {
  const { page } = await site.open('#task=sandbox-succeeded');
  await untilState(page, 'succeeded');
  await page.emulateMediaType('print');
  const visible = await page.$$eval(inTask('button, video, details'), (elements) =>
    elements.filter((element) => element.checkVisibility()).map((element) => element.outerHTML),
  );
  assert.deepEqual(visible, []);
  assert.equal(
    await page.$$eval(
      'form, aside, .tools',
      (elements) => elements.filter((element) => element.checkVisibility()).length,
    ),
    0,
  );
  const text = await innerText(page, inTask('[part=card]'));
  for (const part of ['Succeeded', 'sandbox-succeeded', 'aleph.mp4', 'Turn the street', '41027', 'in 13 days'])
    assert.ok(text.includes(part), part);
});
