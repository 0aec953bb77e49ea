// <aleph-create>: the form for a new video. This file defines the class only; importing define-create.js makes it an element.
import { AlephClient } from '../client/client.js';
import {
  createOnce,
  forgetIntent,
  IntentError,
  localIntents,
  memoryIntents,
  newIntentId,
} from '../create/create-once.js';
import { BusyLine } from './create/busy-line.js';
import { readingOf } from './create/languages.js';
import { OptionsFields } from './create/options-fields.js';
import { errorPanel, samePanel, unknownPanel } from './create/panels.js';
import { Price, PRICE } from './create/price.js';
import { fieldOf } from './create/problems.js';
import { Spoken } from './create/spoken.js';
import { CSS } from './create/styles.js';
import { thumbnailOf } from './create/thumbnail.js';
import { VideoField } from './create/video-field.js';
import { el } from './dom.js';
import { AlephError } from '../client/errors.js';
import { adoptStyles } from './styles.js';

/** @typedef {Readonly<import('../client/task.js').Task>} Task one Aleph task, told apart by `status` */
/** @typedef {import('../create/create-once.js').IntentStore} IntentStore where intents are kept */
/** @typedef {import('../create/create-once.js').CreateInput} CreateInput what a task is made from */
/** @typedef {'idle' | 'uploading' | 'sending' | 'error' | 'unknown' | 'asking'} AlephCreateState what the form is at; `asking`: whether the same is to be made again */

/**
 * What the element's events carry, by their names.
 * @typedef {object} AlephCreateEventMap
 * @property {CustomEvent<{ task: Task, input: Partial<CreateInput>, thumbnail: string | null }>} aleph-created the task was made; `input`
 *   is what it was made from, `thumbnail` a small picture of its source as a data: URL
 * @property {CustomEvent<{ error: unknown }>} aleph-create-failed nothing was made, or, with an UnknownOutcomeError, nobody knows whether it was
 */

/**
 * Puts a file where the service can fetch it.
 * @callback UploadVideo
 * @param {File} file
 * @param {{ signal?: AbortSignal, onProgress?: (progress: { loaded: number, total: number }) => void }} options
 * @returns {Promise<string | URL>} its public URL
 */

/** Properties that may have been set before the element was defined. */
const PROPERTIES = /** @type {const} */ (['baseUrl', 'price', 'client', 'upload', 'store']);

/** Servers have no HTMLElement; there the class only has to be importable. */
const Base = globalThis.HTMLElement ?? /** @type {typeof HTMLElement} */ (class {});

/**
 * A form for a new video: source, prompt, options, price, upload. A task is made once, whatever is pressed.
 *
 * @tagname aleph-create
 * @attr {string} base-url - `https://api.kie.ai`: where the service or its proxy is; in a page also a relative one
 * @attr {string} lang - BCP 47: the language of its words; else the document's, else the browser's, else English
 * @attr {number} price - `110`: what a task costs, in credits
 *
 * @fires {CustomEvent<{ task: Task, input: Partial<CreateInput>, thumbnail: string | null }>} aleph-created - the task was made
 * @fires {CustomEvent<{ error: unknown }>} aleph-create-failed - nothing was made, or nobody knows whether it was
 *
 * @slot header - instead of the title
 * @slot price - instead of what it costs and what is left
 * @slot footer - below everything
 *
 * @cssstate idle - as `state` says, for `aleph-create:state(uploading)`
 * @cssstate uploading
 * @cssstate sending
 * @cssstate error
 * @cssstate unknown
 * @cssstate asking
 *
 * @csspart card - everything
 * @csspart title - the title
 * @csspart form - the form
 * @csspart video-field - all that is about the video
 * @csspart drop - where a file can be dropped
 * @csspart file - the box that takes a file
 * @csspart preview - the chosen video
 * @csspart video-facts - its name, size, length and dimensions
 * @csspart advice - what to know before paying, and what to do about an error
 * @csspart input - every text box; with `url`, `prompt` or `ratio`
 * @csspart problem - what is wrong with a field
 * @csspart more - what few people need
 * @csspart price - what it costs, and what is left
 * @csspart progress - how far it is
 * @csspart bar - the progress bar
 * @csspart panel - what came of it, when it was no task; with `error`, `unknown` or `same`
 * @csspart error-message - an error's message
 * @csspart button - every button; with `choose`, `another`, `submit`, `cancel`, `logs`, `forget`, `back`, `again`
 *
 * @cssprop --aleph-accent - as of <aleph-task>, and so are all others
 */
export class AlephCreateElement extends Base {
  static observedAttributes = ['base-url', 'lang', 'price'];

  #spoken = new Spoken();
  /** @type {AlephClient | null} */
  #client = null;
  /** @type {AlephClient | undefined} made for `base-url` */
  #ownClient;
  /** @type {UploadVideo | null} */
  #upload = null;
  /** @type {IntentStore | undefined} */
  #store;
  /** @type {AlephCreateState} */
  #state = 'idle';
  /** while something is under way @type {AbortController | null} */
  #underWay = null;
  /** a file that is at the service already, when making the task failed @type {{ file: File, url: string } | null} */
  #uploaded = null;
  /** Test runners' DOMs lack it or its states. @type {ElementInternals | undefined} */
  #internals = this.attachInternals?.();

