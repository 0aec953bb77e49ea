// A key given in a web page, where everyone who opens it could read it, is refused; elsewhere it is welcome.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isWebPage } from '../../web/client/browser-guard.js';
import { AlephClient, InvalidRequestError } from '../../web/client/index.js';

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';
const DOCUMENT = {};

/**
 * @param {string} userAgent
 * @param {string} url
 * @param {string} origin
 */
const page = (userAgent, url, origin) => ({
  navigator: { userAgent },
  document: DOCUMENT,
  location: new URL(url),
  origin,
});

/** @param {string} userAgent @param {string} url @param {string} origin */
function worker(userAgent, url, origin) {
  class WorkerGlobalScope {}
  return Object.assign(new WorkerGlobalScope(), {
    WorkerGlobalScope,
    navigator: { userAgent },
    location: new URL(url),
    origin,
  });
}

/** @type {[name: string, scope: object, isPage: boolean][]} */
const SCOPES = [
  ['a web page', page(CHROME, 'https://example.com/app', 'https://example.com'), true],
  ['a web page in Firefox', page(FIREFOX, 'https://example.com/app', 'https://example.com'), true],
  ['a page on loopback', page(CHROME, 'http://localhost:8787/', 'http://localhost:8787'), true],
  ['a page from a file', page(CHROME, 'file:///tmp/index.html', 'null'), true],
  ['a sandboxed frame', page(CHROME, 'about:srcdoc', 'null'), true],
  ['a content script of an extension', page(CHROME, 'https://example.com/', 'https://example.com'), true],
  [
    'a dedicated, shared or service worker',
    worker(CHROME, 'https://example.com/worker.js', 'https://example.com'),
    true,
  ],
  ['a worker made from a blob', worker(FIREFOX, 'blob:https://example.com/1-2-3', 'https://example.com'), true],
  [
    'a page that names an extension in its path',
    page(CHROME, 'https://example.com/chrome-extension://x/', 'https://example.com'),
    true,
  ],
  [
    'jsdom, which says it is a browser',
    page(
      'Mozilla/5.0 (linux) AppleWebKit/537.36 (KHTML, like Gecko) jsdom/26.0.0',
      'http://localhost/',
      'http://localhost',
    ),
    true,
  ],
  ['an extension page in Chrome', page(CHROME, 'chrome-extension://abc/popup.html', 'chrome-extension://abc'), false],
  ['an extension page in Firefox', page(FIREFOX, 'moz-extension://abc/popup.html', 'moz-extension://abc'), false],
  [
    'an extension page in Safari',
    page(CHROME, 'safari-web-extension://abc/popup.html', 'safari-web-extension://abc'),
    false,
  ],
  ['an extension service worker', worker(CHROME, 'chrome-extension://abc/worker.js', 'chrome-extension://abc'), false],
  [
    'a blob worker of an extension',
    worker(CHROME, 'blob:chrome-extension://abc/1-2-3', 'chrome-extension://abc'),
    false,
  ],
  ['Node 20, which has no navigator', {}, false],
  ['Node 22', { navigator: { userAgent: 'Node.js/22' } }, false],
  ['Bun', { navigator: { userAgent: 'Bun/1.4.0' } }, false],
  ['Deno', { navigator: { userAgent: 'Deno/2.9.0' }, location: undefined }, false],
  ['a Deno worker', worker('Deno/2.9.0', 'file:///tmp/worker.js', 'null'), false],
  ['workerd', worker('Cloudflare-Workers', 'https://example.com/', 'null'), false],
  [
    'a server with a DOM shim that names no browser',
    { document: DOCUMENT, navigator: { userAgent: 'Node.js/22' } },
    false,
  ],
  ['React Native', { navigator: { product: 'ReactNative' } }, false],
];

/** Makes this process look like a page until the test ends. @param {import('node:test').TestContext} t */
function pretendToBeAPage(t) {
  const scope = page(CHROME, 'https://example.com/app/index.html', 'https://example.com');
  for (const [name, value] of Object.entries(scope)) {
    const before = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    t.after(() =>
      before ? Object.defineProperty(globalThis, name, before) : Reflect.deleteProperty(globalThis, name),
    );
  }
}

suite('the guard', () => {
  for (const [name, scope, isPage] of SCOPES) {
    test(`${isPage ? 'counts' : 'does not count'} ${name} as a web page`, () => {
      assert.equal(isWebPage(/** @type {any} */ (scope)), isPage);
    });
  }

  test('looks at the global scope by itself', (t) => {
    assert.equal(isWebPage(), false);
    pretendToBeAPage(t);
    assert.equal(isWebPage(), true);
  });
});

suite('in a web page', () => {
  for (const apiKey of ['sk-0123456789abcdef', () => 'sk-0123456789abcdef']) {
    test(`an apiKey (${typeof apiKey}) throws and names the proxy`, (t) => {
      pretendToBeAPage(t);
      assert.throws(
        () => new AlephClient({ apiKey }),
        (error) => {
          assert.ok(error instanceof InvalidRequestError);
          assert.match(error.message, /proxy/);
          assert.match(error.message, /dangerouslyAllowBrowser/);
          assert.doesNotMatch(error.message, /sk-/);
          return true;
        },
      );
    });
  }

  test('an apiKey is taken with dangerouslyAllowBrowser, and none is needed behind a proxy', (t) => {
    pretendToBeAPage(t);
    assert.ok(new AlephClient({ apiKey: 'sk-0123456789abcdef', dangerouslyAllowBrowser: true }));
    assert.ok(new AlephClient({ baseUrl: '/kie' }));
  });
});
