// axe-core in a page: what it finds wrong with it, across shadow roots.
import axe from 'axe-core';

/**
 * @param {import('puppeteer-core').Page} page
 * @returns {Promise<string[]>} rule, element and reason of each finding; empty is what we want
 */
export async function accessibilityProblems(page) {
  // Sent through the debugger: the page's own policy lets no foreign script in.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (globalThis).axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap((/** @type {any} */ { id, nodes }) =>
      nodes.map(
        (/** @type {any} */ { target, failureSummary }) =>
          `${id} at ${target.flat().join(' ')}: ${failureSummary.split('\n')[1]}`,
      ),
    );
  });
}
