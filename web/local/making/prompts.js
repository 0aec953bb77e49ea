// What a prompt makes the sandbox do when a task is made from it, as data: `sandbox: 402` in the prompt is refused with 402.
import { TASKS } from '../sandbox-tasks.js';

/** @typedef {{ code: number, msg: string, data?: unknown }} Envelope */

/**
 * @typedef {object} TaskTold
 * @property {Envelope} [envelope] answered instead; no task is made
 * @property {boolean} [once] whether that is for the first request with this prompt only; the next one is taken
 * @property {boolean} [isMade] `true` where there is no envelope
 * @property {'id' | 'no id' | 'html' | 'cut' | 'lost' | 'never'} [answer] `id`: what is answered once the task is made
 * @property {number} [answerAfter] seconds
 * @property {'failed'} [end] of the task
 * @property {number} [took] seconds that the task takes
 */

/** @typedef {TaskTold & import('./callbacks.js').CallbackTold} Told */

/** @param {string} taskId of one that is answered by an envelope */
const asFor = (taskId) => ({ envelope: /** @type {Envelope} */ (TASKS[taskId]?.envelope) });

/** Words after `sandbox: `. A number after some is seconds, else they are those in the row. @type {Readonly<Record<string, Told>>} */
export const PROMPTS = {
  400: { envelope: { code: 400, msg: 'Your prompt was caught by our AI moderator. Please adjust it and try again.' } },
  401: asFor('sandbox-wrong-key'),
  402: asFor('sandbox-no-credits'),
  404: { envelope: { code: 404, msg: 'Not Found' } },
  408: asFor('sandbox-no-answer'),
  422: { envelope: { code: 422, msg: 'The model name you specified is not supported' } },
  429: { ...asFor('sandbox-rate-limit'), once: true },
  '429 always': asFor('sandbox-rate-limit'),
  430: { envelope: { code: 430, msg: 'Your call frequency is too high. Please try again later.' }, once: true },
  433: asFor('sandbox-jobs-key-cap'),
  451: asFor('sandbox-no-source'),
  455: { ...asFor('sandbox-maintenance'), once: true },
  477: asFor('sandbox-new-code'),
  500: asFor('sandbox-server-error'),
  501: { envelope: { code: 501, msg: 'Generation Failed' } },
  505: asFor('sandbox-switched-off'),
  html: { answer: 'html', isMade: false },
  cut: { answer: 'cut' },
  'no id': { answer: 'no id' },
  'lost request': { answer: 'lost', isMade: false },
  'lost answer': { answer: 'lost' },
  'no answer': { answer: 'never' },
  slow: { answerAfter: 5 },
  fails: { end: 'failed' },
  takes: { took: 60 },
  'callback a': { shape: 'a' },
  'callback b': { shape: 'b' },
  'callback c': { shape: 'c' },
  'callback twice': { callbacks: 2 },
  'callback late': { callbackAfter: 30 },
  'callback lost': { callbacks: 0 },
  'callback unsigned': { signature: 'none' },
  'callback wrong': { signature: 'wrong' },
  'callback contradicts': { contradicts: true },
};

/** Those that a number may follow, and what it is then. @type {Readonly<Record<string, 'answerAfter' | 'took' | 'callbackAfter'>>} */
const SECONDS = { slow: 'answerAfter', takes: 'took', 'callback late': 'callbackAfter' };

const LONGEST_FIRST = Object.keys(PROMPTS).sort((a, b) => b.length - a.length);
const SAID = new RegExp(`sandbox: (${LONGEST_FIRST.join('|')})\\b(?: (\\d{1,5})\\b)?`, 'g');

/**
 * @param {string} prompt
 * @returns {Told} all that it says together
 */
export function toldBy(prompt) {
  /** @type {Told} */
  const told = {};
  for (const [, name = '', seconds] of prompt.matchAll(SAID)) {
    Object.assign(told, PROMPTS[name]);
    const what = SECONDS[name];
    if (what && seconds !== undefined) told[what] = Number(seconds);
  }
  return told;
}
