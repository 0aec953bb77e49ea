// Every language says all there is to say, with the same blanks to fill in, about every error there can be.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { languageTables, TABLES } from '../../tools/generate.js';
import * as errors from '../../web/client/errors.js';
import { kindOf } from '../../web/client/make-error.js';
import { CREATE_WORDS } from '../../web/words/create-words.js';
import { ELEMENT_WORDS, EXTENSION_WORDS, PAGE_WORDS } from '../../web/words/index.js';
import { KEEP_WORDS } from '../../web/words/keep-words.js';

/** @param {string} path */
const source = (path) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

/**
 * @param {unknown} value
 * @param {string} [path]
 * @returns {[path: string, text: string][]}
 */
function textsOf(value, path = '') {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(/** @type {object} */ (value)).flatMap(([key, member]) =>
    textsOf(member, path ? `${path}.${key}` : key),
  );
}

const blanks = (/** @type {string} */ text) => (text.match(/\{\w+\}/g) ?? []).sort();

/** Texts of several words: names and single words may be the same in two languages. */
const isSentence = (/** @type {string} */ text) => (text.replace(/\{\w+\}/g, '').match(/\p{L}+/gu) ?? []).length > 2;

const PARTS = {
  element: ELEMENT_WORDS,
  create: CREATE_WORDS,
  page: PAGE_WORDS,
  extension: EXTENSION_WORDS,
  keep: KEEP_WORDS,
};

for (const [name, words] of Object.entries(PARTS)) {
  const english = textsOf(words.en);
  const originals = new Map(english);
  for (const [tag, own] of Object.entries(words)) {
    test(`${name} in ${tag}: every text is there, with the same blanks`, () => {
      const texts = textsOf(own);
      assert.deepEqual(
        texts.map(([path]) => path),
        english.map(([path]) => path),
      );
      for (const [path, text] of texts) {
        assert.deepEqual(blanks(text), blanks(String(originals.get(path))), path);
        if (path !== 'announce.empty') assert.notEqual(text.trim(), '', path);
      }
    });
    if (tag === 'en') continue;

    test(`${name} in ${tag} is translated`, () => {
      const left = textsOf(own).filter(([path, text]) => isSentence(text) && text === originals.get(path));
      assert.deepEqual(left, []);
    });
  }
}

/** Of web/client/errors.js: one a class. */
const ERROR_KINDS = Object.entries(errors).flatMap(([name, value]) =>
  value.prototype instanceof errors.AlephError ? [kindOf(name)] : [],
);

for (const [tag, { error }] of Object.entries(ELEMENT_WORDS)) {
  test(`every kind of error has a title and advice in ${tag}`, () => {
    // One for what is no error of ours.
    assert.deepEqual(Object.keys(error.kinds).sort(), [...ERROR_KINDS, 'unexpected'].sort());
    for (const texts of Object.values(error.kinds)) assert.equal(texts.length, 2);
  });
}

test('every kind of the core has its short English message there, and words for people here', async () => {
  const rows = [
    ...(await source('src/core/error.cpp')).matchAll(
      /\{\w+, "([a-z-]+)", (?:never|if_idempotent|always),\s*((?:"[^"]*"\s*)+)\}/g,
    ),
  ].map(([, kind, message]) => ({
    kind,
    message: String(message)
      .replace(/"\s*"|"/g, '')
      .trim(),
  }));
  // Starting WebAssembly is the only thing that the core cannot see fail.
  assert.deepEqual(rows.map(({ kind }) => kind).sort(), ERROR_KINDS.filter((kind) => kind !== 'start').sort());
  for (const { kind, message } of rows) assert.match(message, /^[A-Z].+\.$/, kind);
});

test('what the page says before its script runs are the words of English', async () => {
  const html = await source('web/page/index.html');
  const texts = new Map(textsOf(PAGE_WORDS.en));
  const said = [...html.matchAll(/data-text="([^"]+)"[^>]*>([^<]*)</g)].concat([
    ...html.matchAll(/data-label="([^"]+)" aria-label="([^"]*)"/g),
  ]);
  assert.equal(said.length, html.match(/data-(text|label)=/g)?.length);
  for (const [, path, text] of said) assert.equal(text, texts.get(String(path)), path);
});

for (const { file, words } of [
  { file: 'web/extension/popup.html', words: EXTENSION_WORDS.en },
  { file: 'web/extension/options.html', words: EXTENSION_WORDS.en },
]) {
  test(`${file} has no words of its own, and names only such as there are`, async () => {
    const html = await source(file);
    const texts = new Map(textsOf(words));
    for (const [, path] of html.matchAll(/data-(?:text|label)="([^"]+)"/g)) assert.ok(texts.has(String(path)), path);
    assert.doesNotMatch(html.replace(/<!doctype html>/, ''), />[^<]*\p{L}[^<]*</u);
  });
}

test('stores and browsers take the names and descriptions of the extension', () => {
  for (const [tag, { name, description }] of Object.entries(EXTENSION_WORDS)) {
    assert.ok(name.length <= 45, tag);
    assert.ok(description.length <= 132, tag);
  }
});

for (const [file, parts] of Object.entries(TABLES)) {
  test(`the tables of ${file} are made of the languages that are there`, async () => {
    assert.equal(await source(`web/words/${file}`), await languageTables(parts), 'run `npm run generate`');
  });
}
