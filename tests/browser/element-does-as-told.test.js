// <aleph-task> does what its attributes, properties and slots say, and tells what happens as events.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONTENT_SECURITY_POLICY } from '../../web/local/static.js';
import { innerText, inTask, pages, untilState, untilText } from './page.js';

const site = pages();

/** @param {import('puppeteer-core').Page} page */
async function serveEmptyPage(page) {
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (new URL(request.url()).pathname !== '/empty') return void request.continue();
    const headers = { 'Content-Type': 'text/html', 'Content-Security-Policy': CONTENT_SECURITY_POLICY };
    return void request.respond({
      status: 200,
      headers,
      body: '<!doctype html><html lang="en"><title>Empty</title><link rel="icon" href="/web/page/icon.svg"><body>',
    });
  });
}

/** A page with the real one's origin and policy, and nothing on it; `lab` holds what the tests need there. */
async function emptyPage() {
  const opened = await site.open('empty', { prepare: serveEmptyPage });
  const { page } = opened;
  await page.evaluate(async () => {
    const at = (/** @type {string} */ path) => new URL(path, location.href).href;
    const { AlephClient } = await import(at('/web/client/index.js'));
    const { AlephTaskElement, addLanguage } = await import(at('/web/element/aleph-task.js'));
    await import(at('/web/element/define.js'));
    const events = /** @type {unknown[]} */ ([]);
    for (const name of ['aleph-update', 'aleph-success', 'aleph-failure', 'aleph-error']) {
      addEventListener(name, (event) => {
        const { detail } = /** @type {CustomEvent} */ (event);
        events.push([name, detail.task?.status ?? null, detail.error?.kind ?? null, detail.willRetry ?? null]);
      });
    }
    /** @type {object[]} */
    const requests = [];
    const fetch = async (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
      requests.push({ url, key: new Headers(init.headers).get('authorization') });
      return globalThis.fetch(url, init);
    };
    const client = new AlephClient({ baseUrl: '/kie', fetch });
    /** @param {Record<string, unknown>} [properties] @param {Record<string, string>} [attributes] */
    const add = (properties = {}, attributes = {}) => {
      const element = Object.assign(document.createElement('aleph-task'), properties);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      document.body.append(element);
      return element;
    };
    Object.assign(globalThis, { lab: { AlephClient, AlephTaskElement, addLanguage, events, requests, client, add } });
  });
  return opened;
}

/** @param {import('puppeteer-core').Page} page @returns {Promise<any>} */
const events = (page) => page.evaluate(() => /** @type {any} */ (globalThis).lab.events);

const STORIES = [
  {
    taskId: 'sandbox-succeeded',
    state: 'succeeded',
    told: [
      ['aleph-update', 'succeeded', null, null],
      ['aleph-success', 'succeeded', null, null],
    ],
  },
  {
    taskId: 'sandbox-failed',
    state: 'failed',
    told: [
      ['aleph-update', 'failed', null, null],
      ['aleph-failure', 'failed', null, null],
    ],
  },
  { taskId: 'sandbox-pending', state: 'processing', told: [['aleph-update', 'processing', null, null]] },
  { taskId: 'sandbox-no-credits', state: 'error', told: [['aleph-error', null, 'insufficient-credits', false]] },
  { taskId: 'sandbox-rate-limit', state: 'looking', told: [['aleph-error', null, 'rate-limit', true]] },
];
for (const { taskId, state, told } of STORIES) {
  test(`${taskId} becomes ${state} and tells ${JSON.stringify(told.map(([name]) => name))}`, async () => {
    const { page, noise } = await emptyPage();
    await page.evaluate(
      (taskId) => void (/** @type {any} */ (globalThis).lab.add({ taskId }, { 'base-url': '/kie' })),
      taskId,
    );
    await page.waitForFunction((count) => /** @type {any} */ (globalThis).lab.events.length === count, {}, told.length);
    await untilState(page, /** @type {any} */ (state));
    assert.ok(await page.$(`aleph-task:state(${state})`), 'for style sheets, too');
    assert.deepEqual(await events(page), told);
    assert.deepEqual(noise, []);
  });
}

