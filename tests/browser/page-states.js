// Every state the page can be in, as data: how to get there, and what tells that it is there. For axe and the screenshots.

import { offerFolder, playFinished, rememberFinished, startKeeping } from './keep-folder.js';
import { untilInShadow } from './page.js';
import { PAGE_WORDS } from '../../web/words/index.js';

/** @typedef {import('puppeteer-core').Page} Page */

/**
 * @typedef {object} PageState
 * @property {string} name
 * @property {string} [taskId]
 * @property {import('../../web/element/view.js').AlephTaskState} state of the element
 * @property {string} [text] that its stage holds, in no language's words
 * @property {(page: Page) => Promise<void>} [prepare] before the page is opened
 * @property {(page: Page) => Promise<void>} [act] once it is in its state
 */

/** A part of the stage. @param {string} selector */
const stage = (selector) => `aleph-task >>> [part=stage] ${selector}`;

/**
 * Answers the lookups of a page instead of the server.
 * @param {(request: import('puppeteer-core').HTTPRequest) => unknown} answer
 * @returns {(page: Page) => Promise<void>}
 */
function lookups(answer) {
  return async (page) => {
    await page.setRequestInterception(true);
    page.on('request', (request) => void (/record-?info/i.test(request.url()) ? answer(request) : request.continue()));
  };
}

/** Errors by the sandbox's task that gives them; those that are tried again show in the progress. */
const ERRORS = /** @type {const} */ ([
  ['authentication', 'sandbox-wrong-key', 'error'],
  ['invalid-request', 'sandbox-refused', 'error'],
  ['insufficient-credits', 'sandbox-no-credits', 'error'],
  ['task-failed', 'sandbox-no-answer', 'error'],
  ['asset-unavailable', 'sandbox-no-source', 'error'],
  ['feature-disabled', 'sandbox-switched-off', 'error'],
  ['api', 'sandbox-new-code', 'error'],
  ['task-not-found', 'never-made', 'looking'],
  ['rate-limit', 'sandbox-rate-limit', 'looking'],
  ['maintenance', 'sandbox-maintenance', 'looking'],
  ['server', 'sandbox-html', 'looking'],
  ['invalid-response', 'sandbox-nonsense', 'looking'],
]);

