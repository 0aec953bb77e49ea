// How keeping looks. Constructed, as the element's: it comes with the script that needs it, and the page's policy lets it in.

const CSS = `
#keep,
#keep-settings {
  gap: 0.5rem;
}
#keep {
  display: grid;
  overflow-wrap: anywhere;
}
#keep .problem,
.mark.problem {
  color: var(--aleph-bad);
}
#keep li {
  display: block;
}
#going {
  display: flex;
  flex-wrap: wrap;
  gap: 0.5rem 1rem;
  align-items: center;
  justify-content: space-between;
  border-color: var(--aleph-busy);
}
#going p {
  flex: 1 1 16rem;
}
.mark.going {
  color: var(--aleph-busy);
}
.mark.kept {
  color: var(--aleph-good);
}
@media print {
  #going {
    display: none;
  }
}
`;

/** Once for the page. */
export function addSheet() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  document.adoptedStyleSheets.push(sheet);
}
