// Made by `npm run generate` from the files beside it: one file is one language.
import * as en from './en.js';
import * as zhHans from './zh-hans.js';

/** By BCP 47 tag. */
export const ELEMENT_WORDS = { en: en.element, 'zh-Hans': zhHans.element };

export const PAGE_WORDS = { en: en.page, 'zh-Hans': zhHans.page };
