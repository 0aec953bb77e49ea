// axe-core in a page: what it finds wrong with it, across shadow roots.
import { readFileSync } from 'node:fs';

/** Half as long to send and to read as what `axe.source` holds. */
const SOURCE = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** The rules that look at colours. */
export const COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * @param {import('puppeteer-core').Page} page
 * @param {string[]} [runOnly] these rules; default: all that axe-core thinks right
 * @returns {Promise<string[]>} rule, element and reason of each finding; empty is what we want
 */
export async function accessibilityProblems(page, runOnly) {
  // Sent through the debugger: the page's own policy lets no foreign script in.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(SOURCE);
  return page.evaluate(async (runOnly) => {
    const options = { resultTypes: ['violations'], ...(runOnly && { runOnly }) };
    const { violations } = await /** @type {any} */ (globalThis).axe.run(document, options);
    return violations.flatMap((/** @type {any} */ { id, nodes }) =>
      nodes.map(
        (/** @type {any} */ { target, failureSummary }) =>
          `${id} at ${target.flat().join(' ')}: ${failureSummary.split('\n')[1]}`,
      ),
    );
  }, runOnly);
}