test('properties and attributes are two faces of the same', async () => {
  const { page } = await emptyPage();
  const seen = await page.evaluate(() => {
    const { add } = /** @type {any} */ (globalThis).lab;
    const element = add({ taskId: 'a', baseUrl: '/kie', route: 'jobs', follow: false, autoplay: true, lang: 'zh' });
    const before = [...element.attributes].map(({ name, value }) => `${name}=${value}`).sort();
    Object.assign(element, { taskId: null, baseUrl: '', route: 'auto', follow: true, autoplay: false });
    const after = [...element.attributes].map(({ name, value }) => `${name}=${value}`);
    const defaults = [
      element.taskId,
      element.baseUrl,
      element.route,
      element.follow,
      element.autoplay,
      element.client,
      element.task,
      element.state,
    ];
    element.setAttribute('follow', '');
    return { before, after, defaults, follow: element.follow };
  });
  assert.deepEqual(seen, {
    before: ['autoplay=', 'base-url=/kie', 'follow=false', 'lang=zh', 'route=jobs', 'task-id=a'],
    after: ['lang=zh'],
    defaults: ['', '', 'auto', true, false, null, null, 'empty'],
    follow: true,
  });
});

test('without follow there is one look', async () => {
  const { page } = await emptyPage();
  await page.evaluate(
    () =>
      void (
        /** @type {any} */ (globalThis).lab.add({
          taskId: 'sandbox-pending',
          follow: false,
          client: /** @type {any} */ (globalThis).lab.client,
        })
      ),
  );
  await untilState(page, 'processing');
  assert.equal(
    await page.$(inTask(':is([part~=look-now], [part~=stop], [part=next-look]):not([hidden])')),
    null,
    'there is no next look to bring forward or stop',
  );
  assert.match(await innerText(page, inTask('[part=progress]')), /^In the making for/);
  assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).lab.requests.length), 1);
});

test('a given task is shown without asking anybody', async () => {
  const { page, noise } = await emptyPage();
  await page.evaluate(() => {
    const task = {
      taskId: 'given',
      status: 'failed',
      successFlag: 3,
      errorCode: 451,
      errorMessage: 'no source',
      createTime: null,
      completeTime: null,
      paramJson: null,
      parameters: null,
      response: null,
    };
    /** @type {any} */ (globalThis).lab.add({ task, client: /** @type {any} */ (globalThis).lab.client });
  });
  await untilState(page, 'failed');
  const text = await innerText(page, inTask('[part=card]'));
  for (const part of ['given', 'no source', 'put it at a public URL', 'did not say with which parameters'])
    assert.ok(text.includes(part), part);
  assert.equal(await page.$(inTask('[part=raw]')), null, 'there is nobody to ask for the raw answer');
  assert.deepEqual(
    await page.evaluate(() => [
      /** @type {any} */ (globalThis).lab.requests.length,
      /** @type {any} */ (globalThis).lab.events.length,
    ]),
    [0, 0],
  );
  await page.evaluate(() => Object.assign(/** @type {any} */ (document.querySelector('aleph-task')), { task: null }));
  await untilState(page, 'empty');
  assert.deepEqual(noise, []);
});

test('a key is a property: it goes to the service and into no attribute, and cannot be read back', async () => {
  const { page, noise } = await emptyPage();
  const seen = await page.evaluate(async () => {
    const element = /** @type {any} */ (globalThis).lab.add({ apiKey: 'page-key', taskId: 'a', baseUrl: '/kie' });
    await new Promise((resolve) => element.addEventListener('aleph-error', resolve));
    return {
      html: document.documentElement.outerHTML + element.shadowRoot.innerHTML,
      read: element.apiKey,
      text: element.shadowRoot.querySelector('[part=error]').textContent,
    };
  });
  assert.ok(!seen.html.includes('page-key'));
  assert.equal(seen.read, undefined);
  assert.match(seen.text, /proxy/, 'a web page is told to use a proxy');
  assert.deepEqual(noise, []);
});

