// Made by `npm run generate` from the files beside it: one file is one language.
import * as en from './en.js';
import * as es from './es.js';
import * as zhHans from './zh-hans.js';

/** By BCP 47 tag. @type {{ en: import('./en.js').ElementWords, [tag: string]: import('./en.js').ElementWords }} */
export const ELEMENT_WORDS = {
  en: en.element,
  es: es.element,
  'zh-Hans': zhHans.element,
};

/** By BCP 47 tag. @type {{ en: import('./en.js').PageWords, [tag: string]: import('./en.js').PageWords }} */
export const PAGE_WORDS = {
  en: en.page,
  es: es.page,
  'zh-Hans': zhHans.page,
};

/** By BCP 47 tag. @type {{ en: import('./en.js').ExtensionWords, [tag: string]: import('./en.js').ExtensionWords }} */
export const EXTENSION_WORDS = {
  en: en.extension,
  es: es.extension,
  'zh-Hans': zhHans.extension,
};
