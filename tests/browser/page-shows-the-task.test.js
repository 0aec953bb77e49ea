// The main job in real Chromium through the real page, under its Content-Security-Policy, with an empty console.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { innerText, inTask, pages, untilState, untilText } from './page.js';

const site = pages();
const CARD = inTask('[part=card]');
const STAGE = inTask('[part=stage]');

test('a task id typed and sent with Enter shows state, prompt, parameters, times and a video that plays', async () => {
  const { page, noise } = await site.open();
  await untilText(page, 'local sandbox', '#service');
  await page.click('label[for=task-id]');
  await page.keyboard.type(' sandbox-succeeded ');
  await page.keyboard.press('Enter');
  await untilState(page, 'succeeded');
  assert.equal(new URL(page.url()).hash, '#task=sandbox-succeeded');
  assert.equal(await page.title(), 'Succeeded · Aleph task');

  const text = await innerText(page, CARD);
  // The sandbox made it a quarter of an hour ago.
  const year = String(new Date(Date.now() - 900_000).getFullYear());
  for (const part of [
    'Succeeded',
    'Turn the street into a watercolour',
    'Aspect ratio',
    '16:9',
    'Seed',
    '41027',
    'Upload in China',
    'No',
    'Watermark',
    'None',
    '5 min 12 sec',
    year,
    'in 13 days',
  ]) {
    assert.ok(text.includes(part), part);
  }
  const { poster, played } = await page.$eval(inTask('[part=video]'), async (element) => {
    const video = /** @type {HTMLVideoElement} */ (element);
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
  {
    taskId: 'sandbox-failed',
    parts: [
      'The generation failed',
      'internal error, please try again later.',
      'Error code 500',
      'make the task again',
      '16 sec',
    ],
  },
  {
    taskId: 'sandbox-failed-old',
    parts: [
      'The generation failed',
      'caught by our AI moderator',
      'Error code 400',
      'change it and make the task again',
    ],
  },
];
for (const { taskId, parts } of FAILED) {
  test(`#task=${taskId} opens the task and shows why it failed`, async () => {
    const { page, noise } = await site.open(`#task=${taskId}`);
    await untilState(page, 'failed');
    const text = await innerText(page, CARD);
    for (const part of parts) assert.ok(text.includes(part), part);
    assert.equal(await page.$(inTask('[part=video]')), null);
    assert.deepEqual(noise, []);
  });
}

const PROBLEMS = [
  { taskId: 'sandbox-wrong-key', title: 'The API key was not accepted (code 401)', advice: 'Check the key' },
  { taskId: 'sandbox-no-credits', title: 'No credits left (code 402)', advice: 'Top the account up' },
  { taskId: 'sandbox-no-source', title: 'The source could not be fetched (code 451)', advice: 'public' },
  { taskId: 'sandbox-new-code', title: 'The service refused (code 477)', advice: 'does not know' },
  { taskId: 'x'.repeat(600), title: 'This cannot be asked for', advice: 'Check the task id' },
  { taskId: 'a\u0007b', title: 'This cannot be asked for', advice: 'Check the task id' },
];
for (const { taskId, title, advice } of PROBLEMS) {
  test(`${JSON.stringify(taskId.slice(0, 20))} says "${title}" and what to do`, async () => {
    const { page, noise } = await site.open(`#task=${encodeURIComponent(taskId)}`);
    await untilState(page, 'error');
    const text = await innerText(page, inTask('[part=error]'));
    for (const part of [title, advice]) assert.ok(text.includes(part), part);
    assert.equal(
      await page.$eval(inTask('[role=status]'), (element) => element.textContent),
      `${title.replace(/ \(.*/, '')}.`,
      'told to screen readers',
    );
    assert.deepEqual(noise, []);
  });
}

const TRANSIENT = [
  { taskId: 'sandbox-rate-limit', title: 'Too many requests', advice: 'less often' },
  // A new id can take a moment to appear.
  { taskId: 'never-made', title: 'No such task', advice: 'Check the task id' },
];
for (const { taskId, title, advice } of TRANSIENT) {
  test(`${taskId} says "${title}", what to do, and when it is tried again`, async () => {
    const { page, noise } = await site.open(`#task=${taskId}`);
    await untilText(page, `Last look: ${title}. Trying again.`, STAGE);
    const text = await innerText(page, STAGE);
    assert.match(text, /Trying for .*\n[\s\S]*Next look in [\s\S]*1 look so far/);
    assert.ok(text.includes(advice));
    assert.deepEqual(noise, []);
  });
}

test('a task that finishes while the page is open becomes its video', async () => {
  const { page, noise } = await site.open('#task=sandbox-slow-4-follow');
  await untilState(page, 'processing');
  await untilText(page, 'Next look in', STAGE);
  assert.match(await innerText(page, STAGE), /In the making for \d+ sec\s+Usually 2 to 15 minutes\./);
  // The schedule's next look is some 25 s away; asking early is what the button is for.
  while (!(await page.$(inTask('[part=video]')))) {
    await page.evaluate(() =>
      /** @type {HTMLButtonElement | null | undefined} */ (
        document.querySelector('aleph-task')?.shadowRoot?.querySelector('[part~=look-now]:enabled')
      )?.click(),
    );
    await page.waitForFunction(() =>
      document.querySelector('aleph-task')?.shadowRoot?.querySelector('[part=video], [part~=look-now]:enabled'),
    );
  }
  await untilState(page, 'succeeded');
  assert.equal(await innerText(page, '#recent-list .succeeded .state'), 'Succeeded');
  assert.deepEqual(noise, []);
});

test('"Stop watching" ends the looking, says that the task goes on, and "Watch again" looks', async () => {
  const { page, noise } = await site.open('#task=sandbox-pending');
  await untilText(page, 'Next look in', STAGE);
  await page.focus(inTask('[part~=stop]'));
  await page.keyboard.press('Enter');
  await untilState(page, 'stopped');
  const text = await innerText(page, CARD);
  for (const part of ['Not watched', 'The task goes on at the service.', 'Turn the street into a watercolour'])
    assert.ok(text.includes(part), part);
  const focused = await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent);
  assert.equal(focused, 'Watch again', 'the keyboard goes on where something can be done');
  await page.keyboard.press('Enter');
  await untilState(page, 'processing');
  assert.deepEqual(noise, []);
});

test('an empty id asks for one instead of sending anything', async () => {
  const { page, noise } = await site.open();
  /** @type {string[]} */
  const requests = [];
  page.on('request', (request) => request.url().includes('record-info') && requests.push(request.url()));
  await page.click('#lookup button');
  await untilText(page, 'Enter a task id first', '#notice');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'task-id');
  assert.deepEqual(requests, []);
  assert.deepEqual(noise, []);
});

test('a newer lookup replaces the older one, and going back shows it again', async () => {
  const { page, noise } = await site.open('#task=sandbox-pending');
  await untilState(page, 'processing');
  await page.evaluate(() => (location.hash = '#task=sandbox-failed'));
  await untilState(page, 'failed');
  assert.equal(
    await page.$eval('#task-id', (element) => /** @type {HTMLInputElement} */ (element).value),
    'sandbox-failed',
  );
  await page.goBack();
  await untilState(page, 'processing');
  await page.evaluate(() => history.pushState(null, '', '/'));
  await page.evaluate(() => dispatchEvent(new HashChangeEvent('hashchange')));
  await untilState(page, 'empty');
  assert.ok((await innerText(page, '.first')).includes('See how a task is doing'));
  assert.equal(await page.title(), 'Aleph task');
  assert.deepEqual(noise, []);
});

test('both URLs can be opened, saved and copied; the raw answer is there on demand', async () => {
  const { page, noise } = await site.open('#task=sandbox-succeeded');
  await untilState(page, 'succeeded');
  const links = await page.$$eval(inTask('[part~=open]'), (elements) =>
    elements.map((element) => {
      const { href, target, rel } = /** @type {HTMLAnchorElement} */ (element);
      return { file: href.split('/').at(-1), target, rel };
    }),
  );
  assert.deepEqual(
    links,
    ['aleph.mp4', 'aleph.jpg'].map((file) => ({ file, target: '_blank', rel: 'noopener noreferrer' })),
  );

  await page
    .browserContext()
    .setPermission(
      site.url,
      { permission: { name: 'clipboard-write' }, state: 'granted' },
      { permission: { name: 'clipboard-read' }, state: 'granted' },
    );
  await page.bringToFront();
  for (const [part, expected] of /** @type {[string, RegExp][]} */ ([
    ['copy-url', /aleph\.mp4$/],
    ['copy-id', /^sandbox-succeeded$/],
    ['copy-json', /"status": "succeeded"/],
  ])) {
    await page.click(inTask(`[part~=${part}]`));
    await untilText(page, 'Copied', inTask(`[part~=${part}]`));
    assert.equal(await page.$eval(inTask('[role=status]'), (element) => element.textContent), 'Copied');
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), expected);
  }

  await page.click(inTask('summary'));
  await untilText(page, '"successFlag": 1', inTask('pre'));
  assert.deepEqual(noise, []);
});