test('elements with one base URL and one route share their looks', async () => {
  const { page } = await emptyPage();
  /** @type {string[]} */
  const looks = [];
  page.on('request', (request) => request.url().includes('record-info') && looks.push(request.url()));
  await page.evaluate(() => {
    const { add } = /** @type {any} */ (globalThis).lab;
    for (let i = 0; i < 3; i++) add({ taskId: 'sandbox-pending', baseUrl: '/kie' });
  });
  await page.waitForFunction(() =>
    [...document.querySelectorAll('aleph-task')].every(
      (element) => /** @type {any} */ (element).state === 'processing',
    ),
  );
  assert.equal(looks.length, 1);
  await page.evaluate(() =>
    /** @type {any} */ (globalThis).lab.add({ taskId: 'sandbox-pending', baseUrl: '/kie', route: 'aleph' }),
  );
  await page.waitForFunction(
    () => /** @type {any} */ (document.querySelector('aleph-task:last-of-type'))?.state === 'processing',
  );
  assert.equal(looks.length, 2);
});

test('its route goes to the client that it makes', async () => {
  const { page } = await emptyPage();
  const asked = page.waitForRequest((request) => request.url().includes('/recordInfo?'));
  await page.evaluate(
    () =>
      void (/** @type {any} */ (globalThis).lab.add({ taskId: 'any', baseUrl: '/kie', route: 'jobs', follow: false })),
  );
  assert.match((await asked).url(), /\/kie\/api\/v1\/jobs\/recordInfo\?taskId=any$/);
  await page.$eval('aleph-task', (element) => element.setAttribute('route', 'other'));
  await untilText(page, 'route must be one of', inTask('[part=error-message]'));
});

test('taken out it asks no more; moved or put back it goes on', async () => {
  const { page } = await emptyPage();
  const seen = await page.evaluate(async () => {
    const { add, client, requests } = /** @type {any} */ (globalThis).lab;
    const element = add({ taskId: 'sandbox-pending', client });
    const updated = () => new Promise((resolve) => element.addEventListener('aleph-update', resolve, { once: true }));
    await updated();
    element.remove();
    element.refresh();
    await new Promise((resolve) => setTimeout(resolve));
    const afterRemoval = requests.length;
    document.body.append(element);
    await updated();
    return { afterRemoval, state: element.state };
  });
  assert.deepEqual(seen, { afterRemoval: 1, state: 'processing' });
});

test('properties set before the element is defined are taken up', async () => {
  const { page } = await emptyPage();
  await page.evaluate(async () => {
    const { AlephTaskElement, client } = /** @type {any} */ (globalThis).lab;
    const early = Object.assign(document.createElement('early-task'), { taskId: 'sandbox-failed', client });
    document.body.append(early);
    customElements.define('early-task', class extends AlephTaskElement {});
    await new Promise((resolve) => early.addEventListener('aleph-failure', resolve));
  });
  assert.equal(await page.$eval('early-task', (element) => element.getAttribute('task-id')), 'sandbox-failed');
});

test('every piece can be replaced by slotted content, shown when the piece would be', async () => {
  const { page, noise } = await emptyPage();
  await page.evaluate(() => {
    const element = /** @type {any} */ (globalThis).lab.add({ baseUrl: '/kie' });
    for (const name of ['header', 'empty', 'stage', 'files', 'prompt', 'parameters', 'times', 'raw', 'footer']) {
      element.append(Object.assign(document.createElement('p'), { slot: name, textContent: `my ${name}` }));
    }
  });
  const shown = () =>
    page.$$eval('aleph-task > p', (elements) =>
      elements.filter((element) => element.checkVisibility()).map((element) => element.slot),
    );
  await untilState(page, 'empty');
  assert.deepEqual(await shown(), ['empty', 'footer']);
  await page.evaluate(() =>
    Object.assign(/** @type {any} */ (document.querySelector('aleph-task')), { taskId: 'sandbox-succeeded' }),
  );
  await untilState(page, 'succeeded');
  assert.deepEqual(await shown(), ['header', 'stage', 'files', 'prompt', 'parameters', 'times', 'raw', 'footer']);
  assert.deepEqual(noise, []);
});