  #card = el('div', { part: 'card', class: 'card' });
  #video;
  #options;
  #price;
  #busy;
  #fields = el('fieldset', {});
  #panel = el('div', { hidden: true });
  #live = el('p', { role: 'status', class: 'spoken' });
  #submit = el('button', { type: 'submit', part: 'button submit' });

  constructor() {
    super();
    this.#spoken.say(readingOf(this));
    this.#video = new VideoField(this.#spoken, () => this.#options.suggest(this.#video.size));
    this.#options = new OptionsFields(this.#spoken);
    this.#price = new Price(this.#spoken);
    this.#busy = new BusyLine(this.#spoken, () => this.#underWay?.abort());
    this.#submit.append(this.#spoken.text(({ words }) => words.submit));
    this.#build();
    this.#enter('idle');
  }

  /** Where the service or its proxy is. Reflects `base-url`. @returns {string} */
  get baseUrl() {
    return this.getAttribute('base-url') ?? '';
  }

  set baseUrl(value) {
    if (value) this.setAttribute('base-url', String(value));
    else this.removeAttribute('base-url');
  }

  /** What a task costs, in credits. Reflects `price`. @returns {number} */
  get price() {
    return Number(this.getAttribute('price') ?? PRICE);
  }

  set price(value) {
    this.setAttribute('price', String(value));
  }

  /** A client to share; else the element makes one for `base-url`. @returns {AlephClient | null} */
  get client() {
    return this.#client;
  }

  set client(value) {
    this.#client = value ?? null;
    this.#askPrice();
  }

  /** Uploads a chosen file; null: the client's `uploadFile` does. @returns {UploadVideo | null} */
  get upload() {
    return this.#upload;
  }

  set upload(value) {
    this.#upload = value ?? null;
  }