/** @type {readonly PageState[]} */
export const PAGE_STATES = [
  { name: 'empty', state: 'empty' },
  { name: 'looking', taskId: 'sandbox-pending', state: 'looking', prepare: lookups(() => {}) },
  { name: 'processing', taskId: 'sandbox-pending', state: 'processing' },
  { name: 'succeeded', taskId: 'sandbox-succeeded', state: 'succeeded', act: untilPlayable },
  { name: 'comparing', taskId: 'sandbox-succeeded', state: 'succeeded', act: compare },
  { name: 'wiping', taskId: 'sandbox-succeeded', state: 'succeeded', act: wipe },
  { name: 'raw-answer', taskId: 'sandbox-succeeded', state: 'succeeded', act: openRaw },
  { name: 'succeeded-without-url', taskId: 'sandbox-without-url', state: 'succeeded' },
  {
    name: 'expired',
    taskId: 'sandbox-expired',
    state: 'succeeded',
    act: async (page) => untilInShadow(page, stage('[part=playback-error]:not([hidden])')),
  },
  { name: 'failed', taskId: 'sandbox-failed', state: 'failed' },
  { name: 'failed-old', taskId: 'sandbox-failed-old', state: 'failed' },
  ...['waiting', 'queuing', 'generating'].map(
    (stage) => /** @type {PageState} */ ({ name: stage, taskId: `sandbox-jobs-${stage}`, state: 'processing' }),
  ),
  { name: 'jobs-succeeded', taskId: 'sandbox-jobs-succeeded', state: 'succeeded', act: untilPlayable },
  {
    name: 'stopped',
    taskId: 'sandbox-pending',
    state: 'processing',
    act: (page) => press(page, '[part~=stop]', 'stopped'),
  },
  ...ERRORS.map(
    ([kind, taskId, state]) =>
      /** @type {PageState} */ ({
        name: `error-${kind}`,
        taskId,
        state,
        act: async (page) =>
          untilInShadow(page, stage(state === 'error' ? '[part=error]' : '[part=trouble]:not([hidden])')),
      }),
  ),
  {
    name: 'error-connection',
    taskId: 'sandbox-pending',
    state: 'looking',
    prepare: lookups((request) => request.abort('connectionrefused')),
    act: async (page) => untilInShadow(page, stage('[part=trouble]:not([hidden])')),
  },
  { name: 'error-timeout', taskId: 'sandbox-pending', state: 'processing', act: (page) => showError(page, 'timeout') },
  { name: 'error-start', taskId: 'sandbox-pending', state: 'processing', act: (page) => showError(page, 'start') },
  {
    name: 'several',
    taskId: 'sandbox-slow-600-street',
    state: 'processing',
    prepare: remember([
      ['sandbox-slow-600-street', 'processing'],
      ['c0d088df35254cc3e7187fb7116b2efa', 'succeeded'],
      ['ee603959-debb-48d1-98c4-a6d1c717eba6', 'failed'],
      ['sandbox-slow-900-harbour', 'processing'],
      ['sandbox-no-credits', 'error'],
    ]),
  },
  {
    name: 'many',
    taskId: 'task-1',
    state: 'succeeded',
    prepare: rememberMany,
    act: async (page) => void (await page.waitForSelector('#recent-more:not([hidden])')),
  },
  {
    name: 'none-found',
    taskId: 'task-1',
    state: 'succeeded',
    prepare: rememberMany,
    async act(page) {
      await page.type('#recent-text', 'no such task');
      await page.waitForSelector('#recent-none:not([hidden])');
    },
  },
  {
    name: 'more-examples',
    state: 'empty',
    act: async (page) => void (await page.$eval('#examples details', (details) => details.toggleAttribute('open'))),
  },
  { name: 'new-video', state: 'empty', act: openForm },
  { name: 'new-video-chosen', state: 'empty', act: chooseVideo },
  { name: 'new-video-missing', state: 'empty', act: (page) => makeFrom(page, {}, '[part=problem]:not([hidden])') },
  { name: 'new-video-refused', state: 'empty', act: (page) => makeFrom(page, REFUSED, '[part~=error]') },
  {
    name: 'new-video-unknown',
    state: 'empty',
    act: (page) => makeFrom(page, { ...REFUSED, prompt: 'sandbox: lost answer' }, '[part~=unknown]'),
  },
  {
    name: 'new-video-again',
    taskId: 'sandbox-succeeded',
    state: 'succeeded',
    act: async (page) => {
      await press(page, '[part~=again]', 'succeeded');
      await page.waitForSelector('#making[open]');
    },
  },
  {
    name: 'outcome-unknown',
    taskId: 'sandbox-failed',
    state: 'failed',
    prepare: rememberIntent,
    act: async (page) => void (await page.waitForSelector('#intents li')),
  },
  { name: 'shortcuts', state: 'empty', act: (page) => openWide(page, '#open-shortcuts', '#shortcuts') },
  {
    name: 'settings',
    state: 'empty',
    async act(page) {
      await open(page, '#open-settings', '#settings');
      await page.waitForSelector('#keep-settings');
    },
  },
  {
    name: 'keeping',
    taskId: 'kept-1',
    state: 'succeeded',
    prepare: (page) => rememberKept(page, { days: 5 }),
    async act(page) {
      await startKeeping(page);
      await page.waitForFunction(() => document.querySelectorAll('#recent-list .mark').length === 4);
      await page.waitForSelector('#keep li');
    },
  },
  {
    name: 'keeping-settings',
    taskId: 'kept-1',
    state: 'succeeded',
    prepare: (page) => rememberKept(page, { days: 5 }),
    async act(page) {
      await startKeeping(page);
      await open(page, '#open-settings', '#settings');
    },
  },
  {
    name: 'keeping-not-allowed',
    taskId: 'kept-1',
    state: 'succeeded',
    async prepare(page) {
      await page.evaluateOnNewDocument(() => {
        Object.assign(/** @type {any} */ (globalThis).FileSystemHandle.prototype, {
          queryPermission: async () => 'prompt',
        });
      });
      await rememberKept(page, { days: 5 });
    },
    async act(page) {
      await startKeeping(page);
      await page.waitForSelector('#keep .problem:not([hidden])');
    },
  },
  {
    name: 'about-to-go',
    taskId: 'kept-1',
    state: 'succeeded',
    prepare: (page) => rememberKept(page, { days: 11.9 }),
    act: async (page) => void (await page.waitForSelector('#going:not([hidden])')),
  },
  { name: 'nothing-entered', state: 'empty', act: (page) => open(page, '#lookup button', '#notice') },
];

