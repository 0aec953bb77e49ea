// Where no WebAssembly runs, the key is found in every spelling that the core finds.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { spellsKey } from '../../web/shared/key-spellings.js';
import { keySpellings, noKeySpellings } from '../core/cases/key-spellings.js';

suite('a text that says the key', () => {
  for (const { name, key, text } of keySpellings) test(name, () => assert.ok(spellsKey(text, key)));
});

suite('a text that does not', () => {
  for (const { name, key, text } of noKeySpellings) test(name, () => assert.ok(!spellsKey(text, key)));
});
