// The page follows a task that is still being made, by itself, until its end; "Look now" and "Stop" do what they say.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { innerText, pages, untilText } from './page.js';

const site = pages();

test('a task that finishes while the page is open becomes its video', async () => {
  const { page, noise } = await site.open('#task=sandbox-slow-1-follow');
  await untilText(page, 'Processing', '.badge');
  await untilText(page, 'Next look in', '#progress');
  assert.match(await innerText(page, '#progress'), /In the making for \d+ s\s+Usually 2 to 15 minutes\./);
  // The schedule's next look is some 25 s away; asking early is what the button is for.
  while (!(await page.$('video'))) {
    await page.waitForSelector('video, #look-now:enabled');
    await page.evaluate(() => /** @type {HTMLButtonElement | null} */ (document.querySelector('#look-now:enabled'))?.click());
  }
  assert.equal(await page.$eval('.badge', (element) => element.textContent), 'Succeeded');
  assert.ok(await page.$('#progress[hidden]'));
  assert.equal(await page.title(), 'succeeded · Aleph task');
  assert.deepEqual(noise, []);
});

test('"Look now" looks at the followed task, whatever the text box holds by now', async () => {
  const { page, noise } = await site.open('#task=sandbox-pending');
  await untilText(page, 'Next look in', '#progress');
  await page.type('#task-id', '-edited');
  const [looked] = await Promise.all([page.waitForRequest((request) => request.url().includes('record-info')), page.click('#look-now')]);
  assert.equal(new URL(looked.url()).searchParams.get('taskId'), 'sandbox-pending');
  assert.deepEqual(noise, []);
});

test('going back to the page without a task ends the following', async () => {
  const { page, noise } = await site.open();
  await page.evaluate(() => (location.hash = '#task=sandbox-pending'));
  await untilText(page, 'Next look in', '#progress');
  await page.goBack();
  await page.waitForSelector('#progress[hidden]');
  assert.ok(await page.$('#task[hidden]'));
  assert.equal(await page.$eval('#task-id', (element) => /** @type {HTMLInputElement} */ (element).value), '');
  assert.equal(await page.title(), 'Aleph task');
  assert.deepEqual(noise, []);
});

test('"Stop" ends the looking and says that the task goes on', async () => {
  const { page, noise } = await site.open('#task=sandbox-pending');
  await untilText(page, 'Next look in', '#progress');
  await page.click('#stop');
  await untilText(page, 'The task goes on at the service', '#notice');
  assert.ok(await page.$('#progress[hidden]'));
  assert.ok(await page.$('.badge.processing'), 'what was seen stays');
  assert.deepEqual(noise, []);
});

test('two tabs that follow the same task look at it once between them', async () => {
  const { page } = await site.open('#task=sandbox-pending');
  await untilText(page, 'Next look in', '#progress');
  const other = await page.browserContext().newPage();
  /** @type {string[]} */
  const looks = [];
  other.on('request', (request) => request.url().includes('record-info') && looks.push(request.url()));
  await other.goto(`${site.url}#task=sandbox-pending`);
  await untilText(other, 'Processing', '.badge');
  assert.deepEqual(looks, [], 'the first tab told it');
});
