// The main flows on the real page in Chromium, Firefox ESR and WebKitGTK, under its Content-Security-Policy.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { serve } from '../../web/local/start.js';
import { ENGINES, until } from '../helpers/engines.js';

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
before(async () => void (server = await serve()));
after(() => server.close());

/** Read in the page: the element's state, the text of one of its parts, and whether something is in it. */
const stateIs = (/** @type {string} */ state) =>
  /** @type {any} */ (document.querySelector('aleph-task'))?.state === state;
const textOf = (/** @type {string} */ part) =>
  /** @type {HTMLElement | null | undefined} */ (
    document.querySelector('aleph-task')?.shadowRoot?.querySelector(`[part~=${part}]`)
  )?.innerText ?? '';
const has = (/** @type {string} */ selector) =>
  Boolean(document.querySelector('aleph-task')?.shadowRoot?.querySelector(selector));
const goToTask = (/** @type {string} */ taskId) => void (location.hash = taskId && `#task=${taskId}`);

for (const { name, launch } of ENGINES) {
  describe(name, () => {
    /** @type {Awaited<ReturnType<typeof launch>>} */
    let browser;
    /** @type {import('../helpers/engines.js').Tab} */
    let tab;
    before(async () => {
      browser = await launch();
      tab = await browser.tab();
      await tab.goto(server.url);
    });
    after(() => browser?.close());

    test('a typed id shows the finished task', async () => {
      await until(tab, () => document.querySelector('#service')?.textContent?.includes('sandbox'));
      await tab.click('#task-id');
      await tab.type('sandbox-succeeded');
      await tab.press('Enter');
      await until(tab, stateIs, 'succeeded');
      for (const [part, text] of /** @type {const} */ ([
        ['status', 'Succeeded'],
        ['prompt', 'watercolour'],
        ['parameters', '16:9'],
        ['times', '5 min 12 sec'],
        ['files', 'aleph.mp4'],
      ])) {
        assert.match(await tab.evaluate(textOf, part), new RegExp(text), part);
      }
    });

    test('the video plays, and the source beside it, in step', async () => {
      await until(tab, has, '[part~=compare]:enabled');
      await tab.click('aleph-task', '[part~=compare]');
      const times = await tab.evaluate(async () => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('aleph-task')?.shadowRoot);
        const [result, source] = /** @type {HTMLVideoElement[]} */ (
          ['[part=video]', '[part=source-video]'].map((part) => root.querySelector(part))
        );
        if (!result || !source) return [];
        const seeked = new Promise((resolve) => source.addEventListener('seeked', resolve, { once: true }));
        result.currentTime = 2;
        await seeked;
        result.muted = true;
        // Slowly: a busy machine starts the other one before this one ends.
        result.playbackRate = 0.25;
        const plays = new Promise((resolve) => source.addEventListener('playing', resolve, { once: true }));
        await result.play();
        await plays;
        result.pause();
        await new Promise((resolve) =>
          source.paused ? resolve(null) : source.addEventListener('pause', resolve, { once: true }),
        );
        return [result.currentTime >= 2, Math.abs(result.currentTime - source.currentTime) < 0.5, source.muted];
      });
      assert.deepEqual(times, [true, true, true]);
    });

    test('a video that cannot be played says so, with a way to try again', async () => {
      await tab.evaluate(goToTask, 'sandbox-unplayable');
      await until(tab, has, '[part=playback-error]:not([hidden]) [part~=retry]');
      assert.match(await tab.evaluate(textOf, 'playback-error'), /The video cannot be played/);
      assert.equal(await tab.evaluate(has, '[part~=compare]:enabled'), false);
    });

    test('a failed task says why, and what to do', async () => {
      await tab.evaluate(goToTask, 'sandbox-failed');
      await until(tab, stateIs, 'failed');
      assert.match(await tab.evaluate(textOf, 'failure'), /internal error[\s\S]*make the task again/);
    });

    test('an error says what to do', async () => {
      await tab.evaluate(goToTask, 'sandbox-no-credits');
      await until(tab, stateIs, 'error');
      assert.match(await tab.evaluate(textOf, 'error'), /No credits left \(code 402\)[\s\S]*Top the account up/);
    });

    test('a task that finishes while it is watched becomes its video', async () => {
      await tab.evaluate(goToTask, `sandbox-slow-1-${name}`);
      await until(tab, stateIs, 'processing');
      assert.match(await tab.evaluate(textOf, 'progress'), /In the making for/);
      await until(tab, () => {
        const element = /** @type {any} */ (document.querySelector('aleph-task'));
        if (element.state === 'processing') element.refresh();
        return element.state === 'succeeded';
      });
    });

    test('"Stop watching" stops, and the list knows all tasks', async () => {
      await tab.evaluate(goToTask, 'sandbox-pending');
      // Before the first answer there is a button, too, which goes with that answer.
      await until(tab, stateIs, 'processing');
      await tab.click('aleph-task', '[part~=stop]');
      await until(tab, stateIs, 'stopped');
      const listed = await tab.evaluate(() =>
        [...document.querySelectorAll('#recent-list li')].map((row) => row.getAttribute('data-task-id')),
      );
      assert.deepEqual(listed, [
        'sandbox-pending',
        `sandbox-slow-1-${name}`,
        'sandbox-no-credits',
        'sandbox-failed',
        'sandbox-unplayable',
        'sandbox-succeeded',
      ]);
    });

    test('all of it in Chinese', async () => {
      await tab.evaluate(() =>
        Object.assign(/** @type {any} */ (document.querySelector('aleph-task')), { lang: 'zh-CN' }),
      );
      await until(tab, () =>
        document
          .querySelector('aleph-task')
          ?.shadowRoot?.querySelector('[part=stage]')
          ?.textContent?.includes('已停止跟踪'),
      );
    });

    test('the client alone: a wait that ends, and one that is aborted', async () => {
      const seen = await tab.evaluate(async (engine) => {
        const { AlephClient } = await import(new URL('/web/client/index.js', location.href).href);
        const client = new AlephClient({ baseUrl: '/kie' });
        const done = await client.waitForTask(`sandbox-slow-0-${engine}-wait`, { interval: 200 });
        const controller = new AbortController();
        const aborted = client
          .waitForTask('sandbox-pending', { signal: controller.signal })
          .catch((/** @type {unknown} */ reason) => reason);
        controller.abort('enough');
        const refused = await client
          .getTask('sandbox-new-code')
          .catch((/** @type {any} */ error) => [error.kind, error.code]);
        return [done.status, await aborted, refused];
      }, name);
      assert.deepEqual(seen, ['succeeded', 'enough', ['api', 477]]);
    });

    test('the console stayed empty', () => assert.deepEqual(tab.noise, []));
  });
}
