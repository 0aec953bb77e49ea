// The key and the service. The key lasts as long as the browser runs, unless the person has it remembered on this computer.
import { AlephClient } from '../client/client.js';
import { complaintAboutBaseUrl, complaintAboutKey } from '../shared/request.js';

/**
 * @typedef {object} Settings
 * @property {string} apiKey '' for none
 * @property {boolean} remember the key on this computer
 * @property {boolean} saveVideos finished videos are saved, which the browser has to allow
 * @property {string} baseUrl '' for `https://api.kie.ai`; a proxy that holds the key needs no `apiKey`
 */

/** @returns {Promise<Settings>} */
export async function readSettings() {
  const [kept, lasting] = await Promise.all([
    chrome.storage.session.get({ apiKey: '' }),
    chrome.storage.local.get({ apiKey: '', baseUrl: '', saveVideos: false }),
  ]);
  return {
    apiKey: String(lasting.apiKey || kept.apiKey),
    remember: lasting.apiKey !== '',
    baseUrl: String(lasting.baseUrl),
    saveVideos: lasting.saveVideos === true,
  };
}

/** @param {Settings} settings */
export async function writeSettings({ apiKey, remember, baseUrl, saveVideos }) {
  const { session, local } = chrome.storage;
  await local.set({ baseUrl, saveVideos });
  await (remember && apiKey ? local.set({ apiKey }) : local.remove('apiKey'));
  await (apiKey && !remember ? session.set({ apiKey }) : session.remove('apiKey'));
}

/** Only what the browser lets an extension ask. @param {string} text @returns {boolean} '' is the service itself */
export function isBaseUrl(text) {
  if (text === '') return true;
  if (!URL.canParse(text)) return false;
  const { href, protocol, hostname } = new URL(text);
  const mayAsk = protocol === 'https:' || /^(127\.0\.0\.1|localhost)$/.test(hostname);
  return mayAsk && complaintAboutBaseUrl(href) === null;
}

/** @param {string} text @returns {boolean} '' is none, which a proxy that holds one needs */
export function isKey(text) {
  return text === '' || complaintAboutKey(text) === null;
}

/** @param {Pick<Settings, 'apiKey' | 'baseUrl'>} settings @returns {AlephClient | null} null: a key is needed first */
export function clientFor({ apiKey, baseUrl }) {
  if (!apiKey && !baseUrl) return null;
  return new AlephClient({ ...(apiKey && { apiKey }), ...(baseUrl && { baseUrl }) });
}
