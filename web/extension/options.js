// The options page: the key, how long it is kept, and the service.
import { byId } from '../page/by-id.js';
import { translateDocument } from '../words/document.js';
import { isBaseUrl, isKey, readSettings, writeSettings } from './settings.js';
import { language, words } from './words.js';

const apiKey = byId('api-key', HTMLInputElement);
const remember = byId('remember', HTMLInputElement);
const baseUrl = byId('base-url', HTMLInputElement);
const outcome = byId('outcome', HTMLOutputElement);
const form = byId('settings', HTMLFormElement);

translateDocument(language, words);
byId('origin', HTMLElement).textContent = location.origin;
void showSettings();

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  outcome.value = '';
  const settings = { apiKey: apiKey.value.trim(), remember: remember.checked, baseUrl: baseUrl.value.trim() };
  if (!isBaseUrl(settings.baseUrl)) return void (outcome.value = words.options.badUrl);
  if (!isKey(settings.apiKey)) return void (outcome.value = words.options.badKey);
  await writeSettings(settings);
  outcome.value = settings.apiKey || settings.baseUrl ? words.options.saved : words.options.forgotten;
});

async function showSettings() {
  const settings = await readSettings();
  apiKey.value = settings.apiKey;
  remember.checked = settings.remember;
  baseUrl.value = settings.baseUrl;
  // Not before: what is typed would be overwritten.
  form.inert = false;
}
