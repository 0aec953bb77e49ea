// React Router in framework mode: its server renders the component, its loader is the proxy, its page hydrates.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { freePort } from '../helpers/free-port.js';
import { run } from '../../tools/process.js';
import { expectMarkup, expectSuccess, expectWatchPage, openPage, startSandbox } from './react-pages.js';
import { startServer } from './stack-server.js';
import { installStack } from './stacks.js';

/** @type {string} */
let project;
before(async () => {
  project = await installStack('react-router', ['jsx.tsx']);
  const { KIE_API_KEY, ...env } = process.env;
  await run(process.execPath, ['node_modules/@react-router/dev/bin.js', 'build'], { cwd: project, env });
});

test('what TypeScript says of it', async () => {
  await run(process.execPath, [join(project, 'node_modules/typescript/bin/tsc'), '-p', '.'], { cwd: project });
});

test('a page is hydrated with properties and listeners, and nothing is asked before', async (t) => {
  const env = { ...(await startSandbox(t)), HOST: '127.0.0.1', PORT: String(await freePort()) };
  const url = await startServer(t, ['node_modules/@react-router/serve/bin.js', 'build/server/index.js'], {
    cwd: project,
    env,
  });
  const { page, noise } = await openPage(t);
  await expectMarkup(url);
  await expectSuccess(page, url);
  await expectWatchPage(page, `${url}/watch`);
  assert.deepEqual(noise, []);
});
