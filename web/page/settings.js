// Which service the page asks, and in which language it speaks. A key stays in memory, or in this tab when its owner says so.
import { AlephClient } from '../client/client.js';
import { complaintAboutBaseUrl, complaintAboutKey } from '../shared/request.js';
import { byId } from './by-id.js';
import { el } from '../element/dom.js';
import { KEPT_AT } from './kept-answers.js';
import { languages } from './page-words.js';
import { storageOf } from './storage.js';

/**
 * @typedef {object} Settings
 * @property {'here' | 'proxy' | 'key'} service
 * @property {string} baseUrl of `proxy`
 * @property {string} apiKey of `key`
 * @property {boolean} keep the key until the tab is closed
 * @property {string} language BCP 47; empty: the browser's
 */

const SETTINGS = 'kie-aleph.settings';
const API_KEY = 'kie-aleph.key';

/** @returns {Settings} as stored; the key only when this tab keeps it */
export function readSettings() {
  const { service, baseUrl = '', language = '' } = stored();
  const apiKey = storageOf('sessionStorage')?.getItem(API_KEY) ?? '';
  const usable = service === 'proxy' ? baseUrl !== '' : service === 'key' && apiKey !== '';
  return {
    service: usable ? service : 'here',
    baseUrl: String(baseUrl),
    apiKey,
    keep: apiKey !== '',
    language: String(language),
  };
}

/** @param {Settings} settings */
export function writeSettings({ service, baseUrl, apiKey, keep, language }) {
  try {
    storageOf('localStorage')?.setItem(SETTINGS, JSON.stringify({ service, baseUrl, language }));
    if (service === 'key' && keep) storageOf('sessionStorage')?.setItem(API_KEY, apiKey);
    else storageOf('sessionStorage')?.removeItem(API_KEY);
  } catch {
    // Full or refused: the settings last as long as the page.
  }
}

/**
 * @param {Settings} settings
 * @param {(keptAt: string | null) => void} onAnswer when an answer was kept by the service worker; null: it came from the network
 * @returns {AlephClient}
 */
export function clientFor({ service, baseUrl, apiKey }, onAnswer) {
  const fetch = async (/** @type {RequestInfo | URL} */ url, /** @type {RequestInit | undefined} */ init) => {
    const response = await globalThis.fetch(url, init);
    onAnswer(response.headers.get(KEPT_AT));
    return response;
  };
  if (service === 'key') return new AlephClient({ apiKey, dangerouslyAllowBrowser: true, fetch });
  return new AlephClient({ baseUrl: service === 'proxy' ? baseUrl : '/kie', shareAcrossTabs: true, fetch });
}

/**
 * Opens the dialog, and gives what was saved.
 * @param {() => Settings} current
 * @param {() => import('../words/en.js').PageWords['settings']} words
 * @param {(settings: Settings) => void} onSave
 * @returns {() => void} opens it
 */
export function settingsDialog(current, words, onSave) {
  const dialog = byId('settings', HTMLDialogElement);
  const form = byId('settings-form', HTMLFormElement);
  const problem = byId('settings-problem', HTMLElement);
  form.addEventListener('submit', (event) => {
    const settings = readForm(new FormData(form));
    const message = problemOf(settings, words());
    problem.hidden = message === null;
    problem.textContent = message;
    if (message !== null) return event.preventDefault();
    onSave(settings);
  });
  return () => {
    const { service, baseUrl, apiKey, keep, language } = current();
    problem.hidden = true;
    offerLanguages(/** @type {HTMLSelectElement} */ (form.elements.namedItem('language')));
    const values = { service, baseUrl, apiKey, language };
    for (const [name, value] of Object.entries(values)) {
      /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value = value;
    }
    /** @type {HTMLInputElement} */ (form.elements.namedItem('keep')).checked = keep;
    dialog.showModal();
  };
}

/** Once somebody wants to choose: to have their names is slow. @param {HTMLSelectElement} select whose first option is the browser's */
function offerLanguages(select) {
  if (select.length === 1)
    select.append(...languages().map(([tag, name]) => el('option', { value: tag, lang: tag }, name)));
}

/**
 * @param {FormData} data
 * @returns {Settings}
 */
function readForm(data) {
  const text = (/** @type {string} */ name) => String(data.get(name) ?? '').trim();
  const service = /** @type {Settings['service']} */ (text('service'));
  return {
    service,
    baseUrl: text('baseUrl'),
    apiKey: service === 'key' ? text('apiKey') : '',
    keep: data.has('keep'),
    language: text('language'),
  };
}

/**
 * @param {Settings} settings
 * @param {import('../words/en.js').PageWords['settings']} words
 * @returns {string | null} what is wrong with them, in words
 */
export function problemOf({ service, baseUrl, apiKey }, words) {
  if (service === 'proxy' && !isBaseUrl(baseUrl)) return words.badUrl;
  if (service !== 'key' || complaintAboutKey(apiKey) === null) return null;
  return apiKey === '' ? words.noKey : words.badKey;
}

/** @param {string} text may be relative to the page; the empty one would be the page itself */
function isBaseUrl(text) {
  if (text === '' || !URL.canParse(text, location.href)) return false;
  return complaintAboutBaseUrl(new URL(text, location.href).href) === null;
}

/** @returns {{ service?: any, baseUrl?: any, language?: any }} */
function stored() {
  try {
    return JSON.parse(storageOf('localStorage')?.getItem(SETTINGS) ?? '{}') ?? {};
  } catch {
    return {};
  }
}
