// Made by `npm run generate` from the files beside it: one file is one language.
import * as en from './en.js';
import * as es from './es.js';
import * as zhHans from './zh-hans.js';

/** By BCP 47 tag. @type {{ en: import('./en.js').CreateWords, [tag: string]: import('./en.js').CreateWords }} */
export const CREATE_WORDS = {
  en: en.create,
  es: es.create,
  'zh-Hans': zhHans.create,
};
