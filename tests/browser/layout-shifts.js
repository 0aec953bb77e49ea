// What has moved in a page without its reader's doing, as Chromium reports it.

/**
 * What has moved since the page was opened, and how much.
 * @param {import('puppeteer-core').Page} page
 * @returns {Promise<{ value: number, moved: string[] }[]>} moved: what, from where to where; inside <aleph-task> the browser does not say what
 */
export function shiftsOf(page) {
  return page.evaluate(async () => {
    // A shift is reported after the frame it happened in.
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    /** @type {any[]} */
    const entries = await new Promise((resolve) => {
      const observer = new PerformanceObserver((list) => resolve(list.getEntries()));
      observer.observe({ type: 'layout-shift', buffered: true });
      // With nothing to report the observer would never call.
      requestAnimationFrame(() => setTimeout(() => resolve(observer.takeRecords())));
    });
    const placeOf = (/** @type {DOMRectReadOnly} */ { x, y, width, height }) => `${x},${y} ${width}×${height}`;
    const moveOf = (/** @type {any} */ { node, previousRect, currentRect }) => {
      const element = node instanceof Element ? node : node?.parentElement;
      const name = element ? `${element.localName} ${element.id || element.className}` : 'in <aleph-task>';
      return `${name}: ${placeOf(previousRect)} → ${placeOf(currentRect)}`;
    };
    return entries.map(({ value, sources }) => ({ value, moved: sources.map(moveOf) }));
  });
}