  /** Where intents are kept, so that nothing is paid for twice: this browser's localStorage, if it has one. @returns {IntentStore} */
  get store() {
    return (this.#store ??= browserStore());
  }

  set store(value) {
    this.#store = value;
  }

  /** What the form is at. @returns {AlephCreateState} */
  get state() {
    return this.#state;
  }

  /**
   * Fills the form in: with what a task was made from, a file, or nothing. While something is under way it stays as it is.
   * @param {Partial<CreateInput> & { [name: string]: unknown }} [input] by the names of `createTask`; what is missing is emptied
   */
  fill({ video, videoUrl, ...options } = {}) {
    if (this.#underWay) return;
    this.#options.fill(options);
    this.#video.takeUrl(typeof videoUrl === 'string' || videoUrl instanceof URL ? String(videoUrl) : '');
    if (video instanceof File) this.#video.takeFile(video);
    this.#enter('idle');
  }

  /** @internal */
  connectedCallback() {
    // Set before this class was there, they hide the accessors of its prototype.
    for (const name of PROPERTIES) {
      if (!Object.hasOwn(this, name)) continue;
      const value = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
    this.#say();
    this.#askPrice();
  }

  /**
   * @internal
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} value
   */
  attributeChangedCallback(name, before, value) {
    if (before === value) return;
    if (name === 'lang') return this.#say();
    if (name === 'price') this.#price.price = this.price;
    this.#ownClient = undefined;
    this.#askPrice();
  }

  #build() {
    const root = this.attachShadow({ mode: 'open' });
    adoptStyles(root, CSS);
    const title = el(
      'h2',
      { part: 'title' },
      this.#spoken.text(({ words }) => words.title),
    );
    const price = el('slot', { name: 'price' }, this.#price.element);
    this.#fields.append(
      this.#video.element,
      ...this.#options.elements,
      el('div', { class: 'pay' }, price, this.#submit),
    );
    const form = el('form', { part: 'form', novalidate: true }, this.#fields, this.#busy.element, this.#panel);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#make();
    });
    this.#card.append(el('slot', { name: 'header' }, title), form, el('slot', { name: 'footer' }));
    root.append(this.#card, this.#live);
  }

  #say() {
    const reading = readingOf(this);
    const { tag, direction } = reading.language;
    this.#card.lang = tag;
    this.#card.dir = direction;
    this.#spoken.say(reading);
  }

  get #reading() {
    return /** @type {import('./create/spoken.js').Reading} */ (this.#spoken.reading);
  }

  #askPrice() {
    // Without a key the service itself tells nobody.
    if (this.isConnected && (this.#client || this.baseUrl))
      void this.#price.ask(async () => this.#usedClient().getCredits());
  }

  /** @throws {AlephError} for a base URL that cannot work here */
  #usedClient() {
    const { baseUrl } = this;
    return this.#client ?? (this.#ownClient ??= new AlephClient(baseUrl ? { baseUrl } : {}));
  }

  /** @param {AlephCreateState} state @param {HTMLElement} [panel] */
  #enter(state, panel) {
    this.#state = state;
    this.#internals?.states?.clear();
    this.#internals?.states?.add(state);
    const isBusy = state === 'uploading' || state === 'sending';
    this.#fields.disabled = isBusy;
    if (!isBusy) this.#busy.element.hidden = true;
    this.#panel.hidden = panel === undefined;
    this.#panel.replaceChildren(...(panel ? [panel] : []));
    panel?.querySelector('h3')?.focus();
    // On a phone it comes below what is seen; test runners' DOMs cannot scroll.
    panel?.scrollIntoView?.({ block: 'nearest' });
  }

  /** @param {{ again?: boolean }} [options] again: also if the same is being made */
  async #make({ again = false } = {}) {
    if (this.#underWay || !this.#isComplete()) return;
    const { signal } = (this.#underWay = new AbortController());
    const id = newIntentId();
    const file = this.#video.file ?? undefined;
    const given = { ...this.#options.read(), ...(file ? { video: file } : { videoUrl: this.#video.url }) };
    /** @type {Partial<CreateInput>} */
    let input = {};
    const onSend = (/** @type {Partial<CreateInput>} */ sent) => {
      input = sent;
      this.#enter('sending');
      this.#busy.showSending();
    };
    try {
      this.#enter(file ? 'uploading' : 'sending');
      if (file) this.#busy.showUpload(0);
      else this.#busy.showSending();
      const onProgress = ({ loaded = 0, total = 0 }) => this.#busy.showUpload(total > 0 ? loaded / total : 0);
      const options = { id, store: this.store, again, signal, onProgress };
      const task = await createOnce(this.#creator(onSend), given, options);
      const thumbnail = thumbnailOf(this.#video.frame);
      this.#underWay = this.#uploaded = null;
      this.fill();
      this.#announce(this.#reading.words.busy.made);
      this.#dispatch('aleph-created', { task, input, thumbnail });
    } catch (error) {
      this.#underWay = null;
      this.#fail(error, id);
    }
    this.#askPrice();
  }

  /** @returns {boolean} whether there is a video and a prompt; says what is missing */
  #isComplete() {
    const { problems } = this.#reading.words;
    const hasVideo = this.#video.file !== null || this.#video.url !== '';
    const hasPrompt = this.#options.read().prompt !== '';
    this.#video.complain(hasVideo ? '' : problems.noVideo);
    if (!hasPrompt) this.#options.complain('prompt', problems.prompt);
    if (!hasVideo) this.#video.focus();
    return hasVideo && hasPrompt;
  }

  /**
   * The client as createOnce uses it: with the page's own upload, and telling when nothing can be taken back any more.
   * @param {(input: Partial<CreateInput>) => void} onSend
   * @returns {import('../create/create-once.js').Creator}
   */
  #creator(onSend) {
    const client = this.#usedClient();
    return {
      createTask: ({ signal, timeout: _, ...input }) => {
        onSend(input);
        return client.createTask({ ...input, signal });
      },
      uploadFile: async (file, options) => {
        if (this.#uploaded?.file !== file) {
          const url = this.#upload
            ? await this.#upload(file, options)
            : (await client.uploadFile(file, options)).downloadUrl;
          options.signal?.throwIfAborted();
          this.#uploaded = { file, url: String(url) };
        }
        return { downloadUrl: /** @type {{ url: string }} */ (this.#uploaded).url };
      },
    };
  }

  /** @param {unknown} error @param {string} id of the intent */
  #fail(error, id) {
    const { words } = this.#reading;
    if (error instanceof DOMException && error.name === 'AbortError') {
      this.#enter('idle');
      this.#submit.focus();
      return this.#announce(words.busy.cancelled);
    }
    const name = fieldOf(error);
    if (name) {
      this.#enter('idle');
      if (name === 'videoUrl') this.#video.complain(words.problems.videoUrl, 'url');
      else this.#options.complain(name, words.problems[name]);
      if (name === 'videoUrl') this.#video.focus();
    } else this.#explain(error, id);
    this.#dispatch('aleph-create-failed', { error });
  }

  /** @param {unknown} error @param {string} id of the intent */
  #explain(error, id) {
    const known = error instanceof IntentError ? error.intent : null;
    const isUnknown = AlephError.is(error) && error.kind === 'unknown-outcome';
    const forget = async () => {
      await forgetIntent(this.store, known?.id ?? id);
      back();
    };
    const back = () => {
      this.#enter('idle');
      this.#submit.focus();
    };
    const again = () => void this.#make({ again: true });
    if (known) return this.#enter('asking', samePanel(known, this.#reading, { forget, again, back }));
    if (!isUnknown) return this.#enter('error', errorPanel(error, this.#reading));
    this.#enter('unknown', unknownPanel(this.#reading, { forget, again: () => void forget().then(again) }));
  }

  /** @param {string} text for screen readers */
  #announce(text) {
    this.#live.textContent = text;
  }

  /** @param {keyof AlephCreateEventMap} name @param {object} detail */
  #dispatch(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/** @returns {IntentStore} */
function browserStore() {
  try {
    return localIntents(localStorage);
  } catch {
    // Where the browser refuses it, two clicks still make one task.
    return memoryIntents();
  }
}

export { addLanguage } from './create/languages.js';
