// Every language says all there is to say, with the same blanks to fill in, about every error there can be.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { languageIndex } from '../../tools/generate.js';
import * as errors from '../../web/client/errors.js';
import { ELEMENT_WORDS, PAGE_WORDS } from '../../web/words/index.js';

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

for (const [name, messages] of Object.entries({ element: ELEMENT_WORDS, page: PAGE_WORDS })) {
  const english = textsOf(messages.en);
  for (const [tag, own] of Object.entries(messages)) {
    test(`${name} in ${tag}: every text is there, with the same blanks`, () => {
      const texts = textsOf(own);
      assert.deepEqual(
        texts.map(([path]) => path),
        english.map(([path]) => path),
      );
      for (const [i, [path, text]] of texts.entries()) {
        assert.deepEqual(blanks(text), blanks(String(english[i]?.[1])), path);
        if (path !== 'announce.empty') assert.notEqual(text.trim(), '', path);
      }
    });
  }

  test(`${name} in Chinese is translated`, () => {
    // HTTP is the same in every language, and so is what is only blanks and punctuation.
    const words = (/** @type {string} */ text) => text.replace(/\{\w+\}|HTTP/g, '');
    const left = textsOf(messages['zh-Hans']).filter(
      ([, text]) => /\p{L}/u.test(words(text)) && !/\p{Script=Han}/u.test(text),
    );
    assert.deepEqual(left, []);
  });
}

test('every kind of error has a title and advice', () => {
  const classes = Object.values(errors).filter(
    (value) => typeof value === 'function' && value.prototype instanceof errors.AlephError,
  );
  const kinds = Object.keys(ELEMENT_WORDS.en.error.kinds);
  // One text a class, and one for what is no error of ours.
  assert.equal(kinds.length, classes.length + 1);
  for (const kind of kinds)
    if (kind !== 'unexpected') assert.equal(errors.makeError(/** @type {errors.ErrorKind} */ (kind), '').kind, kind);
  for (const texts of Object.values(ELEMENT_WORDS.en.error.kinds)) assert.equal(texts.length, 2);
});

test('the table of languages is made of the files that are there', async () => {
  const index = await readFile(new URL('../../web/words/index.js', import.meta.url), 'utf8');
  assert.equal(index, await languageIndex(), 'run `npm run generate`');
});