/** What the sandbox refuses: https://example.com is never asked. */
const REFUSED = { prompt: 'sandbox: 402', videoUrl: 'https://example.com/in.mp4' };

/**
 * Brings a page, opened with the state's `prepare` and hash, into the state.
 * @param {Page} page
 * @param {PageState} wanted
 */
export async function reach(page, { state, act }) {
  await page.waitForFunction(
    (state) => /** @type {any} */ (document.querySelector('aleph-task'))?.state === state,
    {},
    state,
  );
  // What the server behind the page is comes a moment later.
  await page.waitForFunction(
    (finding) => !finding.includes(document.querySelector('#service')?.textContent ?? String(finding[0])),
    {},
    Object.values(PAGE_WORDS).map(({ service }) => service.finding),
  );
  await act?.(page);
}

/** @param {Page} page */
async function untilPlayable(page) {
  await untilInShadow(page, stage('[part~=compare]:enabled'));
  await page.waitForFunction(
    () =>
      /** @type {HTMLVideoElement | null | undefined} */ (
        document.querySelector('aleph-task')?.shadowRoot?.querySelector('[part=video]')
      )?.readyState,
  );
}

/** @param {Page} page */
async function compare(page) {
  await untilPlayable(page);
  await press(page, '[part~=compare]', 'succeeded');
  await page.evaluate(async () => {
    const [source, result] = document.querySelector('aleph-task')?.shadowRoot?.querySelectorAll('video') ?? [];
    if (!source || !result) return;
    const seeked = [source, result].map(
      (video) => new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true })),
    );
    result.currentTime = 1;
    await Promise.all(seeked);
  });
}

/** @param {Page} page */
async function wipe(page) {
  await compare(page);
  await press(page, '[part~=wipe]', 'succeeded');
}

/** @param {Page} page */
async function openRaw(page) {
  await press(page, 'summary', 'succeeded');
  await page.waitForFunction(() =>
    document.querySelector('aleph-task')?.shadowRoot?.querySelector('pre')?.textContent?.includes('successFlag'),
  );
}

/**
 * @param {Page} page
 * @param {string} selector in the element
 * @param {string} state afterwards
 */
async function press(page, selector, state) {
  await page.waitForFunction(
    (selector) => {
      const button = /** @type {HTMLElement | null | undefined} */ (
        document.querySelector('aleph-task')?.shadowRoot?.querySelector(selector)
      );
      button?.click();
      return button;
    },
    {},
    selector,
  );
  await page.waitForFunction(
    (state) => /** @type {any} */ (document.querySelector('aleph-task'))?.state === state,
    {},
    state,
  );
}

/** @param {Page} page */
async function openForm(page) {
  await open(page, '#new-video', '#making');
  await page.waitForFunction(() =>
    /\d{3}.*\d/s.test(document.querySelector('aleph-create')?.shadowRoot?.querySelector('.price')?.textContent ?? ''),
  );
}

/** @param {Page} page */
async function chooseVideo(page) {
  await openForm(page);
  await page.evaluate(async () => {
    const bytes = await (await fetch('/sandbox/media/source.mp4')).arrayBuffer();
    const video = new File([bytes, new Uint8Array(11_000_000)], 'A street in the rain.mp4', { type: 'video/mp4' });
    /** @type {any} */ (document.querySelector('aleph-create')).fill({ video, prompt: 'Make it snow' });
  });
  await page.waitForFunction(
    () => document.querySelector('aleph-create')?.shadowRoot?.querySelector('video')?.readyState,
  );
}