test('colours, spacing, corners and parts can be styled from outside', async () => {
  const { page } = await emptyPage();
  const styles = await page.evaluate(async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      'aleph-task { --aleph-accent: rgb(1, 2, 3); --aleph-radius: 3px; --aleph-space: 5px; } aleph-task::part(task-id) { color: rgb(4, 5, 6); }',
    );
    document.adoptedStyleSheets = [sheet];
    const element = /** @type {any} */ (globalThis).lab.add({ taskId: 'sandbox-pending', baseUrl: '/kie' });
    await new Promise((resolve) => element.addEventListener('aleph-update', resolve));
    const of = (/** @type {string} */ part) => getComputedStyle(element.shadowRoot.querySelector(`[part~=${part}]`));
    return [of('look-now').backgroundColor, of('card').borderRadius, of('header').columnGap, of('task-id').color];
  });
  assert.deepEqual(styles, ['rgb(1, 2, 3)', '3px', '5px', 'rgb(4, 5, 6)']);
});

test('an added language is one value; a right-to-left one turns the element around', async () => {
  const { page, noise } = await emptyPage();
  await page.evaluate(async () => {
    const { add, addLanguage } = /** @type {any} */ (globalThis).lab;
    const { element } = await import(new URL('/web/words/en.js', location.href).href);
    addLanguage('ar', { ...element, prompt: 'الوصف' });
    add({ taskId: 'sandbox-succeeded', baseUrl: '/kie', lang: 'ar-EG' });
  });
  await untilText(page, 'الوصف', inTask('[part=prompt]'));
  const [direction, status, buttons] = await page.evaluate(() => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('aleph-task')?.shadowRoot);
    const left = (/** @type {string} */ selector) => root.querySelector(selector)?.getBoundingClientRect().left ?? 0;
    return [
      getComputedStyle(/** @type {Element} */ (root.querySelector('[part=card]'))).direction,
      left('[part~=status]'),
      left('[part=header] .buttons'),
    ];
  });
  assert.equal(direction, 'rtl');
  assert.ok(Number(status) > Number(buttons), 'the state is at the right');
  assert.match(await innerText(page, inTask('[part=times]')), /[٠-٩]/, 'in the digits of the reader');
  assert.deepEqual(noise, []);
});

test('changing the language changes what is shown and said', async () => {
  const { page } = await emptyPage();
  await page.evaluate(
    () => void (/** @type {any} */ (globalThis).lab.add({ taskId: 'sandbox-pending', baseUrl: '/kie' })),
  );
  await untilState(page, 'processing');
  await page.evaluate(() =>
    Object.assign(/** @type {any} */ (document.querySelector('aleph-task')), { lang: 'zh-CN' }),
  );
  await untilText(page, '立即查询', inTask('[part=stage]'));
  assert.equal(await page.$eval(inTask('[role=status]'), (element) => element.textContent), '任务正在生成。');
});

test('a state is announced once, politely, however often it is seen', async () => {
  const { page } = await emptyPage();
  const said = await page.evaluate(async () => {
    const element = /** @type {any} */ (globalThis).lab.add({
      taskId: 'sandbox-pending',
      client: /** @type {any} */ (globalThis).lab.client,
    });
    const live = element.shadowRoot.querySelector('[role=status]');
    /** @type {string[]} */
    const said = [];
    new MutationObserver(() => said.push(live.textContent)).observe(live, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    await new Promise((resolve) => element.addEventListener('aleph-update', resolve));
    const { requests } = /** @type {any} */ (globalThis).lab;
    while (requests.length < 3) {
      element.refresh();
      await new Promise((resolve) => setTimeout(resolve));
    }
    return said;
  });
  assert.deepEqual(said, ['Looking up the task.', 'The task is being made.']);
});
