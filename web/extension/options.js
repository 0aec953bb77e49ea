// The options page: the key, how long it is kept, and the service.
import { byId } from '../page/by-id.js';
import { isBaseUrl, isKey, readSettings, writeSettings } from './settings.js';

const apiKey = byId('api-key', HTMLInputElement);
const remember = byId('remember', HTMLInputElement);
const baseUrl = byId('base-url', HTMLInputElement);
const said = byId('said', HTMLOutputElement);
const form = byId('settings', HTMLFormElement);

byId('origin', HTMLElement).textContent = location.origin;
void fill();

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  said.value = '';
  const settings = { apiKey: apiKey.value.trim(), remember: remember.checked, baseUrl: baseUrl.value.trim() };
  if (!isBaseUrl(settings.baseUrl))
    return void (said.value = 'The service must be an https: address, or http: on this machine.');
  if (!isKey(settings.apiKey))
    return void (said.value = 'The key must not hold spaces or letters beyond ASCII. Copy it again.');
  await writeSettings(settings);
  said.value = settings.apiKey || settings.baseUrl ? 'Saved.' : 'The key is forgotten.';
});

async function fill() {
  const settings = await readSettings();
  apiKey.value = settings.apiKey;
  remember.checked = settings.remember;
  baseUrl.value = settings.baseUrl;
  // Not before: what is typed would be overwritten.
  form.inert = false;
}
