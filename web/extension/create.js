// The window in which a video is asked for. What it shows of a sent one it reads from the storage: a reload shows the same, and sends nothing.
import { isKind, makeError } from '../client/make-error.js';
import { intentsOf, whenFree } from '../create/create-once.js';
import { explain } from '../element/explain.js';
import { Format } from '../element/format.js';
import { safeUrl } from '../element/safe-url.js';
import { byId } from '../page/by-id.js';
import { translateDocument } from '../words/document.js';
import { fill } from '../words/fill.js';
import { clientFor, readSettings } from './settings.js';
import { isIntentName, storedIntents } from './stored-intents.js';
import { elementWords, language, words } from './words.js';

/** @typedef {import('../create/intents.js').Intent} Intent */

const form = byId('wish', HTMLFormElement);
const videoUrl = byId('video-url', HTMLInputElement);
const preview = byId('preview', HTMLVideoElement);
const prompt = byId('prompt', HTMLTextAreaElement);
const ratio = byId('ratio', HTMLSelectElement);
const submit = byId('submit', HTMLButtonElement);
const outcome = byId('outcome', HTMLElement);
const asked = new URLSearchParams(location.search);
const format = new Format(language.locale);

/** Of the intent that was sent last, else of the one that will be. */
let id = asked.get('id') ?? crypto.randomUUID();
/** It came to its end without a task: the next attempt is another one. */
let isUsed = false;
/** The person has read why another one may be too much. */
let again = false;

translateDocument(language, words);
videoUrl.addEventListener('input', showPreview);
preview.addEventListener('loadedmetadata', () => void (preview.hidden = false));
preview.addEventListener('error', () => void (preview.hidden = true));
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void make();
});
chrome.storage.onChanged.addListener((changes) => {
  if (Object.keys(changes).some(isIntentName)) void showIntent();
  if ('apiKey' in changes || 'baseUrl' in changes) void showPrice();
});

takeSource(asked.get('source'));
void showIntent().then(() => prompt.focus());
void showPrice();

/** Any page may have given it. @param {string | null} source */
function takeSource(source) {
  const url = safeUrl(source);
  const isPublic = url?.startsWith('https:') ?? false;
  byId('no-url', HTMLElement).hidden = source === null || isPublic;
  if (isPublic) videoUrl.value = String(url);
  showPreview();
}

function showPreview() {
  const url = safeUrl(videoUrl.value);
  if (url === null) preview.removeAttribute('src');
  else if (preview.src !== url) preview.src = url;
  preview.hidden ||= url === null;
}

async function make() {
  if (form.inert) return;
  form.inert = true;
  say(words.create.sending);
  if (isUsed) id = crypto.randomUUID();
  isUsed = false;
  // From here on a reload asks what became of this one.
  history.replaceState(null, '', `?${new URLSearchParams({ id })}`);
  const { value: aspectRatio } = ratio;
  const input = {
    prompt: prompt.value.trim(),
    videoUrl: videoUrl.value.trim(),
    ...(aspectRatio && { aspectRatio }),
  };
  // No answer: the browser has stopped the worker. What was sent by then is stored.
  /** @type {import('./make-task.js').Outcome | null} */
  const made = await chrome.runtime.sendMessage({ type: 'make', id, input, again }).catch(() => null);
  if (made?.inTheWay) offerAgain(made.inTheWay === 'unknown' ? words.create.unknown : words.create.same);
  else if (!(await showIntent())) refuse(made?.kind ?? null);
}

/** @returns {Promise<boolean>} whether there is one */
async function showIntent() {
  const intent = (await intentsOf(storedIntents)).find((each) => each.id === id);
  form.inert = false;
  if (!intent) return false;
  takeInput(intent);
  SHOW[intent.state](intent);
  return true;
}

/** @type {Record<Intent['state'], (intent: Intent) => void>} */
const SHOW = {
  sending() {
    form.inert = true;
    say(words.create.sending);
    // Also when the browser stops the worker, and nothing is stored any more.
    void whenFree(id).then(showIntent);
  },
  made: ({ taskId }) => location.replace(`popup.html?${new URLSearchParams({ task: String(taskId) })}`),
  refused: ({ kind }) => refuse(kind),
  unknown() {
    isUsed = true;
    offerAgain(words.create.unknown);
  },
};

/** @param {string | null} kind of the error */
function refuse(kind) {
  isUsed = true;
  again = false;
  submit.textContent = words.create.submit;
  form.inert = false;
  const { title, advice } = explain(kind !== null && isKind(kind) ? makeError(kind, '') : null, elementWords);
  const own = new Map(Object.entries(words.create.advice)).get(kind ?? '');
  say(fill(words.create.refused, { title, advice: own ?? advice }));
}

/** @param {string} text why one more may be one too many */
function offerAgain(text) {
  again = true;
  form.inert = false;
  submit.textContent = words.create.again;
  say(text);
  byId('logs', HTMLElement).hidden = text !== words.create.unknown;
}

/** What a reload would have lost. @param {Intent} intent */
function takeInput({ input }) {
  if (videoUrl.value === '') takeSource(String(input.videoUrl));
  prompt.value ||= String(input.prompt);
  ratio.value ||= String(input.aspectRatio ?? '');
}

async function showPrice() {
  const client = clientFor(await readSettings());
  byId('no-key', HTMLElement).hidden = client !== null;
  // Without it the price is said alone: what is left is asked for once more when it is sent.
  const left = await client?.getCredits({ timeout: 15_000 }).catch(() => null);
  if (left === null || left === undefined) return;
  byId('price', HTMLElement).textContent = fill(format.plural(left, words.create.left), { count: format.number(left) });
}

/** @param {string} text */
function say(text) {
  outcome.textContent = text;
  byId('logs', HTMLElement).hidden = true;
}
