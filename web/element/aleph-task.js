// <aleph-task>: follows one task and shows it. This file defines the class only; importing define.js makes it an element.
import { AlephClient } from '../client/client.js';
import { fill } from '../words/fill.js';
import {
  creditsSection,
  filesSection,
  parametersSection,
  promptSection,
  rawSection,
  timesSection,
} from './details-sections.js';
import { el } from './dom.js';
import { explain } from './explain.js';
import { Format } from './format.js';
import { emptySection, headerSection } from './header-section.js';
import { elementLanguage, elementWords, wantedLanguages } from './languages.js';
import { stageSection } from './stage-section.js';
import { adoptStyles } from './styles.js';
import { factsOf } from './task-facts.js';
import { TaskWatcher } from './task-watcher.js';
import { Sections } from './view.js';

/** @typedef {import('./view.js').Task} Task one Aleph task, told apart by `status` */
/** @typedef {import('./view.js').AlephTaskState} AlephTaskState what the element shows */

/**
 * What the element's events carry, by their names.
 * @typedef {object} AlephTaskEventMap
 * @property {CustomEvent<{ task: Task }>} aleph-update the task's first state and each change
 * @property {CustomEvent<{ task: Readonly<import('../client/task.js').SucceededTask> }>} aleph-success the task has succeeded
 * @property {CustomEvent<{ task: Readonly<import('../client/task.js').FailedTask> }>} aleph-failure the generation failed
 * @property {CustomEvent<{ error: import('../client/errors.js').AnyAlephError, task: Task | null, willRetry: boolean }>} aleph-error a
 *   look failed; `willRetry` is false when it has given up
 * @property {CustomEvent<{ task: Task }>} aleph-again the reader wants the task's input again, with changes
 * @property {CustomEvent<{ task: Task | null }>} aleph-stop the reader watches no longer; the task goes on at the service
 */

const SECTIONS = [
  headerSection,
  emptySection,
  stageSection,
  promptSection,
  parametersSection,
  timesSection,
  creditsSection,
  filesSection,
  rawSection,
];

/** In the order of the page. What only a finished task has comes late, so that nothing moves when it arrives. */
const SLOTS = ['header', 'empty', 'stage', 'prompt', 'parameters', 'times', 'credits', 'files', 'raw', 'footer'];

/** Properties that may have been set before the element was defined. */
const PROPERTIES = /** @type {const} */ ([
  'taskId',
  'baseUrl',
  'route',
  'follow',
  'autoplay',
  'again',
  'client',
  'apiKey',
  'task',
]);

/** How often what is shown is brought up to date, in ms: seconds count while the task is made, minutes afterwards. */
const TICK_MS = { busy: 1000, calm: 30_000 };

/** Servers have no HTMLElement; there the class only has to be importable. */
const Base = globalThis.HTMLElement ?? /** @type {typeof HTMLElement} */ (class {});

/** @type {Map<string, AlephClient>} one client for a base URL and a route, so that many elements share looks and limits */
const clients = new Map();

