// The recipe for a first result: the client is loaded beside what imports it, and has started before somebody asks.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ROOT } from '../../tools/setup.js';
import { launchChromium } from '../helpers/chromium.js';
import { startService, taskIdOf } from '../helpers/fake-service.js';
import { PATIENCE_MS } from '../helpers/patience.js';
import { succeeded } from '../helpers/responses.js';
import { emptyProject } from './installed.js';

const FILES = ['first-result.html', 'first-result.js'];

/** @type {import('puppeteer-core').Browser} */
let browser;
before(async () => void (browser = await launchChromium()));
after(() => browser?.close());

test('the page loads the client beside its script, starts it in the form, and shows the task', async (t) => {
  const folder = await emptyProject(
    t,
    FILES.map((name) => `recipes/${name}`),
  );
  let clientIsAsked = () => {};
  const untilClientIsAsked = new Promise((resolve) => {
    clientIsAsked = () => resolve(undefined);
  });
  /** @type {Record<string, () => Promise<[type: string, file: string]>>} */
  const files = {
    '/': async () => ['text/html', 'first-result.html'],
    '/kie-aleph.js': async () => {
      clientIsAsked();
      return ['text/javascript', 'node_modules/kie-aleph/dist/kie-aleph.js'];
    },
    // Comes only once the client is on its way.
    '/first-result.js': async () => {
      await untilClientIsAsked;
      return ['text/javascript', 'first-result.js'];
    },
  };
  const { url } = await startService(t, async (request, response) => {
    const [type, file] = (await files[String(request.url)]?.()) ?? ['application/json', ''];
    response.writeHead(200, { 'Content-Type': type });
    response.end(file ? await readFile(join(folder, file)) : succeeded(taskIdOf(request.url)));
  });

  const page = await browser.newPage();
  t.after(() => page.close());
  page.setDefaultTimeout(PATIENCE_MS);
  await page.evaluateOnNewDocument(() => {
    const scope = /** @type {any} */ (globalThis);
    scope.instances = 0;
    WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
      construct: (Instance, given) => {
        scope.instances++;
        return Reflect.construct(Instance, given);
      },
    });
  });
  await page.goto(url, { timeout: PATIENCE_MS });
  assert.equal(await page.evaluate('instances'), 0, 'nothing starts by itself');
  await page.focus('input');
  await page.waitForFunction('instances === 1');
  await page.keyboard.type('task-1');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('output')?.textContent !== '');
  const shown = await page.$eval('output', (output) => output.textContent);
  assert.equal(shown, JSON.parse(succeeded('task-1')).data.response.resultVideoUrl);
  assert.equal(await page.evaluate('instances'), 1);
});

test('docs/recipes/first-result.md shows these files', async () => {
  const text = await readFile(join(ROOT, 'docs/recipes/first-result.md'), 'utf8');
  for (const name of FILES) {
    const [, shown] = new RegExp(`^\\*\\*${name}\\*\\*\\n\\n\`\`\`\\w+\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(text) ?? [];
    assert.equal(shown, await readFile(join(ROOT, 'tests/package/recipes', name), 'utf8'), name);
  }
});
