// Next.js, App Router and Pages Router: `next build` needs no key and no declaration; served pages are hydrated, built and in development.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { run } from '../../tools/process.js';
import { expectMarkup, expectSuccess, expectWatchPage, openPage, startSandbox } from './react-pages.js';
import { startServer } from './stack-server.js';
import { installStack } from './stacks.js';

const QUIET = { NEXT_TELEMETRY_DISABLED: '1' };

/** @type {string} */
let project;
/** @type {string} */
let next;
before(async () => {
  project = await installStack('next', ['jsx.tsx']);
  next = join(project, 'node_modules/next/dist/bin/next');
  const { KIE_API_KEY, ...env } = process.env;
  await run(process.execPath, [next, 'build'], { cwd: project, env: { ...env, ...QUIET } });
});

/**
 * @param {import('node:test').TestContext} t
 * @param {'start' | 'dev'} command
 */
async function open(t, command) {
  const env = { ...QUIET, ...(await startSandbox(t)) };
  const url = await startServer(t, [next, command, '-H', '127.0.0.1', '-p', '0'], { cwd: project, env });
  return { url, ...(await openPage(t)) };
}

test('next start: a page is hydrated with properties and listeners, and nothing is asked before', async (t) => {
  const { url, page, noise } = await open(t, 'start');
  await expectMarkup(url);
  await expectSuccess(page, url);
  await expectSuccess(page, `${url}/raw`);
  await page.goto(`${url}/told`);
  await page.waitForFunction(() => document.querySelector('output')?.textContent?.endsWith('.mp4'));
  await expectWatchPage(page, `${url}/watch`);
  await expectWatchPage(page, `${url}/pages-router`);
  assert.equal((await page.goto(`${url}/api/kie/api/v1/aleph/record-info?taskId=sandbox-failed`))?.status(), 200);
  assert.deepEqual(noise, []);
});

test('next dev: the same in StrictMode, and React finds no difference between server and page', async (t) => {
  const { url, page, noise } = await open(t, 'dev');
  await expectWatchPage(page, `${url}/watch`);
  await expectSuccess(page, `${url}/raw`);
  assert.deepEqual(noise, []);
});
