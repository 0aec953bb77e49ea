// The element's style sheet. Constructed, so that the strictest Content-Security-Policy has nothing to say against it.
import { el } from './dom.js';

const CSS = `
:host {
  --accent: var(--aleph-accent, light-dark(#4355cf, #9aa6ff));
  --accent-ink: var(--aleph-accent-ink, light-dark(#ffffff, #12141d));
  --ink: var(--aleph-ink, light-dark(#1b1d27, #e9eaf2));
  --soft: var(--aleph-soft, light-dark(#575c70, #a9aec2));
  --line: var(--aleph-line, light-dark(#dfe2ec, #33374b));
  --surface: var(--aleph-surface, light-dark(#ffffff, #1b1e2b));
  --well: var(--aleph-well, light-dark(#f1f3f9, #141722));
  --good: var(--aleph-good, light-dark(#0b6e43, #5ad19a));
  --bad: var(--aleph-bad, light-dark(#b3261e, #ff9b92));
  --busy: var(--aleph-busy, light-dark(#7a5000, #f0c069));
  --radius: var(--aleph-radius, 12px);
  --space: var(--aleph-space, 1rem);
  --most: var(--aleph-stage, 70vh);
  --mono: var(--aleph-mono, ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace);
  display: block;
  container-type: inline-size;
  color: var(--ink);
  font: 1rem/1.5 var(--aleph-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', 'Noto Sans CJK SC', sans-serif);
}
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; margin: 0; }

.card { display: grid; gap: calc(var(--space) * 1.25); background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); padding: var(--space); }
slot { display: contents; }
slot > *, ::slotted(*) { grid-column: 1 / -1; }
h2, h3 { font-size: 1rem; line-height: 1.4; }
.card, .files, .prompt, .parameters, .times, .credits, .facts, .figures { grid-template-columns: minmax(0, 1fr); }
.files, .prompt, .parameters, .times, .credits { display: grid; gap: calc(var(--space) * .5); }
:is(.prompt, .parameters, .times, .credits, .files) h3 { color: var(--soft); font-size: .875rem; font-weight: 600; }
.hint { color: var(--soft); font-size: .875rem; }
a { color: var(--accent); text-underline-offset: .15em; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.icon { inline-size: 1.15em; block-size: 1.15em; flex: none; fill: none; stroke: currentColor; stroke-width: 2.25; stroke-linecap: round; stroke-linejoin: round; }

.header { display: grid; grid-template-columns: 1fr auto auto; gap: calc(var(--space) * .5) var(--space); align-items: center; }
.header > .buttons { grid-column: -2 / -1; }
.status { white-space: nowrap; min-block-size: 2.25rem; display: inline-flex; gap: .45em; align-items: center; justify-self: start; font-weight: 600; color: var(--soft); }
.status.succeeded { color: var(--good); }
.status:is(.failed, .error) { color: var(--bad); }
.status:is(.looking, .processing) { color: var(--busy); }
.task-id { grid-column: 1 / -1; font: 600 .875rem/1.5 var(--mono); overflow-wrap: anywhere; text-align: start; unicode-bidi: plaintext; }
.icon-processing { animation: turn 1.6s linear infinite; }
@keyframes turn { to { rotate: 1turn; } }

.buttons { display: flex; flex-wrap: wrap; gap: calc(var(--space) * .5); align-items: center; }
button, a.button, [part~=button] {
  display: inline-flex; gap: .4em; align-items: center; justify-content: center; min-block-size: 2.25rem; padding: .25rem .8rem; border: 1px solid transparent;
  border-radius: calc(var(--radius) * .67); background: var(--accent); color: var(--accent-ink); font-family: inherit; font-size: .875rem; font-weight: 600; line-height: 1.3;
  text-decoration: none; cursor: pointer; overflow-wrap: normal;
}
.quiet { background: transparent; color: var(--accent); border-color: var(--line); }
:is(button, a.quiet, [part~=button]):hover { border-color: currentColor; }
button:disabled { opacity: .55; cursor: default; border-color: var(--line); }
button[aria-pressed=true] { background: var(--accent); color: var(--accent-ink); }

.stage { display: grid; gap: calc(var(--space) * .75); grid-template-columns: minmax(0, 1fr); }
.screen { display: grid; gap: calc(var(--space) * .75); grid-template-columns: minmax(0, 1fr); }
.screen.large::before { content: ''; grid-area: 1 / 1; aspect-ratio: 16 / 9; max-block-size: var(--most); inline-size: 100%; }
.screen.large > * { grid-area: 1 / 1; }
.screen > :is(.panel, .progress), .empty {
  display: grid; align-content: center; justify-items: center; text-align: center; gap: calc(var(--space) * .6); 
  padding: var(--space); background: var(--well); border-radius: calc(var(--radius) * .67); border: 1px solid transparent; overflow-wrap: anywhere;
}
.panel h3, .elapsed { font-size: 1.25rem; text-wrap: balance; }
.elapsed { font-weight: 600; }
.panel h3 .icon { margin-inline-end: .5em; vertical-align: -.2em; }
.panel > p, .progress > p, .empty > p { max-inline-size: 38rem; text-wrap: pretty; }
.panel.failed h3, .panel.error h3 { color: var(--bad); }
.panel.succeeded h3 { color: var(--good); }
.panel .quoted:not(details) { font-weight: 600; }
.panel .buttons, .progress .buttons { justify-content: center; }
details.quoted { color: var(--soft); font-size: .875rem; max-inline-size: 38rem; }
.empty { color: var(--soft); }
.empty .icon { inline-size: 3rem; block-size: 3rem; stroke-width: 1.25; }
.title { color: var(--ink); font-weight: 600; }

.progress { font-variant-numeric: tabular-nums; }
.next { color: var(--soft); font-size: .875rem; }
.trouble { color: var(--bad); font-size: .875rem; }
progress { appearance: none; inline-size: min(100%, 26rem); block-size: .5rem; border: 0; border-radius: 99px; overflow: hidden; color: var(--accent); background: linear-gradient(90deg, var(--line) 35%, currentColor 50%, var(--line) 65%) 0 / 300% 100%; animation: pass 2.4s linear infinite; }
progress::-webkit-progress-bar { background: transparent; }
progress::-moz-progress-bar { background: transparent; }
@keyframes pass { from { background-position: 100% 0; } to { background-position: 0 0; } }

.figures { display: grid; gap: calc(var(--space) * .75); }
.figures:not(.compares) figcaption { display: none; }
figcaption { color: var(--soft); font-size: .875rem; padding-block-start: .25rem; }
video { display: block; inline-size: 100%; aspect-ratio: 16 / 9; max-block-size: var(--most); background: #000; border-radius: calc(var(--radius) * .67); object-fit: contain; }
.figures { align-content: center; }
.figures.wipes > * { grid-area: 1 / 1; }
.figures.wipes .source { z-index: 1; pointer-events: none; clip-path: inset(0 calc(100% - var(--wipe, 50%)) 0 0); }
.figures.wipes figcaption { position: absolute; inset: .5rem auto auto .5rem; padding: 0 .5em; background: rgb(0 0 0 / .65); color: #fff; border-radius: 4px; }
.figures.wipes .result figcaption { inset: .5rem .5rem auto auto; }
figure { position: relative; }
.divider { display: none; }
.wipes .divider { display: block; z-index: 2; pointer-events: none; inline-size: 2px; margin-inline-start: calc(var(--wipe, 50%) - 1px); background: #fff; box-shadow: 0 0 0 1px rgb(0 0 0 / .5); }
.controls { display: grid; gap: calc(var(--space) * .5); }
.transport { display: flex; flex-wrap: wrap; gap: calc(var(--space) * .5); align-items: center; }
[type=range] { accent-color: var(--accent); inline-size: 100%; min-block-size: 1.5rem; margin: 0; cursor: pointer; }
.transport [type=range] { flex: 1 1 6rem; }
.transport button { padding-inline: .5rem; }
select { font: inherit; font-size: .875rem; min-block-size: 2.25rem; padding-inline: .4rem; color: var(--ink); background: var(--surface); border: 1px solid var(--line); border-radius: calc(var(--radius) * .67); }
.stage:has([part=playback-error]:not([hidden])) :is(.compare-bar, .controls) { visibility: hidden; }
.figures:has(+ .panel:not([hidden])) { visibility: hidden; }

.file { display: grid; grid-template-columns: 6rem minmax(0, 1fr) auto auto auto; gap: calc(var(--space) * .5); align-items: center; }
.name { font-weight: 600; font-size: .875rem; }
.url { font: .8125rem/1.5 var(--mono); color: var(--soft); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
blockquote { font-size: 1.25rem; line-height: 1.45; overflow-wrap: anywhere; white-space: pre-wrap; }
.facts { display: grid; gap: .4rem; font-size: .9375rem; }
.facts > div { display: grid; grid-template-columns: 10rem minmax(0, 1fr); gap: .75rem; }
dt { color: var(--soft); overflow-wrap: anywhere; }
dd { overflow-wrap: anywhere; }
summary { cursor: pointer; font-weight: 600; }
.raw summary { color: var(--soft); font-size: .875rem; }
pre { margin-block-start: .75rem; padding: .75rem; overflow: auto; max-block-size: 24rem; background: var(--well); border-radius: calc(var(--radius) * .67); font: .8125rem/1.5 var(--mono); text-align: left; }

@container (min-width: 44rem) {
  .card { padding: calc(var(--space) * 1.5); }
  .card { grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: calc(var(--space) * 2); }
  .parameters, .card:has(.parameters) :is(.times, .credits) { grid-column: auto; align-content: start; }
  .card:has(.times):has(.credits) .parameters { grid-row: span 2; }
  .facts > div { grid-template-columns: 8rem minmax(0, 1fr); }
  .screen.with-source { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); }
  .screen.large:has(.beside)::before { display: none; }
  .figures.beside { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}
@container (max-width: 34rem) {
  .facts > div { grid-template-columns: 7rem minmax(0, 1fr); }
  .file { display: flex; flex-wrap: wrap; gap: .3rem; }
  .file [part~=button] { padding-inline: .5rem; }
  .file .url { flex: 1 0 100%; }
  .file .name { flex: 1 0 100%; }
  .panel h3, .elapsed { font-size: 1rem; }
  .screen > :is(.panel, .progress) { gap: calc(var(--space) * .4); padding: calc(var(--space) * .75); }
  .screen :is(.hint, .next) { font-size: .8125rem; }
  .stage .buttons { gap: .3rem; }
  .stage [part~=button] { padding-inline: .5rem; font-size: .8125rem; }
  .transport [type=range] { flex-basis: 100%; }
  .header { grid-template-columns: 1fr auto; }
  .header > .buttons { order: 3; grid-column: 1 / -1; }
}
@media (prefers-reduced-motion: reduce) { .icon-processing, progress { animation: none; } progress { background-position: 50% 0; } }
@media (forced-colors: active) {
  .card, .screen > :is(.panel, .progress), .empty, button, [part~=button], pre { border: 1px solid CanvasText; }
  progress { forced-color-adjust: none; border: 1px solid CanvasText; color: Highlight; background-color: Canvas; }
  button:disabled { opacity: 1; color: GrayText; border-color: GrayText; }
}
@media print {
  .card { border: 0; padding: 0; }
  .buttons, .controls, .raw, figure, [part~=button], .figures { display: none !important; }
  .screen.large::before { display: none; }
  .screen > :is(.panel, .progress) { background: none; border: 1px solid; }
  .file { display: grid; grid-template-columns: 6rem 1fr; }
  .url { white-space: normal; overflow-wrap: anywhere; }
}
`;

/** @type {Map<string, CSSStyleSheet>} one for all elements, by its text */
const sheets = new Map();

/**
 * @param {ShadowRoot} root
 * @param {string} [more] an element's own rules
 */
export function adoptStyles(root, more = '') {
  // Test runners' DOMs construct none.
  if (!globalThis.CSSStyleSheet?.prototype.replaceSync) return root.append(el('style', {}, CSS + more));
  root.adoptedStyleSheets = [CSS, more].filter(Boolean).map(sheetOf);
}

/** @param {string} css */
function sheetOf(css) {
  const sheet = sheets.get(css) ?? new CSSStyleSheet();
  if (!sheets.has(css)) sheet.replaceSync(css);
  sheets.set(css, sheet);
  return sheet;
}
