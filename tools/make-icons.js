// Draws the PNG icons of the manifest from web/page/icon.svg, with Chromium. Their files are committed: run it when the icon changes.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchChromium } from '../tests/helpers/chromium.js';
import { runMain } from './process.js';
import { ROOT } from './setup.js';

const PAGE = join(ROOT, 'web/page');

/** A maskable icon is cut to any shape by the system, so its colour goes to the edges. */
const ICONS = [
  { file: 'icon-192.png', size: 192, background: 'transparent' },
  { file: 'icon-512.png', size: 512, background: 'transparent' },
  { file: 'icon-maskable-512.png', size: 512, background: '#4c5fd5' },
];

runMain(async () => {
  const svg = await readFile(join(PAGE, 'icon.svg'), 'base64');
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    for (const { file, size, background } of ICONS) {
      await page.setViewport({ width: size, height: size });
      const image = `<img src="data:image/svg+xml;base64,${svg}" width="${size}" height="${size}" style="display:block">`;
      await page.setContent(`<body style="margin:0;background:${background}">${image}`);
      const png = await page.screenshot({ omitBackground: true, optimizeForSpeed: false });
      await writeFile(join(PAGE, file), png);
      console.log(`${file}: ${png.length} bytes`);
    }
  } finally {
    await browser.close();
  }
});
