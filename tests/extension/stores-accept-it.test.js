// addons-linter finds nothing, the zips are the same bytes each time, and the extension asks for no more than it needs.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { buildExtension } from '../../tools/build-extension.js';
import { ROOT } from '../../tools/setup.js';
import { run } from '../../tools/process.js';
import { badgeOf } from '../../web/extension/badge.js';
import { ICON_SIZES } from '../../web/extension/manifest.js';
import { isBaseUrl } from '../../web/extension/settings.js';
import { EXTENSION_WORDS } from '../../web/words/index.js';
import { tool } from '../package/installed.js';

/** Of this test alone: they run at the same time. */
const OUTPUT = join(ROOT, 'build/extension-in-stores');

/** @type {Awaited<ReturnType<typeof buildExtension>>} */
let built;
before(async () => void (built = await buildExtension(OUTPUT)));

test('addons-linter: no errors, warnings or notices', async () => {
  const { summary } = JSON.parse(
    await run(process.execPath, [tool('addons-linter'), '--output', 'json', built.firefox.zip]),
  );
  assert.deepEqual(summary, { errors: 0, notices: 0, warnings: 0 });
});

test('two builds give the same zips', async () => {
  const first = await Promise.all(Object.values(built).map(({ zip }) => readFile(zip)));
  const again = await Promise.all(Object.values(await buildExtension(OUTPUT)).map(({ zip }) => readFile(zip)));
  assert.deepEqual(again, first);
});

for (const browser of /** @type {const} */ (['chrome', 'firefox'])) {
  test(`${browser}: name and description are there in each language`, async () => {
    const { folder } = built[browser];
    const manifest = JSON.parse(await readFile(`${folder}/manifest.json`, 'utf8'));
    assert.deepEqual(
      [manifest.name, manifest.description, manifest.action.default_title, manifest.default_locale],
      ['__MSG_name__', '__MSG_description__', '__MSG_name__', 'en'],
    );
    const locales = await readdir(`${folder}/_locales`);
    assert.equal(locales.length, Object.keys(EXTENSION_WORDS).length);
    // Browsers know regions, not scripts.
    for (const locale of ['en', 'es', 'zh_CN']) assert.ok(locales.includes(locale), locale);
    const { name } = JSON.parse(await readFile(`${folder}/_locales/zh_CN/messages.json`, 'utf8'));
    assert.equal(name.message, EXTENSION_WORDS['zh-Hans']?.name);
  });

  test(`${browser}: there is an icon of each size, in its size`, async () => {
    const { folder } = built[browser];
    const manifest = JSON.parse(await readFile(`${folder}/manifest.json`, 'utf8'));
    assert.deepEqual(Object.keys(manifest.icons).map(Number), ICON_SIZES);
    assert.deepEqual(manifest.action.default_icon, manifest.icons);
    for (const [size, file] of Object.entries(manifest.icons)) {
      // A PNG's width and height: https://www.w3.org/TR/png/#11IHDR
      const png = await readFile(`${folder}/${file}`);
      assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [Number(size), Number(size)], file);
    }
  });

  test(`${browser}: permissions are those it uses, hosts only the API`, async () => {
    const manifest = JSON.parse(await readFile(`${built[browser].folder}/manifest.json`, 'utf8'));
    assert.equal(manifest.manifest_version, 3);
    assert.deepEqual(manifest.host_permissions, ['https://api.kie.ai/*']);
    const scripts = await Promise.all(
      ['background.js', 'popup.js', 'options.js', 'create.js'].map((file) =>
        readFile(`${built[browser].folder}/${file}`, 'utf8'),
      ),
    );
    const used = {
      alarms: /chrome\.alarms/,
      contextMenus: /chrome\.contextMenus/,
      notifications: /chrome\.notifications/,
      storage: /chrome\.storage/,
    };
    assert.deepEqual(manifest.permissions, Object.keys(used));
    for (const pattern of Object.values(used)) assert.match(scripts.join(''), pattern);
    assert.deepEqual(manifest.optional_permissions, ['downloads']);
    assert.match(scripts[0] ?? '', /chrome\.downloads\.download/);
    assert.match(scripts[2] ?? '', /chrome\.permissions\.request/);
    assert.match(manifest.content_security_policy.extension_pages, /script-src 'self' 'wasm-unsafe-eval';/);
  });
}

/** @param {'processing' | 'succeeded'} status @param {boolean} [unseen] */
const followed = (status, unseen = false) => ({
  snapshot: /** @type {any} */ ({ taskId: 'a' }),
  status,
  message: '',
  unseen,
  changed: 0,
});

const BADGES = [
  { what: 'nothing', tasks: [], text: '' },
  { what: 'two followed', tasks: [followed('processing'), followed('processing')], text: '2' },
  { what: 'one followed without a key', tasks: [followed('processing')], canAsk: false, text: '!' },
  { what: 'one ended unseen', tasks: [followed('processing'), followed('succeeded', true)], text: '1' },
  { what: 'one ended and seen', tasks: [followed('succeeded')], text: '' },
  { what: 'one of which nobody knows', tasks: [followed('succeeded', true)], hasUnknown: true, text: '?' },
];
for (const { what, tasks, canAsk = true, hasUnknown = false, text } of BADGES)
  test(`the badge of ${what} is ${JSON.stringify(text)}`, () =>
    assert.equal(badgeOf(tasks, { canAsk, hasUnknown }, EXTENSION_WORDS.en).text, text));

const BASE_URLS = {
  '': true,
  'https://proxy.example/kie': true,
  'http://127.0.0.1:8787/kie': true,
  'http://localhost/kie': true,
  'http://proxy.example': false,
  'javascript:alert(1)': false,
  nonsense: false,
};
for (const [url, good] of Object.entries(BASE_URLS))
  test(`${JSON.stringify(url)} is ${good ? 'a' : 'no'} service`, () => assert.equal(isBaseUrl(url), good));
