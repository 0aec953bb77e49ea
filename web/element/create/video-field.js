// The video of a new task: a file, dropped or chosen, shown at once; or a URL.
import { fill } from '../../words/fill.js';
import { el, icon } from '../dom.js';
import { safeUrl } from '../safe-url.js';
import { field } from './field.js';
import { adviceOn, factsInWords } from './video-facts.js';

/** Some systems name no type for these. */
const VIDEO_NAME = /\.(mp4|m4v|mov|webm|mkv|avi|mpe?g|ogv)$/i;

/** @param {File} file @returns {boolean} */
export function isVideo({ type, name }) {
  return type.startsWith('video/') || (type === '' && VIDEO_NAME.test(name));
}

export class VideoField {
  /** @type {File | null} */
  file = null;
  #spoken;
  #onChange;
  #object = '';
  /** @type {import('./video-facts.js').VideoFacts} */
  #facts = {};
  #input = el('input', {
    id: 'file',
    type: 'file',
    accept: 'video/*',
    part: 'file',
    'aria-describedby': 'video-problem',
  });
  #url = el('input', {
    id: 'url',
    type: 'url',
    part: 'input url',
    dir: 'ltr',
    spellcheck: 'false',
    autocomplete: 'off',
  });
  #urlField;
  #problem = el('p', { id: 'video-problem', part: 'problem', class: 'problem', hidden: true });
  #video = el('video', { part: 'preview', muted: true, playsinline: true, controls: true, preload: 'auto' });
  #noPreview = el('p', { class: 'hint', hidden: true });
  #said = el('p', { part: 'video-facts', class: 'facts' });
  #advice = el('div', { id: 'video-advice', part: 'advice', class: 'advice', hidden: true, role: 'status' });
  #drop;
  #chosen;
  element;

  /**
   * @param {import('./spoken.js').Spoken} spoken
   * @param {() => void} onChange another video, or more is known of it
   */
  constructor(spoken, onChange) {
    this.#spoken = spoken;
    this.#onChange = onChange;
    this.#urlField = field(spoken, this.#url, {
      label: ({ words }) => words.video.url,
      hint: ({ words }) => words.video.urlHint,
    });
    const choose = el(
      'label',
      { for: 'file', part: 'button choose', class: 'quiet button' },
      spoken.text(({ words }) => words.video.choose),
    );
    this.#drop = el(
      'div',
      { part: 'drop', class: 'drop' },
      icon('empty'),
      el(
        'p',
        {},
        spoken.text(({ words }) => words.video.drop),
      ),
      el('span', { class: 'choose' }, this.#input, choose),
    );
    const another = el(
      'button',
      { type: 'button', part: 'button another', class: 'quiet', click: () => this.#leave() },
      spoken.text(({ words }) => words.video.another),
    );
    this.#chosen = el(
      'div',
      { class: 'chosen', hidden: true },
      this.#video,
      el('div', { class: 'about' }, this.#said, this.#noPreview, this.#advice, another),
    );
    this.element = el(
      'fieldset',
      { part: 'video-field', class: 'video-field' },
      el(
        'legend',
        {},
        spoken.text(({ words }) => words.video.label),
      ),
      this.#drop,
      this.#chosen,
      this.#problem,
      this.#urlField.element,
    );
    spoken.bind(() => this.#say());
    this.#input.addEventListener('change', () => this.takeFile(this.#input.files?.[0] ?? null));
    this.#url.addEventListener('change', () => this.#showUrl());
    this.#listenToDrops();
    this.#listenToVideo();
  }

  /** The URL that was typed, or empty. */
  get url() {
    return this.#url.value.trim();
  }

  /** How large the picture is, once that is known. @returns {{ width: number, height: number } | null} */
  get size() {
    const { width, height } = this.#facts;
    return width && height ? { width, height } : null;
  }

  /** What shows its first frame. @returns {HTMLVideoElement | null} null while there is none */
  get frame() {
    return this.#video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? this.#video : null;
  }

  /** @param {File | null} file null: none */
  takeFile(file) {
    this.complain('');
    if (file && !isVideo(file)) {
      const { words } = /** @type {import('./spoken.js').Reading} */ (this.#spoken.reading);
      return this.complain(fill(words.video.noVideo, { name: file.name }));
    }
    this.#release();
    this.file = file;
    this.#facts = file ? { name: file.name, size: file.size } : {};
    if (file) {
      this.#url.value = '';
      this.#object = URL.createObjectURL(file);
      this.#load(this.#object);
    }
    this.#show();
  }

  /** @param {string} url empty: none */
  takeUrl(url) {
    this.takeFile(null);
    this.#urlField.complain('');
    this.#url.value = url;
    this.#showUrl();
  }

  /** @param {string} problem @param {'video' | 'url'} [where] */
  complain(problem, where = 'video') {
    if (where === 'url') return this.#urlField.complain(problem);
    this.#problem.textContent = problem;
    this.#problem.hidden = problem === '';
  }

  focus() {
    (this.file || this.url ? this.#url : this.#input).focus();
  }

  /** Lets go of the file and of its picture. */
  end() {
    this.takeUrl('');
  }

  #leave() {
    this.end();
    this.#input.value = '';
    this.#input.focus();
  }

  #showUrl() {
    const url = safeUrl(this.url);
    this.#release();
    this.file = null;
    this.#facts = {};
    if (url) this.#load(url);
    this.#show();
  }

  /** @param {string} src */
  #load(src) {
    this.#noPreview.hidden = true;
    this.#video.hidden = false;
    this.#video.src = src;
  }

  #release() {
    this.#video.removeAttribute('src');
    this.#video.load();
    if (this.#object) URL.revokeObjectURL(this.#object);
    this.#object = '';
  }

  #show() {
    const { file } = this;
    const hasPreview = this.#video.hasAttribute('src');
    this.#drop.hidden = file !== null || hasPreview;
    this.#chosen.hidden = file === null && !hasPreview;
    this.#urlField.element.hidden = file !== null;
    this.#say();
    this.#onChange();
  }

  #say() {
    const { reading } = this.#spoken;
    if (!reading) return;
    const { words, measures } = reading;
    this.#video.setAttribute('aria-label', words.video.preview);
    this.#noPreview.textContent = words.video.noPreview;
    this.#said.replaceChildren(...factsInWords(this.#facts, measures).map((fact) => el('span', { dir: 'auto' }, fact)));
    const advice = adviceOn(this.#facts, words.video, measures);
    if (this.file) advice.push(words.video.kept);
    this.#advice.replaceChildren(...advice.map((text) => el('p', {}, text)));
    this.#advice.hidden = advice.length === 0;
  }

  #listenToVideo() {
    const video = this.#video;
    video.addEventListener('loadedmetadata', () => {
      const { duration, videoWidth: width, videoHeight: height } = video;
      this.#facts = { ...this.#facts, ...(Number.isFinite(duration) && { seconds: duration }), width, height };
      this.#say();
      this.#onChange();
    });
    video.addEventListener('error', () => {
      if (!video.hasAttribute('src')) return;
      video.hidden = true;
      this.#noPreview.hidden = false;
    });
  }

  #listenToDrops() {
    const { element } = this;
    const mark = (/** @type {boolean} */ isOver) => this.#drop.classList.toggle('over', isOver);
    element.addEventListener('dragover', (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      mark(true);
    });
    element.addEventListener('dragleave', () => mark(false));
    element.addEventListener('drop', (event) => {
      mark(false);
      const [file] = event.dataTransfer?.files ?? [];
      if (!file) return;
      event.preventDefault();
      event.stopPropagation();
      this.takeFile(file);
    });
  }
}
