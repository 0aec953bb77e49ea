// A tab of an engine on a site of the package's own scripts, for all tests of a suite.
import { after, before } from 'node:test';
import { startClientSite } from '../helpers/client-site.js';

/**
 * To be called in a suite: opens the tab before its tests, and closes all after them.
 * @param {import('../helpers/engines.js').Engine} engine
 * @param {() => void} [prepare] runs in the page before the tests
 * @returns {() => import('../helpers/engines.js').Tab} for use in tests
 */
export function clientTab({ launch }, prepare = () => {}) {
  /** @type {Awaited<ReturnType<typeof launch>> | undefined} */
  let browser;
  /** @type {import('../helpers/engines.js').Tab | undefined} */
  let tab;
  /** @type {(() => void)[]} */
  const ends = [];
  before(async () => {
    const url = await startClientSite({ after: (end) => ends.push(end) });
    browser = await launch();
    tab = await browser.tab();
    await tab.goto(url);
    await tab.evaluate(prepare);
  });
  after(async () => {
    await browser?.close();
    for (const end of ends) end();
  });
  return () => /** @type {import('../helpers/engines.js').Tab} */ (tab);
}
