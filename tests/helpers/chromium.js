// Debian's Chromium, driven through puppeteer-core: found in one place, quiet on the network.
import puppeteer from 'puppeteer-core';
import { findProgram, PROGRAMS } from '../../tools/machine-packages.js';
import { PATIENCE_MS } from './patience.js';

/** Chromium asks for nothing of its own from the network. */
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * @param {{ extension?: string }} [options] extension: folder of an unpacked one
 * @returns {Promise<import('puppeteer-core').Browser>}
 * @throws {Error} one line, when there is no Chromium
 */
export async function launchChromium({ extension } = {}) {
  const executablePath = findProgram(PROGRAMS.chromium);
  if (!executablePath)
    throw new Error('No Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.');
  // Chromium's sandbox refuses to run as root, as in most CI containers.
  const args = process.getuid?.() === 0 ? [...QUIET, '--no-sandbox'] : QUIET;
  return puppeteer.launch({
    executablePath,
    headless: true,
    args,
    timeout: PATIENCE_MS,
    protocolTimeout: 2 * PATIENCE_MS,
    ...(extension && { pipe: true, enableExtensions: [extension] }),
  });
}
