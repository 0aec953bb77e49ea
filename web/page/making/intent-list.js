// The intents of which nobody knows what became, above the list of tasks.
import { forgetIntent, intentsOf, isIntentName, whenFree } from '../../create/create-once.js';
import { readingOf } from '../../element/create/languages.js';
import { LOGS_URL } from '../../element/create/panels.js';
import { el } from '../../element/dom.js';
import { newTab } from '../../element/download.js';
import { fill } from '../../words/fill.js';
import { byId } from '../by-id.js';

/** @typedef {import('../../create/create-once.js').Intent} Intent */

/**
 * @typedef {object} IntentListOptions
 * @property {() => import('../../create/create-once.js').IntentStore} store
 * @property {HTMLElement} language an element that speaks it
 * @property {(input: Intent['input']) => void} onAgain
 */

export class IntentList {
  #options;
  #element = el('section', { id: 'intents', 'aria-labelledby': 'intents-title', hidden: true });
  /** @type {Set<string>} that are waited for */
  #waiting = new Set();

  /** @param {IntentListOptions} options */
  constructor(options) {
    this.#options = options;
    byId('recent-list', HTMLElement).before(this.#element);
    addEventListener('storage', ({ key }) => {
      if (isIntentName(key)) void this.show();
    });
    options.language.addEventListener('aleph-create-failed', () => void this.show());
    options.language.addEventListener('aleph-created', () => void this.show());
    void this.show();
  }

  async show() {
    const intents = await intentsOf(this.#options.store());
    for (const intent of intents) if (intent.state === 'sending') void this.#wait(intent.id);
    const unknown = intents.filter(({ state }) => state === 'unknown');
    const { words, format } = readingOf(this.#options.language);
    this.#element.hidden = unknown.length === 0;
    if (unknown.length === 0) return this.#element.replaceChildren();
    this.#element.replaceChildren(
      el('h3', { id: 'intents-title' }, words.intents.title),
      el('p', { class: 'hint' }, words.unknown.text),
      el('a', newTab(LOGS_URL), words.unknown.logs),
      el('ul', {}, ...unknown.map((intent) => this.#row(intent, words, format))),
    );
  }

  /**
   * @param {Intent} intent
   * @param {import('../../words/en.js').CreateWords} words
   * @param {import('../../element/format.js').Format} format
   */
  #row({ id, input, time }, { unknown }, format) {
    const forget = async () => {
      await forgetIntent(this.#options.store(), id);
      await this.show();
    };
    const button = (/** @type {string} */ name, /** @type {string} */ text, /** @type {() => void} */ click) =>
      el('button', { type: 'button', class: `quiet ${name}`, click }, text);
    return el(
      'li',
      { 'data-intent': id },
      el('span', { class: 'prompt', dir: 'auto' }, String(input.prompt ?? '')),
      el('span', { class: 'hint' }, fill(unknown.sent, { time: format.relative(time - Date.now()) })),
      el(
        'span',
        { class: 'links' },
        button('forget', unknown.forget, () => void forget()),
        button('again', unknown.again, () => void forget().then(() => this.#options.onAgain(input))),
      ),
    );
  }

  /** Looks again once nobody sends it any more. @param {string} id */
  async #wait(id) {
    if (this.#waiting.has(id)) return;
    this.#waiting.add(id);
    await whenFree(id);
    this.#waiting.delete(id);
    await this.show();
  }
}
