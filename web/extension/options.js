// The options page: the key, how long it is kept, the service, and whether finished videos are saved.
import { byId } from '../page/by-id.js';
import { translateDocument } from '../words/document.js';
import { askToDownload, mayDownload } from './save-video.js';
import { isBaseUrl, isKey, readSettings, writeSettings } from './settings.js';
import { language, words } from './words.js';

const apiKey = byId('api-key', HTMLInputElement);
const remember = byId('remember', HTMLInputElement);
const baseUrl = byId('base-url', HTMLInputElement);
const saveVideos = byId('save-videos', HTMLInputElement);
const outcome = byId('outcome', HTMLOutputElement);
const form = byId('settings', HTMLFormElement);

translateDocument(language, words);
byId('origin', HTMLElement).textContent = location.origin;
void showSettings();

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  outcome.value = '';
  const typed = { apiKey: apiKey.value.trim(), remember: remember.checked, baseUrl: baseUrl.value.trim() };
  if (!isBaseUrl(typed.baseUrl)) return void (outcome.value = words.options.badUrl);
  if (!isKey(typed.apiKey)) return void (outcome.value = words.options.badKey);
  const wanted = saveVideos.checked;
  saveVideos.checked = await askToDownload(wanted);
  await writeSettings({ ...typed, saveVideos: saveVideos.checked });
  if (wanted && !saveVideos.checked) return void (outcome.value = words.options.notAllowed);
  outcome.value = typed.apiKey || typed.baseUrl ? words.options.saved : words.options.forgotten;
});

async function showSettings() {
  const settings = await readSettings();
  apiKey.value = settings.apiKey;
  remember.checked = settings.remember;
  baseUrl.value = settings.baseUrl;
  // The browser's own settings may have taken it back.
  saveVideos.checked = settings.saveVideos && (await mayDownload());
  // Not before: what is typed would be overwritten.
  form.inert = false;
}
