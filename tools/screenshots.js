// `npm run screenshots [-- words]`: every state of the page in light and dark, at three widths, in each language, into
// build/screenshots, with one sheet of all states each. Words choose some: "dark 360 zh-Hans failed". `--readme` renews the README's.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PAGE_STATES, reach } from '../tests/browser/page-states.js';
import { launchChromium } from '../tests/helpers/chromium.js';
import { serve } from '../web/local/start.js';
import { PAGE_WORDS } from '../web/words/index.js';
import { build } from './build.js';
import { runMain } from './process.js';
import { startProgress } from './progress.js';
import { ROOT } from './setup.js';

const FOLDER = join(ROOT, 'build', 'screenshots');
const README_FOLDER = join(ROOT, '.github', 'screenshots');

/** @typedef {{ language: string, scheme: 'light' | 'dark', width: number, state: import('../tests/browser/page-states.js').PageState }} Shot */

/** @type {Shot[]} */
const ALL = Object.keys(PAGE_WORDS).flatMap((language) =>
  /** @type {const} */ (['light', 'dark']).flatMap((scheme) =>
    [360, 768, 1280].flatMap((width) => PAGE_STATES.map((state) => ({ language, scheme, width, state }))),
  ),
);

/** What the README shows. */
const README = [
  'en light 1280 comparing',
  'en dark 1280 several',
  'en light 360 failed',
  'zh-Hans dark 360 processing',
];

const wordsOf = (/** @type {Shot} */ { language, scheme, width, state }) => [
  language,
  scheme,
  String(width),
  state.name,
];

runMain(async () => {
  const args = process.argv.slice(2);
  const forReadme = args.includes('--readme');
  const words = args.filter((arg) => !arg.startsWith('--'));
  const shots = ALL.filter((shot) =>
    forReadme ? README.includes(wordsOf(shot).join(' ')) : words.every((word) => wordsOf(shot).includes(word)),
  );
  await build('release');
  const server = await serve();
  const browser = await launchChromium();
  const progress = startProgress('Taking screenshots');
  try {
    if (!forReadme) await rm(FOLDER, { recursive: true, force: true });
    /** @type {Map<string, string[]>} files by sheet */
    const sheets = new Map();
    for (const [i, shot] of shots.entries()) {
      const [language, scheme, width, name] = wordsOf(shot);
      const folder = forReadme ? README_FOLDER : join(FOLDER, `${language}-${scheme}-${width}`);
      await mkdir(folder, { recursive: true });
      const file = join(folder, forReadme ? `${name}.webp` : `${name}.png`);
      await take(browser, server.url, shot, file);
      sheets.set(folder, [...(sheets.get(folder) ?? []), file]);
      progress.update(i + 1, shots.length, wordsOf(shot).join(' '));
    }
    if (!forReadme) for (const [folder, files] of sheets) await makeSheet(browser, files, `${folder}.png`);
  } finally {
    progress.end();
    await browser.close();
    await server.close();
  }
  console.log(`${shots.length} screenshots in ${forReadme ? README_FOLDER : FOLDER}`);
});

/**
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} url
 * @param {Shot} shot
 * @param {string} file
 */
async function take(browser, url, { language, scheme, width, state }, file) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  // The states answer some lookups themselves, which a service worker would take from under them.
  await page.setBypassServiceWorker(true);
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  await page.setViewport({ width, height: width < 700 ? 780 : 900, deviceScaleFactor: file.endsWith('.webp') ? 2 : 1 });
  await page.evaluateOnNewDocument(
    (language) => localStorage.setItem('kie-aleph.settings', JSON.stringify({ language })),
    language,
  );
  await state.prepare?.(page);
  await page.goto(state.taskId ? `${url}#task=${state.taskId}` : url);
  await reach(page, state);
  // What is still on its way into the picture: the poster, the first frame, a focus ring.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.screenshot({ path: file, fullPage: true, ...(file.endsWith('.webp') && { quality: 80 }) });
  await context.close();
}

/**
 * All states of one kind beside each other, to be looked at together.
 * @param {import('puppeteer-core').Browser} browser
 * @param {string[]} files
 * @param {string} sheet
 */
async function makeSheet(browser, files, sheet) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1800, height: 1000 });
  await page.goto(pathToFileURL(join(FOLDER, '..')).href);
  const pictures = files.map((file) => ({ name: file.replace(/.*[\\/]|\.png$/g, ''), url: pathToFileURL(file).href }));
  await page.evaluate(async (pictures) => {
    document.body.replaceChildren(
      ...pictures.map(({ name, url }) => {
        const figure = document.createElement('figure');
        const image = Object.assign(new Image(), { src: url });
        image.style.cssText = 'inline-size: 100%; border: 1px solid gray';
        figure.style.cssText = 'margin: 0; break-inside: avoid; font: 14px sans-serif';
        figure.append(name, image);
        return figure;
      }),
    );
    document.body.style.cssText = `margin: 8px; columns: ${pictures.length > 8 ? 8 : 4}; column-gap: 8px`;
    await Promise.all([...document.images].map((image) => image.decode()));
  }, pictures);
  await page.screenshot({ path: /** @type {`${string}.png`} */ (sheet), fullPage: true });
  await page.close();
}
