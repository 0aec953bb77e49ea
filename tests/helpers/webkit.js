// WebKitGTK's MiniBrowser, driven over W3C WebDriver on a display of its own. Only what the tests need of the protocol.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { findProgram, PROGRAMS } from '../../tools/machine-packages.js';
import { freePort } from './free-port.js';
import { PATIENCE_MS } from './patience.js';

/** How WebDriver names an element in JSON. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** Keys that are no characters. */
const KEYS = /** @type {Record<string, string>} */ ({ Enter: '\uE007', Tab: '\uE004', Escape: '\uE00C' });

/** How often a starting driver is asked whether it is ready, and how many times. */
const POLL_MS = 50;
const POLLS = 400;

/**
 * A WebDriver session.
 * @typedef {object} WebKit
 * @property {string} version
 * @property {(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<any>} send its answer's `value`
 * @property {() => Promise<void>} close ends browser, driver and display
 */

/**
 * @returns {Promise<WebKit>}
 * @throws {Error} one line, when something is missing
 */
export async function launchWebKit() {
  const driver = findProgram(PROGRAMS.webkit);
  const xvfb = findProgram(PROGRAMS.xvfb);
  const binary = findProgram(PROGRAMS.miniBrowser);
  if (!driver || !xvfb || !binary)
    throw new Error(
      'No WebKitGTK: install it (Debian: apt-get install webkit2gtk-driver xvfb), or set WEBKIT_DRIVER_PATH, XVFB_PATH and MINIBROWSER_PATH.',
    );
  /** @type {import('node:child_process').ChildProcess[]} */
  const children = [];
  const end = async () => {
    for (const child of children.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill();
      await once(child, 'exit');
    }
  };
  try {
    const display = await startDisplay(xvfb, children);
    const port = await freePort();
    children.push(
      spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], {
        env: { ...process.env, DISPLAY: display, WEBKIT_DISABLE_DMABUF_RENDERER: '1' },
        stdio: 'ignore',
      }),
    );
    const base = `http://127.0.0.1:${port}`;
    await untilReady(base);
    const { sessionId, capabilities } = await call('POST', `${base}/session`, {
      capabilities: {
        alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary, args: ['--automation'] } },
      },
    });
    const session = `${base}/session/${sessionId}`;
    await call('POST', `${session}/timeouts`, { script: PATIENCE_MS });
    return {
      version: String(capabilities.browserVersion),
      send: (method, path, body) => call(method, session + path, body),
      async close() {
        await call('DELETE', session).catch(() => {});
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/**
 * The tab of a session, in the same words as puppeteer's in engines.js.
 * @param {WebKit} webkit
 * @returns {import('./engines.js').Tab}
 */
export function webKitTab({ send }) {
  /** @type {import('./engines.js').Tab['evaluate']} */
  const evaluate = async (fn, ...args) => {
    const script = `const done = arguments[1]; Promise.resolve().then(() => (${fn})(...arguments[0])).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await send('POST', '/execute/async', { script, args: [args] });
    if (error !== undefined) throw new Error(error);
    return value;
  };
  return {
    noise: [],
    async goto(url) {
      await send('POST', '/url', { url });
    },
    evaluate,
    async click(...selectors) {
      const script =
        'let found = document; for (const selector of arguments) found = (found.shadowRoot ?? found).querySelector(selector); return found;';
      const element = await send('POST', '/execute/sync', { script, args: selectors });
      await send('POST', `/element/${element[ELEMENT]}/click`, {});
    },
    async type(text) {
      await keys(send, [...text]);
    },
    async press(key) {
      await keys(send, [KEYS[key] ?? key]);
    },
  };
}

/**
 * @param {WebKit['send']} send
 * @param {string[]} characters
 */
async function keys(send, characters) {
  const actions = characters.flatMap((value) => [
    { type: 'keyDown', value },
    { type: 'keyUp', value },
  ]);
  await send('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
}

/**
 * @param {string} xvfb
 * @param {import('node:child_process').ChildProcess[]} children
 * @returns {Promise<string>} such as ":99": the first free one, which Xvfb itself finds
 */
async function startDisplay(xvfb, children) {
  const child = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  children.push(child);
  const pipe = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
  const [number] = await Promise.race([
    once(pipe, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('Xvfb does not start.'))),
  ]);
  return `:${String(number).trim()}`;
}

/** @param {string} base */
async function untilReady(base) {
  for (let i = 0; i < POLLS; i++) {
    if (
      await call('GET', `${base}/status`).then(
        ({ ready }) => ready,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error('WebKitWebDriver does not start.');
}

/**
 * @param {string} method
 * @param {string} url
 * @param {object} [body]
 */
async function call(method, url, body) {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = /** @type {{ value: any }} */ (await response.json());
  if (!response.ok) throw new Error(`WebDriver: ${value?.error}: ${value?.message}`);
  return value;
}
