// A folder of the browser in place of the one that a person would choose: no test can drive the system's dialog.

/** @typedef {import('puppeteer-core').Page} Page */

/**
 * `showDirectoryPicker` gives this folder of the origin private file system.
 * @param {Page} page
 * @param {string} [name]
 */
export async function offerFolder(page, name = 'videos') {
  await page.evaluateOnNewDocument((name) => {
    Object.assign(globalThis, {
      showDirectoryPicker: async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true }),
    });
  }, name);
}

/** Run in a page before anything is downloaded, whose engine would ask where to: takes what it is told to save. */
export function catchDownloads() {
  const blobs = new Map();
  const downloads = /** @type {Record<string, Blob>} */ ({});
  Object.assign(globalThis, { downloads });
  const { createObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    const url = createObjectURL(blob);
    blobs.set(url, blob);
    return url;
  };
  HTMLAnchorElement.prototype.click = function () {
    downloads[this.download] = blobs.get(this.href);
  };
}

/** Run in the page. @returns {Promise<Record<string, string>>} SHA-256 of each file that was downloaded, by name */
export async function downloadsOf() {
  /** @type {Record<string, string>} */
  const hashes = {};
  for (const [name, blob] of Object.entries(/** @type {any} */ (globalThis).downloads)) {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
    hashes[name] = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  return hashes;
}

/** By way of the settings, as people do it. @param {Page} page */
export async function startKeeping(page) {
  await page.click('#open-settings');
  const choose = await page.waitForSelector('#keep-settings button:not([hidden])');
  await choose?.click();
  await page.waitForSelector('#keep-settings button:nth-of-type(2):not([hidden])');
  await page.click('#settings .buttons [data-close]');
}

/**
 * @param {Page} page
 * @param {string} [name]
 * @returns {Promise<Record<string, string>>} SHA-256 of each file in it
 */
export function filesIn(page, name = 'videos') {
  return page.evaluate(async (name) => {
    /** @type {Record<string, string>} */
    const files = {};
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });
    for await (const [file, handle] of /** @type {any} */ (folder).entries()) {
      const bytes = await (await handle.getFile()).arrayBuffer();
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      files[file] = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    }
    return files;
  }, name);
}

/**
 * A list from an earlier visit, all of them finished.
 * @param {Page} page
 * @param {{ taskId: string, days: number }[]} tasks days: made so long ago
 */
export async function rememberFinished(page, tasks) {
  await page.evaluateOnNewDocument((tasks) => {
    if (localStorage.getItem('kie-aleph.recent')) return;
    const recent = tasks.map(({ taskId, days }) => ({
      taskId,
      state: 'succeeded',
      prompt: `Snow over ${taskId}`,
      createTime: new Date(Date.now() - days * 86_400_000).toISOString(),
    }));
    localStorage.setItem('kie-aleph.recent', JSON.stringify(recent));
  }, tasks);
}

/**
 * Answers the lookups of these tasks as the service would, their video at a URL.
 * @param {Page} page
 * @param {(taskId: string) => { video: string, days: number } | null} tasks null: it is the sandbox's
 * @param {(request: import('puppeteer-core').HTTPRequest) => boolean} [answered] whether the test has answered another request
 */
export async function playFinished(page, tasks, answered = () => false) {
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (answered(request)) return;
    const url = new URL(request.url());
    const taskId = url.searchParams.get('taskId') ?? '';
    const known = /record-?info/i.test(url.pathname) ? tasks(taskId) : null;
    if (!known) return void request.continue();
    const createTime = Date.now() - known.days * 86_400_000;
    const response = { resultVideoUrl: new URL(known.video, url).href };
    const data = { taskId, successFlag: 1, createTime, completeTime: createTime + 60_000, response };
    const body = JSON.stringify({ code: 200, msg: 'success', data });
    void request.respond({ contentType: 'application/json', body });
  });
}