/**
 * Shows one Aleph task: state, video, prompt, parameters, times, raw answer; follows it until it is final.
 *
 * @tagname aleph-task
 * @attr {string} task-id - the task to show
 * @attr {string} taskid - `task-id`, as servers write what JSX calls `taskId`
 * @attr {string} base-url - `https://api.kie.ai`: where the service or its proxy is; in a page also a relative one
 * @attr {string} baseurl - `base-url`, as servers write what JSX calls `baseUrl`
 * @attr {'auto' | 'aleph' | 'jobs'} route - `auto`: where the service keeps the task; `auto` finds out
 * @attr {string} lang - BCP 47: the language of its words; else the document's, else the browser's, else English
 * @attr {boolean} follow - on unless it is `false`: looks until the task is final
 * @attr {boolean} autoplay - plays the video when it arrives, without sound, unless the reader wants less motion
 * @attr {boolean} again - offers "Again with changes", for a page that listens to `aleph-again` and has a form for new videos
 * @attr {boolean} defer-hydration - while it is there nothing is asked or shown: for a server's page whose script sets properties and listeners first
 *
 * @fires {CustomEvent<{ task: Task }>} aleph-update - the task's first state and each change
 * @fires {CustomEvent<{ task: Task }>} aleph-success - the task has succeeded
 * @fires {CustomEvent<{ task: Task }>} aleph-failure - the generation failed
 * @fires {CustomEvent<{ error: AlephError, task: Task | null, willRetry: boolean }>} aleph-error - a look failed; `willRetry` is false when it has given up
 * @fires {CustomEvent<{ task: Task }>} aleph-again - the reader wants the task's input again, with changes
 * @fires {CustomEvent<{ task: Task | null }>} aleph-stop - the reader watches no longer; the task goes on at the service
 *
 * @slot empty - shown while there is no task id
 * @slot header - instead of state, download, task id and copy buttons
 * @slot stage - instead of progress, video, failure or error
 * @slot files - instead of the URLs of video and thumbnail
 * @slot prompt - instead of the prompt
 * @slot parameters - instead of the parameters
 * @slot times - instead of the times
 * @slot credits - instead of model and credits
 * @slot raw - instead of the raw answer
 * @slot footer - below everything
 *
 * @cssstate empty - as `state` says, for `aleph-task:state(failed)`
 * @cssstate looking
 * @cssstate processing
 * @cssstate succeeded
 * @cssstate failed
 * @cssstate error
 * @cssstate stopped
 *
 * @csspart card - everything
 * @csspart header - state, download, task id, copy buttons
 * @csspart status - the state; with `status-succeeded` and so on
 * @csspart task-id - the task id
 * @csspart empty - what is shown without a task id
 * @csspart stage - the box of progress, video, failure or error
 * @csspart progress - how a task that is being made is doing
 * @csspart elapsed - how long it has taken
 * @csspart bar - the progress bar, which tells no share
 * @csspart trouble - why the last look failed, while it is tried again
 * @csspart next-look - when the next look comes
 * @csspart video - the video
 * @csspart source-video - the source: while there is no result, and compared with it
 * @csspart compare-bar - the buttons of the comparison
 * @csspart transport - what plays both
 * @csspart seek - their time
 * @csspart speed - their speed
 * @csspart wipe-position - where the border between both is
 * @csspart divider - that border
 * @csspart playback-error - why the video cannot be played
 * @csspart without-url - a success without a video
 * @csspart failure - a failed generation
 * @csspart failure-message - the service's reason
 * @csspart failure-code - its `errorCode`
 * @csspart stopped - after "Stop watching"
 * @csspart error - an error
 * @csspart error-message - its message
 * @csspart advice - what can be done about an error or a failure
 * @csspart files - URLs of video and thumbnail
 * @csspart prompt - the prompt
 * @csspart parameters - the parameters
 * @csspart times - the times
 * @csspart credits - model and credits
 * @csspart fact - one row of parameters, times or credits
 * @csspart raw - the raw answer
 * @csspart raw-text - its text
 * @csspart button - every button; with `again`, `copy-id`, `copy-json`, `copy-url`, `download`, `open`, `look-now`, `stop`, `retry`, `compare`, `side-by-side`, `wipe`, `play`, `step-back`, `step-forward`
 *
 * @cssprop --aleph-accent - buttons, links, focus, progress
 * @cssprop --aleph-accent-ink - text on the accent
 * @cssprop --aleph-ink - text
 * @cssprop --aleph-soft - less important text
 * @cssprop --aleph-line - borders
 * @cssprop --aleph-surface - the background of the element
 * @cssprop --aleph-well - the background of the stage and of code
 * @cssprop --aleph-good - succeeded
 * @cssprop --aleph-bad - failed, errors
 * @cssprop --aleph-busy - processing
 * @cssprop --aleph-stage - `70vh`, the most that a video takes in height
 * @cssprop --aleph-radius - `12px`, of corners
 * @cssprop --aleph-space - `1rem`, the unit of spacing
 * @cssprop --aleph-font - the font family
 * @cssprop --aleph-mono - the font family of ids, URLs and JSON
 */
export class AlephTaskElement extends Base {
  static observedAttributes = [
    'task-id',
    'taskid',
    'base-url',
    'baseurl',
    'route',
    'lang',
    'follow',
    'autoplay',
    'again',
    // As https://github.com/webcomponents-cg/community-protocols/blob/main/proposals/defer-hydration.md has it.
    'defer-hydration',
  ];

