// What a server's framework wrote works in the page: attributes named as properties are, and listeners that come later miss nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages, untilState } from '../browser/page.js';

const site = pages();

/**
 * A page as a server sends it; the element is defined afterwards, as scripts do.
 * @param {string} markup of the body
 */
async function served(markup) {
  const { page, noise } = await site.open('rendered', {
    prepare: async (page) => {
      await page.setRequestInterception(true);
      page.on('request', (request) => {
        if (new URL(request.url()).pathname !== '/rendered') return void request.continue();
        const body = `<!doctype html><html lang="en"><title>Rendered</title><link rel="icon" href="data:,"><body>${markup}`;
        return void request.respond({ contentType: 'text/html', body });
      });
    },
  });
  await page.evaluate(async () => void (await import(new URL('/web/element/define.js', location.href).href)));
  return { page, noise };
}

/** @param {import('puppeteer-core').Page} page @param {Record<string, unknown>} properties */
const set = (page, properties) =>
  page.$eval('aleph-task', (element, properties) => void Object.assign(element, properties), properties);

/** @param {import('puppeteer-core').Page} page @returns {Promise<string[]>} */
const attributes = (page) =>
  page.$eval('aleph-task', (element) => [...element.attributes].map(({ name, value }) => `${name}=${value}`).sort());

test('taskId and baseUrl as attributes, which HTML makes taskid and baseurl', async () => {
  const { page, noise } = await served('<aleph-task taskId="sandbox-succeeded" baseUrl="/kie"></aleph-task>');
  await untilState(page, 'succeeded');
  assert.deepEqual(
    await page.$eval('aleph-task', (element) => [Reflect.get(element, 'taskId'), Reflect.get(element, 'baseUrl')]),
    ['sandbox-succeeded', '/kie'],
  );

  await set(page, { taskId: 'sandbox-failed' });
  await untilState(page, 'failed');
  assert.deepEqual(await attributes(page), ['baseurl=/kie', 'task-id=sandbox-failed'], 'one name of two is left');

  await set(page, { taskId: '' });
  await untilState(page, 'empty');
  await page.$eval('aleph-task', (element) => element.setAttribute('taskid', 'sandbox-failed'));
  await untilState(page, 'failed');
  assert.deepEqual(noise, []);
});

test('with defer-hydration nothing is asked before it goes: properties and listeners come first', async () => {
  const { page, noise } = await served('<aleph-task task-id="sandbox-succeeded" defer-hydration></aleph-task>');
  const seen = await page.evaluate(async () => {
    const { AlephClient } = await import(new URL('/web/client/index.js', location.href).href);
    const element = /** @type {HTMLElement & Record<string, unknown>} */ (document.querySelector('aleph-task'));
    const told = [element.state];
    /** @type {string[]} */
    const asked = [];
    element.lang = 'zh';
    await new Promise((resolve) => setTimeout(resolve));
    const shownBefore = element.shadowRoot?.textContent?.trim();
    element.client = new AlephClient({
      baseUrl: '/kie',
      fetch: (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
        asked.push(new URL(url).pathname);
        return fetch(url, init);
      },
    });
    for (const name of ['aleph-update', 'aleph-success']) element.addEventListener(name, ({ type }) => told.push(type));
    const success = new Promise((resolve) => element.addEventListener('aleph-success', resolve));
    element.removeAttribute('defer-hydration');
    await success;
    return { shownBefore, told, asked };
  });
  assert.deepEqual(seen, {
    shownBefore: '',
    told: ['empty', 'aleph-update', 'aleph-success'],
    asked: ['/kie/api/v1/aleph/record-info'],
  });
  assert.deepEqual(noise, []);
});

test('who comes late reads state and task', async () => {
  const { page } = await served('<aleph-task task-id="sandbox-failed" base-url="/kie"></aleph-task>');
  await untilState(page, 'failed');
  const message = await page.$eval('aleph-task', (element) => Reflect.get(element, 'task').errorMessage);
  assert.match(message, /\w/);
});

test('properties take the text of attributes, and undefined for the default, as templates and JSX set them', async () => {
  const { page } = await served('<aleph-task></aleph-task>');
  const rows = /** @type {const} */ ([
    [{ follow: 'false', autoplay: '' }, ['autoplay=', 'follow=false']],
    [{ follow: undefined, autoplay: undefined }, []],
    [{ follow: false, autoplay: true }, ['autoplay=', 'follow=false']],
    [{ follow: '', autoplay: false }, []],
  ]);
  for (const [properties, expected] of rows) {
    await page.$eval(
      'aleph-task',
      (element, names, values) => {
        for (const [i, name] of names.entries()) Reflect.set(element, name, values[i] ?? undefined);
      },
      Object.keys(properties),
      Object.values(properties),
    );
    assert.deepEqual(await attributes(page), expected, JSON.stringify(properties));
  }
});

test('the same task given again is no change', async () => {
  const { page } = await served('<aleph-task task-id="sandbox-succeeded" base-url="/kie"></aleph-task>');
  await untilState(page, 'succeeded');
  const state = await page.$eval('aleph-task', async (element) => {
    Reflect.set(element, 'task', undefined);
    await new Promise((resolve) => setTimeout(resolve));
    return Reflect.get(element, 'state');
  });
  assert.equal(state, 'succeeded', 'not "looking": it has not begun anew');
});
