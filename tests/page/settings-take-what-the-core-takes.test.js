// Who types a key or a base URL is told at once what the core would refuse, by the page and by the extension.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as extension from '../../web/extension/settings.js';
import { problemOf } from '../../web/page/settings.js';
import { BAD_BASE_URLS, BAD_KEYS, BASE_URLS, KEYS } from '../core/request-cases.js';

const PAGE = 'http://127.0.0.1:8787/';
Object.assign(globalThis, { location: { href: PAGE } });

const WORDS = /** @type {Parameters<typeof problemOf>[1]} */ ({
  badUrl: 'bad URL',
  noKey: 'no key',
  badKey: 'bad key',
});

/** @param {Partial<Parameters<typeof problemOf>[0]>} settings */
const problem = (settings) =>
  problemOf({ service: 'here', baseUrl: '', apiKey: '', keep: false, language: '', ...settings }, WORDS);

/** @param {unknown} value */
const short = (value) => (JSON.stringify(value) ?? String(value)).slice(0, 60);

suite('key', () => {
  for (const apiKey of KEYS) {
    test(`${short(apiKey)} is taken`, () => {
      assert.equal(problem({ service: 'key', apiKey }), null);
      assert.ok(extension.isKey(apiKey));
    });
  }
  for (const [apiKey] of BAD_KEYS) {
    if (typeof apiKey !== 'string') continue; // a field of a form holds nothing else
    test(`${short(apiKey)} is refused`, () => {
      assert.equal(problem({ service: 'key', apiKey }), apiKey === '' ? 'no key' : 'bad key');
      // To leave it out is right in the extension: a proxy may hold it.
      assert.equal(extension.isKey(apiKey), apiKey === '');
    });
  }
});

suite('base URL', () => {
  for (const [baseUrl] of BASE_URLS) {
    const text = String(baseUrl).trim(); // as the forms read it
    test(`${short(text)} is taken`, () => {
      assert.equal(problem({ service: 'proxy', baseUrl: text }), null);
      const mayAsk = /^https:|^http:\/\/(127\.0\.0\.1|localhost)[:/]/i.test(text);
      assert.equal(extension.isBaseUrl(text), mayAsk, 'the browser lets an extension ask this');
    });
  }
  for (const [baseUrl] of BAD_BASE_URLS) {
    const text = baseUrl.trim();
    // Of these a page makes an address of its own, or of another site.
    const isRelative = URL.canParse(text, PAGE) && !URL.canParse(text);
    test(`${short(text)} is refused`, () => {
      if (!isRelative || text === '') assert.equal(problem({ service: 'proxy', baseUrl: text }), 'bad URL');
      assert.equal(extension.isBaseUrl(text), text === '');
    });
  }
  for (const baseUrl of ['/kie', 'kie', '//proxy.example/kie'])
    test(`${baseUrl} is taken by a page`, () => assert.equal(problem({ service: 'proxy', baseUrl }), null));
});
