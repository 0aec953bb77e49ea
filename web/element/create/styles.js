// What <aleph-create> has besides the style sheet of <aleph-task>.

export const CSS = `
form { display: grid; gap: var(--space); grid-template-columns: minmax(0, 1fr); }
.card { grid-template-columns: minmax(0, 1fr); }
fieldset { border: 0; padding: 0; min-inline-size: 0; display: grid; gap: calc(var(--space) * .5); grid-template-columns: minmax(0, 1fr); }
legend { padding: 0; margin-block-end: calc(var(--space) * .25); }
legend, .field > label { font-weight: 600; }
.field, .fields { display: grid; gap: calc(var(--space) * .25); grid-template-columns: minmax(0, 1fr); }
.fields { gap: var(--space); margin-block-start: calc(var(--space) * .75); }
:is(input:not([type]), [type=url], [type=text], textarea, select) {
  inline-size: 100%; font: inherit; color: var(--ink); background: var(--surface); padding: .5rem .75rem; min-block-size: 2.75rem;
  border: 1px solid color-mix(in srgb, var(--soft) 65%, transparent); border-radius: calc(var(--radius) * .67);
}
textarea { resize: vertical; }
[aria-invalid=true] { border-color: var(--bad); }
.problem { color: var(--bad); font-size: .875rem; font-weight: 600; }
.advice { list-style: none; padding: 0; font-size: .875rem; color: var(--busy); display: grid; gap: .25rem; }
.drop {
  display: grid; justify-items: center; align-content: center; gap: calc(var(--space) * .5); padding: calc(var(--space) * 1.25) var(--space); text-align: center;
  color: var(--soft); background: var(--well); border: 2px dashed color-mix(in srgb, var(--soft) 65%, transparent); border-radius: calc(var(--radius) * .67);
}
.drop.over { border-color: var(--accent); color: var(--ink); }
.drop > .icon { inline-size: 2.5rem; block-size: 2.5rem; stroke-width: 1.25; }
.choose { position: relative; display: inline-grid; }
.choose > * { grid-area: 1 / 1; }
[type=file] { position: absolute; inset: 0; inline-size: 100%; opacity: 0; cursor: pointer; }
[type=file] + label { pointer-events: none; background: var(--surface); }
[type=file]:focus-visible + label { outline: 3px solid var(--accent); outline-offset: 2px; }
.chosen { display: grid; gap: var(--space); grid-template-columns: minmax(0, 1fr); align-items: start; }
.chosen video { max-block-size: min(16rem, 40vh); }
.about { display: grid; gap: calc(var(--space) * .5); justify-items: start; }
.about > .facts { display: flex; flex-wrap: wrap; gap: .1rem .9em; }
.facts > span { overflow-wrap: anywhere; }
.facts > :first-child { font-weight: 600; }
.check { display: grid; grid-template-columns: auto 1fr; gap: .6rem; align-items: start; }
[type=checkbox] { accent-color: var(--accent); inline-size: 1.1rem; block-size: 1.1rem; margin-block-start: .2rem; }
.pay { display: flex; flex-wrap: wrap; gap: calc(var(--space) * .5) var(--space); align-items: center; justify-content: space-between; }
.price { color: var(--soft); font-size: .875rem; }
.price strong { color: var(--ink); }
.price.few { color: var(--bad); }
[part~=submit] { min-block-size: 2.75rem; padding-inline: 1.25rem; font-size: 1rem; }
.busy { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: calc(var(--space) * .5); align-items: center; font-variant-numeric: tabular-nums; }
.busy progress { grid-column: 1 / -1; inline-size: 100%; }
progress[value] { animation: none; background: var(--line); }
progress[value]::-webkit-progress-value { background: var(--accent); }
progress[value]::-moz-progress-bar { background: var(--accent); }
.panel {
  display: grid; gap: calc(var(--space) * .6); padding: var(--space); background: var(--well); border: 1px solid var(--line);
  border-radius: calc(var(--radius) * .67); overflow-wrap: anywhere;
}
.panel h3 { outline-offset: 4px; }
.panel .buttons { justify-content: start; }
@container (min-width: 34rem) {
  .chosen { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); }
}
@media (forced-colors: active) { .drop, .panel { border-color: CanvasText; } }
`;