/** @param {Page} page @param {object} input @param {string} shown in the form, once its button was pressed */
async function makeFrom(page, input, shown) {
  await openForm(page);
  await page.evaluate((input) => {
    const form = /** @type {any} */ (document.querySelector('aleph-create'));
    form.fill(input);
    form.shadowRoot.querySelector('[part~=submit]').click();
  }, input);
  await untilInShadow(page, `aleph-create >>> ${shown}`);
}

/** What a reload in the middle has left. @param {Page} page */
async function rememberIntent(page) {
  await page.evaluateOnNewDocument(() => {
    const input = { prompt: 'Snow over the harbour, at night', videoUrl: 'https://example.com/in.mp4' };
    const intent = { id: 'lost', state: 'sending', time: Date.now() - 3_600_000, owner: 'gone', input };
    localStorage.setItem('kie-aleph.create.lost', JSON.stringify(intent));
  });
}

/** What narrow pages do not offer. @param {Page} page @param {string} selector @param {string} opened */
async function openWide(page, selector, opened) {
  await page.$eval(selector, (button) => /** @type {HTMLElement} */ (button).click());
  await page.waitForSelector(opened, { visible: true });
}

/** @param {Page} page @param {string} selector @param {string} opened */
async function open(page, selector, opened) {
  await page.click(selector);
  await page.waitForSelector(`${opened}:not([hidden])`, { visible: true });
}

/**
 * Errors no server gives: the client of the page is replaced by one that does.
 * @param {Page} page
 * @param {'timeout' | 'start'} kind
 */
async function showError(page, kind) {
  await page.evaluate((kind) => {
    const error = Object.assign(new Error('As it was said.'), {
      kind,
      code: null,
      status: null,
      retryAfter: null,
      [Symbol.for('kie-aleph.error')]: true,
    });
    const fails = { next: () => Promise.reject(error), [Symbol.asyncIterator]: () => fails };
    Object.assign(/** @type {any} */ (document.querySelector('aleph-task')), { client: { watchTask: () => fails } });
  }, kind);
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector('aleph-task'))?.state === 'error');
}

/** A list as it is after a year, and the task that is opened of it. @param {Page} page */
async function rememberMany(page) {
  await page.evaluateOnNewDocument(() => {
    const states = ['succeeded', 'succeeded', 'failed', 'error'];
    const tasks = Array.from({ length: 1000 }, (_, i) => ({
      taskId: `task-${i + 1}`,
      state: states[i % states.length],
      prompt: `Take ${i + 1}: snow over the harbour, and the gulls leave the roof one after the other`,
      ...(i % 4 < 2 && { thumbnail: new URL('/sandbox/media/aleph.jpg', location.href).href, credits: 100 + i }),
      createTime: new Date(Date.UTC(2026, 8, 20) - i * 7_200_000).toISOString(),
      route: 'jobs',
    }));
    localStorage.setItem('kie-aleph.recent', JSON.stringify(tasks));
  });
  await lookups((request) => {
    const taskId = 'task-1';
    const data = { taskId, successFlag: 1, createTime: 1787093500000, completeTime: 1787093516000, response: {} };
    return request.respond({
      contentType: 'application/json',
      body: JSON.stringify({ code: 200, msg: 'success', data }),
    });
  })(page);
}

/** Finished tasks, the last of which has lost its video. @param {Page} page @param {{ days: number }} options made so long ago */
async function rememberKept(page, { days }) {
  await offerFolder(page);
  await rememberFinished(
    page,
    ['kept-1', 'kept-2', 'kept-3', 'lost-4'].map((taskId) => ({ taskId, days })),
  );
  await playFinished(page, (taskId) =>
    /^(kept|lost)-/.test(taskId)
      ? { video: `/sandbox/media/${taskId.startsWith('kept') ? 'aleph' : 'gone'}.mp4`, days }
      : null,
  );
}

/** @param {[taskId: string, state: string][]} tasks */
function remember(tasks) {
  return async (/** @type {Page} */ page) => {
    await page.evaluateOnNewDocument(
      (tasks) =>
        localStorage.setItem('kie-aleph.recent', JSON.stringify(tasks.map(([taskId, state]) => ({ taskId, state })))),
      tasks,
    );
  };
}
