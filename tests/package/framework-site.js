// A framework's site as its users have it: built and started by the framework's own program, then looked at in Chromium.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../../tools/process.js';
import { ROOT } from '../../tools/setup.js';
import { startService, taskIdOf, unusedUrl } from '../helpers/fake-service.js';
import { PATIENCE_MS } from '../helpers/patience.js';
import { envelope } from '../helpers/responses.js';
import { tool } from './installed.js';

/** @typedef {import('node:test').TestContext} TestContext */
/** @typedef {{ url: string, asked: string[] }} VideoService asked: the ids it was asked for with the key, in order */

const KEY = 'stack-key-0123456789';
const VIDEO = readFileSync(join(ROOT, 'web/local/media/cut.mp4'));

/** The frameworks want a newer Node than this project. They are told to tell nobody. */
const NODE = tool('node');
const QUIET = {
  CI: '1',
  NO_COLOR: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
  NUXT_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
};

/** The environment of a site's programs: without what the runner of the tests, or npm, put there. @param {string} folder */
const environmentOf = (folder) => ({ PATH: process.env.PATH, HOME: folder, ...QUIET });

/**
 * A service that knows one key and says of every task that it is done; its video is its own.
 * @param {TestContext} t the service ends with this test
 * @returns {Promise<VideoService>}
 */
export async function startVideoService(t) {
  /** @type {string[]} */
  const asked = [];
  const service = await startService(t, ({ url, headers }, response) => {
    if (url?.endsWith('.mp4')) return void response.writeHead(200, { 'Content-Type': 'video/mp4' }).end(VIDEO);
    const taskId = taskIdOf(url);
    const knows = headers.authorization === `Bearer ${KEY}`;
    if (knows) asked.push(taskId);
    const done = { taskId, successFlag: 1, response: { taskId, resultVideoUrl: `${service.url}/${taskId}.mp4` } };
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(knows ? envelope(done) : envelope(null, { code: 401, msg: 'wrong key' }));
  });
  return { url: service.url, asked };
}

/**
 * Runs one of a site's programs to its end, such as its build. There is no key: it is needed when the site runs, not before.
 * @param {string} folder of the site
 * @param {string[]} command path of a script below the folder, and its arguments
 * @returns {Promise<string>} what it printed
 */
export function runInSite(folder, [script = '', ...args]) {
  return run(NODE, [join(folder, script), ...args], { cwd: folder, env: environmentOf(folder) });
}

/**
 * Starts a site's server with the key and the service's address in its environment.
 * @param {TestContext} t the server ends with this test
 * @param {string} folder of the site
 * @param {(port: string) => string[]} command path of a script below the folder, and its arguments
 * @param {VideoService} service
 * @returns {Promise<string>} its URL, once it answers
 */
export async function startSite(t, folder, command, service) {
  const url = await unusedUrl();
  const { port } = new URL(url);
  const [script = '', ...args] = command(port);
  const site = { HOST: '127.0.0.1', PORT: port, KIE_API_KEY: KEY, KIE_BASE_URL: service.url };
  const server = spawn(NODE, [join(folder, script), ...args], {
    cwd: folder,
    env: { ...environmentOf(folder), ...site },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its helpers are of its group and end with it.
    detached: true,
  });
  let said = '';
  for (const output of [server.stdout, server.stderr]) output.setEncoding('utf8').on('data', (text) => (said += text));
  const ended = new Promise((resolve) => server.once('close', resolve));
  t.after(async () => {
    if (server.pid && server.exitCode === null) process.kill(-server.pid, 'SIGKILL');
    await ended;
  });
  for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(50)) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return url;
    if (server.exitCode !== null || Date.now() > deadline) assert.fail(`The site does not answer:\n${said}`);
  }
}

/**
 * Opens a page of a site that shows `task-1` and, by its button, `task-2`, and writes each id that its listener of
 * `aleph-success` heard into #said.
 * @param {TestContext} t
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} url
 * @param {VideoService} service
 * @param {RegExp} [isOwnNoise] what a development server says by itself
 */
export async function expectTasksShown(t, browser, url, service, isOwnNoise = /^$/) {
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const page = await context.newPage();
  /** @type {string[]} */
  const noise = [];
  page.on('console', (message) => noise.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => noise.push(String(error)));
  /** @type {Set<string>} */
  const got = new Set();
  page.on('response', (response) => {
    const { protocol, origin } = new URL(response.url());
    if (origin === url) got.add(response.url());
    else if (protocol !== 'data:' && origin !== service.url) noise.push(`a foreign address: ${response.url()}`);
  });

  const rendered = await (await fetch(url)).text();
  assert.match(rendered, /<aleph-task[^>]*task-1/, 'the page comes from the server with the element');
  await page.goto(url);
  for (const [i, taskId] of ['task-1', 'task-2'].entries()) {
    if (i > 0) await page.click('button');
    await page
      .waitForFunction(
        (id) => {
          const element = /** @type {any} */ (document.querySelector('aleph-task'));
          return element.state === 'succeeded' && document.querySelector('#said')?.textContent?.endsWith(id);
        },
        { timeout: PATIENCE_MS },
        taskId,
      )
      .catch((error) => assert.fail(`${taskId}: ${error.message} ${noise}`));
    assert.equal(
      await page.$eval('aleph-task >>> [part~=video]', (video) => /** @type {HTMLVideoElement} */ (video).src),
      `${service.url}/${taskId}.mp4`,
    );
  }
  assert.equal(await page.$eval('#said', ({ textContent }) => textContent?.trim()), 'task-1 task-2');
  assert.deepEqual(service.asked, ['task-1', 'task-2'], 'once each, with the key');
  for (const address of got)
    assert.ok(!(await (await fetch(address)).text()).includes(KEY), `the key is in ${address}`);
  assert.ok(!(await page.content()).includes(KEY), 'the key is in the page');
  assert.deepEqual(
    noise.filter((line) => !isOwnNoise.test(line)),
    [],
  );
}