  #watcher = new TaskWatcher({
    onChange: () => this.#show(),
    onTask: (task) => this.#dispatchTask(task),
    onError: (error, willRetry) => this.#dispatch('aleph-error', { error, task: this.#watcher.task, willRetry }),
  });
  /** @type {Task | null} set by `task`: nothing is asked for */
  #given = null;
  /** @type {AlephClient | null} */
  #client = null;
  /** @type {string | undefined} */
  #apiKey;
  /** @type {AlephClient | undefined} made for `apiKey` */
  #ownClient;
  /** whether a change is still to be taken up, in the microtask after it */
  #pending = false;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;
  #tickMs = 0;
  /** @type {Sections | undefined} */
  #sections;
  #card = el('div', { part: 'card', class: 'card' });
  #live = el('p', { role: 'status', class: 'spoken' });
  #announced = '';
  /** Test runners' DOMs lack it or its states, which are for style sheets only. @type {ElementInternals | undefined} */
  #internals = this.attachInternals?.();
  /** The language of its place. @type {{ language: import('./languages.js').Language, format: Format } | undefined} */
  #reading;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    adoptStyles(root);
    root.append(this.#card, this.#live);
  }

  /** The task to show. Reflects `task-id`. @returns {string} */
  get taskId() {
    return this.#attribute('task-id');
  }

  set taskId(value) {
    this.#reflect('task-id', value);
  }

  /** Where the service or its proxy is. Reflects `base-url`. @returns {string} */
  get baseUrl() {
    return this.#attribute('base-url');
  }

  set baseUrl(value) {
    this.#reflect('base-url', value);
  }

  /** Where the service keeps the task, for the client it makes. Reflects `route`. @returns {'auto' | 'aleph' | 'jobs'} */
  get route() {
    // What is none of these is for the client to refuse.
    return /** @type {'auto' | 'aleph' | 'jobs'} */ (this.getAttribute('route') || 'auto');
  }

  set route(value) {
    this.#reflect('route', value === 'auto' ? null : value);
  }

  /** Whether it looks until the task is final. Reflects `follow`; on unless that is "false". @returns {boolean} */
  get follow() {
    return this.getAttribute('follow') !== 'false';
  }

  set follow(value) {
    // Templates and JSX also set the property to the attribute's text, or to undefined for none.
    this.#reflect('follow', String(value) === 'false' ? 'false' : null);
  }

  /** Whether the video plays by itself, without sound. Reflects `autoplay`. @returns {boolean} */
  get autoplay() {
    return this.hasAttribute('autoplay');
  }

  set autoplay(value) {
    this.toggleAttribute('autoplay', Boolean(value) || String(value) === '');
  }

  /** Whether it offers "Again with changes". Reflects `again`. @returns {boolean} */
  get again() {
    return this.hasAttribute('again');
  }

  set again(value) {
    this.toggleAttribute('again', Boolean(value) || String(value) === '');
  }

  /** A client to share; else elements of one `base-url` and `route` share one. @returns {AlephClient | null} */
  get client() {
    return this.#client;
  }

  set client(value) {
    if ((value ?? null) === this.#client) return;
    this.#client = value ?? null;
    this.#restart();
  }

  /** A key, for extension pages and desktop apps. It cannot be read back, and is never an attribute. @param {string | undefined} value */
  set apiKey(value) {
    if (value === this.#apiKey) return;
    this.#apiKey = value;
    this.#ownClient = undefined;
    this.#restart();
  }

  /** The task as last seen. Set, it is shown as it is, without asking anybody; null goes back to `task-id`. @returns {Task | null} */
  get task() {
    return this.#given ?? this.#watcher.task;
  }

  set task(value) {
    if ((value ?? null) === this.#given) return;
    this.#given = value ?? null;
    this.#restart();
  }

  /** What it shows now. @returns {AlephTaskState} */
  get state() {
    return this.#watcher.state;
  }

  /** Looks now instead of later; after an end, an error or a stop it looks again. */
  refresh() {
    if (this.#watcher.nextAt !== Infinity) this.#watcher.lookNow();
    else if (this.state !== 'looking') this.#restart();
  }

  /** @internal */
  connectedCallback() {
    this.#sections ??= this.#build();
    this.#restart();
  }

  /** @internal */
  disconnectedCallback() {
    this.#watcher.abort();
    clearInterval(this.#ticking);
    this.#tickMs = 0;
  }

  /**
   * @internal
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} value
   */
  attributeChangedCallback(name, before, value) {
    if (before === value) return;
    if (name === 'lang') this.#reading = undefined;
    if (name === 'base-url' || name === 'baseurl' || name === 'route') this.#ownClient = undefined;
    if (name === 'lang' || name === 'autoplay' || name === 'again') this.#show();
    else this.#restart();
  }

  get #isActive() {
    return this.isConnected && !this.hasAttribute('defer-hydration');
  }

  #build() {
    // Set before this class was there, they hide the accessors of its prototype.
    for (const name of PROPERTIES) {
      if (!Object.hasOwn(this, name)) continue;
      const value = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
    const slots = new Map(SLOTS.map((name) => [name, el('slot', { name })]));
    this.#card.append(...slots.values());
    return new Sections(SECTIONS, slots, {
      lookNow: () => this.#watcher.lookNow(),
      stop: () => {
        this.#watcher.stop();
        this.#dispatch('aleph-stop', { task: this.#watcher.task });
      },
      start: () => this.#restart(),
      again: () => this.#dispatch('aleph-again', { task: this.task }),
      loadRaw: () => this.#watcher.loadRaw(),
      announce: (text) => this.#announce(text),
    });
  }

  /** Begins anew with what attributes and properties say, once, after all of them have been set. */
  #restart() {
    if (this.#pending || !this.#sections) return;
    this.#pending = true;
    queueMicrotask(() => {
      this.#pending = false;
      if (!this.#isActive) return;
      const { taskId, follow } = this;
      if (this.#given || !taskId) this.#watcher.show(this.#given);
      else void this.#watcher.start({ taskId, follow, client: () => this.#usedClient() });
    });
  }

  /**
   * @returns {AlephClient}
   * @throws {import('../client/errors.js').AlephError} for a base URL, a route or a key that cannot work here
   */
  #usedClient() {
    if (this.#client) return this.#client;
    const { baseUrl, route } = this;
    const options = { ...(baseUrl && { baseUrl }), route };
    if (this.#apiKey !== undefined) return (this.#ownClient ??= new AlephClient({ ...options, apiKey: this.#apiKey }));
    const name = `${route} ${baseUrl}`;
    const shared = clients.get(name) ?? new AlephClient(options);
    clients.set(name, shared);
    return shared;
  }

  #show() {
    if (!this.#sections || !this.#isActive) return;
    const view = this.#view();
    const { state, language } = view;
    this.#internals?.states?.clear();
    this.#internals?.states?.add(state);
    this.#card.lang = language.tag;
    this.#card.dir = language.direction;
    this.#sections.show(view);
    const spoken = announcementOf(view);
    if (spoken !== this.#announced) this.#announce((this.#announced = spoken));
    this.#tickEvery(state === 'looking' || state === 'processing' ? TICK_MS.busy : TICK_MS.calm);
  }

  /** @param {number} ms */
  #tickEvery(ms) {
    if (ms === this.#tickMs) return;
    clearInterval(this.#ticking);
    this.#tickMs = ms;
    this.#ticking = setInterval(() => this.#sections?.tick(this.#view()), ms);
  }

  /** @returns {import('./view.js').View} */
  #view() {
    const { language, format } = (this.#reading ??= this.#read());
    const { state, task, error, since, attempts, nextAt, canAsk } = this.#watcher;
    const { taskId, autoplay, again } = this;
    return {
      state,
      taskId,
      task,
      error,
      since,
      attempts,
      nextAt,
      autoplay,
      again,
      canAsk,
      language,
      words: elementWords(language),
      format,
    };
  }

  #read() {
    const language = elementLanguage(wantedLanguages(this));
    return { language, format: new Format(language.locale) };
  }

  /** @param {string} text */
  #announce(text) {
    this.#live.textContent = text;
  }

  /** @param {Task} task */
  #dispatchTask(task) {
    this.#dispatch('aleph-update', { task });
    if (task.status === 'succeeded') this.#dispatch('aleph-success', { task });
    if (task.status === 'failed') this.#dispatch('aleph-failure', { task });
  }

  /**
   * @param {keyof AlephTaskEventMap} name
   * @param {object} detail
   */
  #dispatch(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /**
   * @param {string} name of an attribute, with its hyphen
   * @returns {string} what it says, or its name without the hyphen: HTML knows no capitals, so that is `taskId` of JSX
   */
  #attribute(name) {
    return this.getAttribute(name) ?? this.getAttribute(name.replace('-', '')) ?? '';
  }

  /**
   * @param {string} name
   * @param {string | null | undefined} value
   */
  #reflect(name, value) {
    if (name.includes('-')) this.removeAttribute(name.replace('-', ''));
    if (value === null || value === undefined || value === '') this.removeAttribute(name);
    else this.setAttribute(name, String(value));
  }
}

/** @param {import('./view.js').View} view @returns {string} for screen readers */
function announcementOf({ state, task, error, words }) {
  const { stage } = factsOf(task);
  if (state === 'processing' && stage !== null) return words.announce.stages[stage];
  return fill(words.announce[state], { title: error ? explain(error, words).title : '' });
}

export { addLanguage } from './languages.js';
