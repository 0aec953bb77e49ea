// A page adds a language to <aleph-task>; what it does not say, as when it was made for an earlier version, is said in English.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addLanguage, elementLanguage, elementWords } from '../../web/element/languages.js';
import { element as english } from '../../web/words/en.js';

/** @param {string} tag */
const wordsOf = (tag) => elementWords(elementLanguage([tag]));

test('a language of a page is chosen as the others are', () => {
  addLanguage('fr', { ...english, prompt: 'Invite' });
  assert.deepEqual(wordsOf('fr-CA'), { ...english, prompt: 'Invite' });
});

test('what is wrong with its tag is said at once', () =>
  assert.throws(() => addLanguage('not a tag', english), RangeError));

test('texts that it lacks, deep inside as well, are English; more of them than English has stay', () => {
  const { stages: _, ...announce } = { ...english.announce, failed: 'Fehlgeschlagen.' };
  const advice = { other: 'Noch einmal.', 999: 'Nie wieder.' };
  addLanguage('de', {
    announce,
    progress: undefined,
    failure: { advice },
    error: { kinds: { api: ['Nein', 'Doch'] } },
  });
  const german = wordsOf('de');
  assert.deepEqual(german.announce, { ...english.announce, failed: 'Fehlgeschlagen.' });
  assert.deepEqual(german.progress, english.progress);
  assert.deepEqual(german.failure.advice, { ...english.failure.advice, ...advice });
  assert.deepEqual(german.error.kinds, { ...english.error.kinds, api: ['Nein', 'Doch'] });
});

test('the languages that are there stay as they are', () => {
  const before = structuredClone(english);
  addLanguage('it', { prompt: 'Richiesta' });
  assert.deepEqual(english, before);
  assert.equal(wordsOf('en').prompt, 'Prompt');
});
