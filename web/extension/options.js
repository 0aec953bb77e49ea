// The options page: the key, how long it is kept, the service, and whether finished videos are saved.
import { AlephError } from '../client/errors.js';
import { explain } from '../element/explain.js';
import { Format } from '../element/format.js';
import { byId } from '../page/by-id.js';
import { translateDocument } from '../words/document.js';
import { fill } from '../words/fill.js';
import { askToDownload, mayDownload } from './save-video.js';
import { isBaseUrl, isKey, readSettings, writeSettings } from './settings.js';
import { testService } from './test-service.js';
import { elementWords, language, words } from './words.js';

const apiKey = byId('api-key', HTMLInputElement);
const remember = byId('remember', HTMLInputElement);
const baseUrl = byId('base-url', HTMLInputElement);
const saveVideos = byId('save-videos', HTMLInputElement);
const save = byId('save', HTMLButtonElement);
const tested = byId('tested', HTMLElement);
const outcome = byId('outcome', HTMLOutputElement);
const form = byId('settings', HTMLFormElement);
const format = new Format(language.locale);

/** The person has read what is wrong with what is there, and may save it all the same. */
let isWarned = false;
/** Counts what was asked for and typed: an answer to an earlier question is not said. */
let turns = 0;

translateDocument(language, words);
byId('origin', HTMLElement).textContent = location.origin;
void showSettings();

form.addEventListener('input', () => forgetAnswers());
byId('test', HTMLButtonElement).addEventListener('click', async () => {
  forgetAnswers();
  const turn = turns;
  const typed = readTyped();
  const none = typed.apiKey || typed.baseUrl ? null : words.options.noKey;
  const complaint = complaintAbout(typed) ?? none;
  if (complaint) return void (tested.textContent = complaint);
  tested.textContent = words.options.asking;
  const { text } = await ask(typed);
  if (turn === turns) tested.textContent = text;
});
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const mayBeWrong = isWarned;
  forgetAnswers();
  const turn = turns;
  const typed = readTyped();
  const complaint = complaintAbout(typed);
  if (complaint) return void (outcome.value = complaint);
  const wanted = saveVideos.checked;
  saveVideos.checked = await askToDownload(wanted);
  if (!mayBeWrong) {
    outcome.value = words.options.asking;
    const { works, text } = await ask(typed);
    if (turn !== turns) return;
    if (!works) return warn(text);
  }
  await writeSettings({ ...typed, saveVideos: saveVideos.checked });
  if (wanted && !saveVideos.checked) return void (outcome.value = words.options.notAllowed);
  outcome.value = typed.apiKey || typed.baseUrl ? words.options.saved : words.options.forgotten;
});

function readTyped() {
  return { apiKey: apiKey.value.trim(), remember: remember.checked, baseUrl: baseUrl.value.trim() };
}

/** @param {ReturnType<typeof readTyped>} typed @returns {string | null} */
function complaintAbout(typed) {
  if (!isBaseUrl(typed.baseUrl)) return words.options.badUrl;
  return isKey(typed.apiKey) ? null : words.options.badKey;
}

/** @param {ReturnType<typeof readTyped>} typed @returns {Promise<{ works: boolean, text: string }>} */
async function ask(typed) {
  try {
    const credits = await testService(typed);
    const text =
      credits === null
        ? words.options.works
        : fill(format.plural(credits, words.options.credits), { count: format.number(credits) });
    return { works: true, text };
  } catch (error) {
    const isSilent = AlephError.is(error) && (error.kind === 'connection' || error.kind === 'timeout');
    return {
      works: false,
      text: isSilent ? words.options.noAnswer : fill(words.options.problem, explain(error, elementWords)),
    };
  }
}

/** @param {string} problem */
function warn(problem) {
  isWarned = true;
  save.textContent = words.options.saveAnyway;
  outcome.value = fill(words.options.notSaved, { problem });
  outcome.classList.add('notice');
}

function forgetAnswers() {
  turns++;
  isWarned = false;
  save.textContent = words.options.save;
  tested.textContent = outcome.value = '';
  outcome.classList.remove('notice');
}

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