test('the video is saved under the name of its task', async () => {
  const { page, noise } = await site.open('#task=sandbox-succeeded');
  await untilState(page, 'succeeded');
  const session = await page.browserContext().browser().target().createCDPSession();
  await session.send('Browser.setDownloadBehavior', {
    behavior: 'deny',
    browserContextId: page.browserContext().id,
    eventsEnabled: true,
  });
  const began = new Promise((resolve) =>
    session.once('Browser.downloadWillBegin', ({ suggestedFilename }) => resolve(suggestedFilename)),
  );
  await page.click(inTask('[part~=download]'));
  assert.equal(await began, 'aleph-sandbox-succeeded.mp4');
  assert.deepEqual(noise, []);
});

test('everything can be reached by keyboard and has a name; the focus can be seen', async () => {
  const { page } = await site.open('#task=sandbox-succeeded', { width: 1280 });
  await untilState(page, 'succeeded');
  const reached = new Set();
  const unseen = new Set();
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const { name, outline } = await page.evaluate(() => {
      let focused = document.activeElement;
      while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
      if (!focused || focused === document.body) return { name: '', outline: '1px' };
      return {
        name: focused.getAttribute('aria-label') ?? (focused.textContent?.trim() || focused.id),
        outline: getComputedStyle(focused).outlineStyle === 'none' && focused.tagName !== 'VIDEO' ? '0px' : '1px',
      };
    });
    reached.add(name);
    if (outline === '0px') unseen.add(name);
  }
  for (const name of [
    'task-id',
    'Show task',
    'Copy link',
    'Settings',
    'Keyboard shortcuts',
    'Copy ID',
    'Copy JSON',
    'Video',
    'Copy the URL: Video',
    'Open in a new tab: Video',
    'Download: Video',
    'Download: Thumbnail',
    'Compare with the source',
    'Raw answer',
    'Remove: Turn the street into a watercolour at dusk, keep the camera move',
    'Remove all',
  ]) {
    assert.ok(reached.has(name), `${name} of ${[...reached].join(', ')}`);
  }
  assert.deepEqual([...unseen], []);
});

