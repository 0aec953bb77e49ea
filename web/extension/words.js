// The extension's words, in the browser's language.
import { chooseLanguage } from '../words/choose-language.js';
import { ELEMENT_WORDS, EXTENSION_WORDS } from '../words/index.js';

export const language = chooseLanguage(navigator.languages, Object.keys(EXTENSION_WORDS));

export const words = EXTENSION_WORDS[language.tag] ?? EXTENSION_WORDS.en;

/** Those of `<aleph-task>`, which say what errors mean. */
export const elementWords = ELEMENT_WORDS[language.tag] ?? ELEMENT_WORDS.en;
