// What the form and the unsettled intents add to the page's style sheet.

export const CSS = `
#making { inline-size: min(44rem, calc(100vw - 2rem)); padding: 0; border: 0; background: none; }
.making-header { display: flex; justify-content: space-between; align-items: center; gap: 1rem; }
#intents { display: grid; gap: .5rem; padding: .75rem; border: 1px solid var(--aleph-bad); border-radius: 8px; background: var(--aleph-surface); }
#intents h3 { font-size: 1rem; color: var(--aleph-bad); }
#intents ul { max-block-size: none; display: grid; gap: .75rem; }
#intents li { display: grid; grid-template-columns: minmax(0, 1fr); gap: .25rem; border: 0; margin: 0; }
#intents .links { gap: .25rem; }
#intents :is(a, button) { font-size: .875rem; }
@media (max-width: 30rem) {
  #making { inline-size: 100vw; max-inline-size: 100vw; max-block-size: 100dvh; margin: 0 auto; }
  #making aleph-create::part(card) { border-radius: 0; }
}
`;
