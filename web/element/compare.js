// The comparison of a result with its source: beside each other, or one over the other with a border to be moved.
import { el, icon } from './dom.js';
import { fill } from '../words/fill.js';
import { keepInStep } from './in-step.js';
import { transport } from './transport.js';

/** @typedef {import('./view.js').View} View */

/** How the two are shown; the class of the figures. @typedef {'beside' | 'wipes'} Mode */

/**
 * Offers the comparison, once the source proves to be playable.
 * @param {string} url of the source, checked by safeUrl
 * @param {HTMLVideoElement} video the result
 * @param {HTMLElement} figures where the result is, and the source will be
 * @param {View} view
 * @returns {{ bar: HTMLElement, controls: HTMLElement, end: () => void }} bar: always there, and always in its place
 */
export function comparison(url, video, figures, view) {
  const { words } = view;
  const source = el('video', {
    part: 'source-video',
    playsinline: true,
    preload: 'metadata',
    'aria-label': words.result.source,
  });
  source.muted = true;
  // WebKitGTK gives a video its sound back when its rate changes.
  source.addEventListener('volumechange', () => (source.muted = true));
  const figure = el('figure', { class: 'source' }, source, el('figcaption', {}, words.result.source));
  const divider = el('div', { part: 'divider', class: 'divider' });
  const wipe = wipeSlider(figures, view);
  const controls = el('div', { class: 'controls', hidden: true });

  const label = el('span', {});
  const toggle = el('button', { type: 'button', class: 'quiet', part: 'button compare' }, icon('compare'), label);
  // There from the beginning, so that nothing moves when the source proves to be playable.
  toggle.disabled = true;
  const modes = /** @type {[Mode, HTMLButtonElement][]} */ ([
    ['beside', modeButton('side-by-side', words.comparison.beside, () => show('beside'))],
    ['wipes', modeButton('wipe', words.comparison.wipe, () => show('wipes'))],
  ]);
  /** @type {Mode | null} */
  let shown = null;
  /** @type {Mode} */
  let last = 'beside';
  /** @type {(() => void) | undefined} */
  let unstep;
  toggle.addEventListener('click', () => show(shown ? null : last));
  source.addEventListener('loadedmetadata', () => (toggle.disabled = false), { once: true });
  source.src = url;

  /** @param {Mode | null} mode null: the result alone */
  const show = (mode) => {
    shown = mode;
    last = mode ?? last;
    label.textContent = mode ? words.result.comparing : words.result.compare;
    toggle.setAttribute('aria-label', mode ? words.result.comparingWith : words.result.compareWith);
    toggle.setAttribute('aria-pressed', String(mode !== null));
    for (const [each, button] of modes) {
      button.hidden = mode === null;
      button.setAttribute('aria-pressed', String(each === mode));
      figures.classList.toggle(each, each === mode);
    }
    figures.classList.toggle('compares', mode !== null);
    // The source lies over the browser's own controls.
    video.controls = mode !== 'wipes';
    wipe.slider.hidden = mode !== 'wipes';
    controls.hidden = mode === null;
    if (mode === null) {
      figure.remove();
      divider.remove();
      controls.replaceChildren();
      unstep?.();
      unstep = undefined;
    } else if (!unstep) {
      figures.prepend(figure);
      figures.append(divider);
      controls.append(wipe.slider, transport(video, view));
      unstep = keepInStep(video, source);
    }
  };
  show(null);
  return {
    bar: el('div', { part: 'compare-bar', class: 'buttons compare-bar' }, toggle, ...modes.map(([, button]) => button)),
    controls,
    end() {
      unstep?.();
      wipe.end();
      source.removeAttribute('src');
      source.load();
    },
  };
}

/**
 * @param {string} part
 * @param {string} text
 * @param {() => void} click
 */
function modeButton(part, text, click) {
  return el('button', { type: 'button', class: 'quiet', part: `button ${part}`, click }, text);
}

/**
 * Where the border is, as the browser's own slider: for mouse, finger, keyboard and screen reader.
 * @param {HTMLElement} figures
 * @param {View} view
 */
function wipeSlider(figures, { words: { comparison: words } }) {
  const slider = el('input', {
    type: 'range',
    part: 'wipe-position',
    min: '0',
    max: '100',
    value: '50',
    'aria-label': words.position,
    // The source is left in every language, as the border is a place in a picture.
    dir: 'ltr',
    input: () => place(),
  });
  /** @type {CSSStyleSheet | undefined} a sheet and no style attribute, as everywhere in the element */
  let sheet;
  const place = () => {
    slider.setAttribute('aria-valuetext', fill(words.share, { percent: slider.value }));
    const root = figures.getRootNode();
    if (!(root instanceof ShadowRoot)) return;
    if (!sheet) root.adoptedStyleSheets.push((sheet = new CSSStyleSheet()));
    sheet.replaceSync(`.figures { --wipe: ${slider.valueAsNumber}% }`);
  };
  slider.setAttribute('aria-valuetext', fill(words.share, { percent: slider.value }));
  const end = () => {
    const root = figures.getRootNode();
    if (root instanceof ShadowRoot && sheet)
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
  };
  return { slider, end };
}
