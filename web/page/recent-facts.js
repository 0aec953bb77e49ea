// What the list of recent tasks remembers of one beside id and state: a few plain facts, whatever an answer or the storage holds.
import { safeUrl } from '../element/safe-url.js';
import { spellsKey } from '../shared/key-spellings.js';

/** Enough to know a task by its prompt; characters. */
const PROMPT_LENGTH = 160;
/** A longer URL is not kept: a thousand of them would fill the storage. */
const URL_LENGTH = 2000;
/** A picture of the source that the page has made itself. */
const PICTURE = /^data:image\/(?:webp|png);base64,[\w+/=]+$/;

/**
 * Each is missing where it is not known.
 * @typedef {object} RecentFacts
 * @property {string} [prompt] its beginning
 * @property {string} [thumbnail] URL that a page may show
 * @property {string} [createTime] ISO 8601
 * @property {number} [credits]
 * @property {'aleph' | 'jobs'} [route]
 */

/** How each is read; undefined: not kept. @type {{ [name in keyof Required<RecentFacts>]: (value: unknown) => RecentFacts[name] }} */
const READERS = {
  prompt: (value) => (typeof value === 'string' ? cut(value) : undefined),
  thumbnail: (value) =>
    (typeof value === 'string' && value.length <= URL_LENGTH && (PICTURE.test(value) ? value : safeUrl(value))) ||
    undefined,
  createTime: (value) => (typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : undefined),
  credits: (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined),
  route: (value) => (value === 'aleph' || value === 'jobs' ? value : undefined),
};

/**
 * @param {object} from what may hold them, by their names
 * @returns {RecentFacts} those that are what they should be
 */
export function readFacts(from) {
  const entries = Object.entries(READERS).flatMap(([name, read]) => {
    const fact = read(Reflect.get(from, name));
    return fact === undefined ? [] : [[name, fact]];
  });
  return Object.fromEntries(entries);
}

/**
 * @param {import('../element/view.js').Task} task as the service told it
 * @param {string} key the reader's own; empty when there is none
 * @returns {RecentFacts} none when the key can be read from them, although the client blots it out of answers
 */
export function factsOfTask({ parameters, response, createTime, credits, route }, key) {
  const facts = readFacts({
    prompt: parameters?.prompt,
    thumbnail: response?.resultImageUrl,
    createTime,
    credits,
    route,
  });
  return key !== '' && spellsKey(JSON.stringify(facts), key) ? {} : facts;
}

/** @param {string} text @returns {string | undefined} */
function cut(text) {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  const short = characters.length > PROMPT_LENGTH ? [...characters.slice(0, PROMPT_LENGTH - 1), '…'] : characters;
  return short.join('') || undefined;
}
