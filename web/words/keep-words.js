// Made by `npm run generate` from the files beside it: one file is one language.
import * as en from './en.js';
import * as es from './es.js';
import * as zhHans from './zh-hans.js';

/** By BCP 47 tag. @type {{ en: import('./en.js').KeepWords, [tag: string]: import('./en.js').KeepWords }} */
export const KEEP_WORDS = {
  en: en.keep,
  es: es.keep,
  'zh-Hans': zhHans.keep,
};
