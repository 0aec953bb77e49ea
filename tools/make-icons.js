// Draws the PNG icons of the manifests, of page and extension, from web/page/icon.svg, with Chromium. Their files are committed: run it
// when the icon changes.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchChromium } from '../tests/helpers/chromium.js';
import { ICON_SIZES } from '../web/extension/manifest.js';
import { runMain } from './process.js';
import { ROOT } from './setup.js';

const PAGE = join(ROOT, 'web/page');
const EXTENSION = join(ROOT, 'web/extension/icons');

/** A maskable icon is cut to any shape by the system, so its colour goes to the edges. */
const ICONS = [
  { folder: PAGE, file: 'icon-192.png', size: 192, background: 'transparent' },
  { folder: PAGE, file: 'icon-512.png', size: 512, background: 'transparent' },
  { folder: PAGE, file: 'icon-maskable-512.png', size: 512, background: '#4c5fd5' },
  ...ICON_SIZES.map((size) => ({ folder: EXTENSION, file: `icon-${size}.png`, size, background: 'transparent' })),
];

runMain(async () => {
  const svg = await readFile(join(PAGE, 'icon.svg'), 'base64');
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    for (const { folder, file, size, background } of ICONS) {
      await page.setViewport({ width: size, height: size });
      const image = `<img src="data:image/svg+xml;base64,${svg}" width="${size}" height="${size}" style="display:block">`;
      await page.setContent(`<body style="margin:0;background:${background}">${image}`);
      const png = await page.screenshot({ omitBackground: true, optimizeForSpeed: false });
      await writeFile(join(folder, file), png);
      console.log(`${file}: ${png.length} bytes`);
    }
  } finally {
    await browser.close();
  }
});