for (const taskId of [
  'sandbox-succeeded',
  'sandbox-failed',
  'sandbox-pending',
  'sandbox-no-credits',
  'never-made-and-with-a-name-that-is-much-longer-than-any-narrow-screen',
  '',
]) {
  test(`${taskId.slice(0, 20) || 'the first visit'} fits a screen of 320 px`, async () => {
    const { page } = await site.open(taskId && `#task=${taskId}`, { width: 320 });
    await page.waitForFunction(
      (asked) => {
        const { state, shadowRoot } = /** @type {import('../../web/element/aleph-task.js').AlephTaskElement} */ (
          document.querySelector('aleph-task')
        );
        const stage = shadowRoot?.querySelector('[part=stage]')?.textContent ?? '';
        return asked ? stage !== '' && !stage.includes('Looking up') : state === 'empty';
      },
      {},
      taskId,
    );
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  });
}

test('two tabs that follow the same task look at it once between them', async () => {
  const { page } = await site.open('#task=sandbox-pending');
  await untilState(page, 'processing');
  const other = await page.browserContext().newPage();
  // Its time passes a hundred times slower: the first tab tells it soon enough on any machine.
  await other.evaluateOnNewDocument(() => {
    const { setTimeout } = globalThis;
    Object.assign(globalThis, { setTimeout: (/** @type {() => void} */ fn, ms = 0) => setTimeout(fn, ms * 100) });
  });
  /** @type {string[]} */
  const looks = [];
  other.on('request', (request) => request.url().includes('record-info') && looks.push(request.url()));
  await other.goto(`${site.url}#task=sandbox-pending`);
  await untilState(other, 'processing');
  assert.deepEqual(looks, [], 'the first tab told it');
});
