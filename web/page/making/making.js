// Making videos in the page: the form in a dialog, and the intents of which nobody knows what became. Loaded when it is wanted.
import '../../element/define-create.js';
import { AlephClient } from '../../client/client.js';
import { AlephCreateElement } from '../../element/aleph-create.js';
import { el } from '../../element/dom.js';
import { IntentList } from './intent-list.js';
import { CSS } from './styles.js';

/**
 * What the form needs of the page.
 * @typedef {object} Surroundings
 * @property {() => import('../settings.js').Settings} settings
 * @property {() => AlephClient} client
 * @property {() => string} language BCP 47, that the page speaks
 * @property {() => import('../../words/en.js').PageWords} words
 * @property {(taskId: string, facts: object) => void} onMade facts: as recent-facts.js reads them
 */

/** @type {{ dialog: HTMLDialogElement, form: AlephCreateElement, intents: IntentList } | undefined} */
let shown;
let sayTitle = () => {};

/**
 * Opens the form.
 * @param {Surroundings} surroundings
 * @param {{ [name: string]: unknown }} [input] what to fill it with; left out: it is as it was left
 */
export function showForm(surroundings, input) {
  const { dialog, form } = build(surroundings);
  // Another service may have been chosen since.
  form.client = surroundings.client();
  form.lang = surroundings.language();
  sayTitle();
  if (input) form.fill(input);
  if (!dialog.open) dialog.showModal();
}

/** @param {Surroundings} surroundings */
export function showIntents(surroundings) {
  build(surroundings);
}

/** @param {Surroundings} surroundings */
function build(surroundings) {
  if (shown) return shown;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  document.adoptedStyleSheets.push(sheet);
  const form = new AlephCreateElement();
  const dialog = el('dialog', { id: 'making', 'aria-labelledby': 'making-title' }, form);
  form.upload = (file, options) =>
    uploader(surroundings)
      .uploadFile(file, options)
      .then(({ downloadUrl }) => downloadUrl);
  form.client = surroundings.client();
  form.lang = surroundings.language();
  form.addEventListener('aleph-created', (event) => {
    const { task, input, thumbnail } =
      /** @type {import('../../element/aleph-create.js').AlephCreateEventMap['aleph-created']} */ (event).detail;
    dialog.close();
    surroundings.onMade(task.taskId, {
      prompt: input.prompt,
      thumbnail,
      createTime: new Date().toISOString(),
      route: task.route,
    });
  });
  const close = el('button', { type: 'button', class: 'quiet close', click: () => dialog.close() });
  const title = el('h2', { id: 'making-title' });
  form.append(el('header', { slot: 'header', class: 'making-header' }, title, close));
  sayTitle = () => {
    title.textContent = surroundings.words().create;
    close.textContent = surroundings.words().shortcuts.close;
  };
  document.body.append(dialog);
  const intents = new IntentList({
    store: () => form.store,
    language: form,
    onAgain: (input) => showForm(surroundings, input),
  });
  shown = { dialog, form, intents };
  return shown;
}

/** The page's own client has a `fetch` of its own, which tells no progress. @param {Surroundings} surroundings */
function uploader({ settings }) {
  const { service, apiKey, baseUrl } = settings();
  if (service === 'key') return new AlephClient({ apiKey, dangerouslyAllowBrowser: true });
  return new AlephClient({ baseUrl: service === 'proxy' ? baseUrl : '/kie' });
}
