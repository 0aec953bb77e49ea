// Debian's Firefox ESR, driven through WebDriver BiDi, which asks for nothing of its own from the network.
import puppeteer from 'puppeteer-core';
import { findProgram, PROGRAMS } from '../../tools/machine-packages.js';
import { PATIENCE_MS } from './patience.js';

/** What a fresh Firefox would ask the network for. */
const QUIET = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.safebrowsing.downloads.remote.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.region.network.url': '',
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'media.gmp-manager.updateEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
};

/**
 * @param {{ preferences?: Record<string, unknown>, args?: string[] }} [options]
 * @returns {Promise<import('puppeteer-core').Browser>}
 * @throws {Error} one line, when there is no Firefox
 */
export async function launchFirefox({ preferences, args = [] } = {}) {
  const executablePath = findProgram(PROGRAMS.firefox);
  if (!executablePath)
    throw new Error('No Firefox: install it (Debian: apt-get install firefox-esr) or set FIREFOX_PATH.');
  return puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    args,
    extraPrefsFirefox: { ...QUIET, ...preferences },
    timeout: PATIENCE_MS,
    protocolTimeout: 2 * PATIENCE_MS,
  });
}
