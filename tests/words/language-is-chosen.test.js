// The first wanted language that there is, then English; times in the reader's own region.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseLanguage } from '../../web/words/choose-language.js';
import { fill } from '../../web/words/fill.js';

const KNOWN = ['en', 'zh-Hans', 'ar'];
const CASES = [
  { wanted: ['zh-Hans'], tag: 'zh-Hans', locale: 'zh-Hans' },
  { wanted: ['zh'], tag: 'zh-Hans', locale: 'zh-Hans' },
  { wanted: ['zh-CN'], tag: 'zh-Hans', locale: 'zh-CN' },
  { wanted: ['zh-TW'], tag: 'zh-Hans', locale: 'zh-Hans' },
  { wanted: ['en-GB'], tag: 'en', locale: 'en-GB' },
  { wanted: ['en'], regions: ['de-DE', 'en-IE'], tag: 'en', locale: 'en-IE' },
  { wanted: ['zh'], regions: ['en-US'], tag: 'zh-Hans', locale: 'zh-Hans' },
  { wanted: [null, '', 'zh-SG', 'en'], tag: 'zh-Hans', locale: 'zh-SG' },
  { wanted: ['fr', 'zh-CN'], tag: 'zh-Hans', locale: 'zh-CN' },
  { wanted: ['not a tag', '-', 'xx'], tag: 'en', locale: 'en' },
  { wanted: [], regions: ['en-AU'], tag: 'en', locale: 'en-AU' },
  { wanted: ['ar-EG'], tag: 'ar', locale: 'ar-EG', direction: 'rtl' },
];

for (const { wanted, regions = [], tag, locale, direction = 'ltr' } of CASES) {
  test(`${JSON.stringify(wanted)} with ${JSON.stringify(regions)} is ${tag}, formatted as ${locale}`, () => {
    assert.deepEqual(chooseLanguage(wanted, KNOWN, regions), { tag, locale, direction });
  });
}

test('blanks are filled with values as they are; what has no value stays', () => {
  assert.equal(fill('{a} of {b}, {c}', { a: '{b}', b: 2 }), '{b} of 2, {c}');
  assert.equal(fill('{constructor}', {}), '{constructor}');
});
