// What a new task is made with besides its video: the prompt, the aspect ratio, and what few people need, behind "More".
import { fill } from '../../words/fill.js';
import { el } from '../dom.js';
import { field } from './field.js';
import { MOST_PROMPT, nearestRatio, RATIOS } from './video-facts.js';

/** @typedef {import('./field.js').Field} Field */
/** @typedef {'prompt' | 'aspectRatio' | 'referenceImage' | 'seed' | 'waterMark'} OptionName */

export class OptionsFields {
  #spoken;
  #prompt = el('textarea', { id: 'prompt', part: 'input prompt', rows: '3', dir: 'auto', required: true });
  #long = el('p', { id: 'prompt-advice', part: 'advice', class: 'advice', role: 'status', hidden: true });
  #ratio = el('select', { id: 'ratio', part: 'input ratio' });
  #reference = el('input', {
    id: 'reference',
    type: 'url',
    part: 'input',
    dir: 'ltr',
    spellcheck: 'false',
    autocomplete: 'off',
  });
  #seed = el('input', { id: 'seed', part: 'input', inputmode: 'numeric', dir: 'ltr', autocomplete: 'off' });
  #waterMark = el('input', { id: 'watermark', part: 'input', dir: 'auto', autocomplete: 'off' });
  #uploadCn = el('input', { id: 'upload-cn', type: 'checkbox' });
  #more;
  /** By the names of `createTask`. @type {Record<OptionName, Field>} */
  fields;
  /** @type {HTMLElement[]} */
  elements;
  /** The reader has chosen one: it stays, whatever the video. */
  #hasChosen = false;

  /** @param {import('./spoken.js').Spoken} spoken */
  constructor(spoken) {
    this.#spoken = spoken;
    this.fields = {
      prompt: field(spoken, this.#prompt, {
        label: ({ words }) => words.prompt.label,
        hint: ({ words }) => words.prompt.hint,
        advice: this.#long,
      }),
      aspectRatio: field(spoken, this.#ratio, { label: ({ words }) => words.ratio.label }),
      referenceImage: field(spoken, this.#reference, {
        label: ({ words }) => words.more.referenceImage,
        hint: ({ words }) => words.more.referenceImageHint,
      }),
      seed: field(spoken, this.#seed, {
        label: ({ words }) => words.more.seed,
        hint: ({ words }) => words.more.seedHint,
      }),
      waterMark: field(spoken, this.#waterMark, {
        label: ({ words }) => words.more.waterMark,
        hint: ({ words }) => words.more.waterMarkHint,
      }),
    };
    const { prompt, aspectRatio, referenceImage, seed, waterMark } = this.fields;
    this.#more = el(
      'details',
      { part: 'more', class: 'more' },
      el(
        'summary',
        {},
        spoken.text(({ words }) => words.more.title),
      ),
      el(
        'div',
        { class: 'fields' },
        referenceImage.element,
        seed.element,
        waterMark.element,
        el(
          'label',
          { class: 'check' },
          this.#uploadCn,
          spoken.text(({ words }) => words.more.uploadCn),
        ),
      ),
    );
    this.elements = [prompt.element, aspectRatio.element, this.#more];
    this.#prompt.addEventListener('input', () => this.#sayPrompt());
    this.#ratio.addEventListener('change', () => (this.#hasChosen = true));
    const options = ['', ...RATIOS].map((value) => el('option', { value }));
    this.#ratio.append(...options);
    spoken.bind(() => this.suggest(this.#size));
  }

  /** @type {{ width: number, height: number } | null} */
  #size = null;

  /**
   * Says which aspect ratio is the video's, and chooses it unless the reader has chosen one.
   * @param {{ width: number, height: number } | null} size of its picture
   */
  suggest(size) {
    this.#size = size;
    const nearest = size && nearestRatio(size.width, size.height);
    const { words } = /** @type {import('./spoken.js').Reading} */ (this.#spoken.reading);
    for (const option of this.#ratio.options) {
      const { value } = option;
      option.textContent =
        value === '' ? words.ratio.open : value === nearest ? fill(words.ratio.nearest, { ratio: value }) : value;
    }
    if (!this.#hasChosen) this.#ratio.value = nearest ?? '';
  }

  /** @returns {{ prompt: string } & Record<string, unknown>} what was filled in, by the names of `createTask` */
  read() {
    const text = (/** @type {{ value: string }} */ { value }) => value.trim() || undefined;
    const seed = text(this.#seed);
    return {
      prompt: this.#prompt.value.trim(),
      aspectRatio: text(this.#ratio),
      referenceImage: text(this.#reference),
      // What is no number is for the core to refuse.
      seed: seed === undefined ? undefined : /^-?\d+$/.test(seed) ? Number(seed) : seed,
      waterMark: text(this.#waterMark),
      uploadCn: this.#uploadCn.checked || undefined,
    };
  }

  /** @param {Record<string, unknown>} given by the names of `createTask`; what is missing is emptied */
  fill(given) {
    const text = (/** @type {unknown} */ value) => (['string', 'number'].includes(typeof value) ? String(value) : '');
    this.#prompt.value = text(given.prompt);
    this.#hasChosen = RATIOS.some((ratio) => ratio === given.aspectRatio);
    this.#ratio.value = this.#hasChosen ? text(given.aspectRatio) : '';
    this.#reference.value = text(given.referenceImage);
    this.#seed.value = text(given.seed);
    this.#waterMark.value = text(given.waterMark);
    this.#uploadCn.checked = given.uploadCn === true;
    this.#more.open =
      [this.#reference, this.#seed, this.#waterMark].some(({ value }) => value !== '') || this.#uploadCn.checked;
    for (const { complain } of Object.values(this.fields)) complain('');
    this.#sayPrompt();
  }

  /** @param {OptionName} name @param {string} problem */
  complain(name, problem) {
    if (name !== 'prompt' && name !== 'aspectRatio') this.#more.open = true;
    this.fields[name].complain(problem);
    this.fields[name].focus();
  }

  #sayPrompt() {
    const { words, format } = /** @type {import('./spoken.js').Reading} */ (this.#spoken.reading);
    const isLong = [...this.#prompt.value].length > MOST_PROMPT;
    this.#long.textContent = isLong ? fill(words.prompt.long, { limit: format.number(MOST_PROMPT) }) : '';
    this.#long.hidden = !isLong;
  }
}
