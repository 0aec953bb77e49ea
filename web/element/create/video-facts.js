// What is said of a chosen video before anything is paid: its facts, and what the service advises against (docs/contract.md, "Creating").
import { fill } from '../../words/fill.js';

/** Larger ones may be refused. */
export const MOST_BYTES = 10_000_000;
/** So much of it is used. */
export const MOST_SECONDS = 5;
/** A prompt that is longer may be refused; characters. */
export const MOST_PROMPT = 2048;

/** What the service makes, as `aspectRatio` names it. */
export const RATIOS = /** @type {const} */ (['16:9', '9:16', '4:3', '3:4', '1:1', '21:9']);

/** @typedef {typeof RATIOS[number]} Ratio */

/**
 * What is known of a video; a member is missing while it is not.
 * @typedef {object} VideoFacts
 * @property {string} [name]
 * @property {number} [size] bytes
 * @property {number} [seconds]
 * @property {number} [width] pixels
 * @property {number} [height] pixels
 */

/**
 * @param {number} width
 * @param {number} height
 * @returns {Ratio} the one that cuts off or adds least
 */
export function nearestRatio(width, height) {
  const wanted = Math.log(width / height);
  const distance = (/** @type {Ratio} */ ratio) => {
    const [across = 1, down = 1] = ratio.split(':').map(Number);
    return Math.abs(Math.log(across / down) - wanted);
  };
  return RATIOS.reduce((best, ratio) => (distance(ratio) < distance(best) ? ratio : best));
}

/**
 * @param {VideoFacts} facts
 * @param {import('./measures.js').Measures} measures
 * @returns {string[]} such as "street.mp4", "4.2 MB", "8 sec", "1280 × 720"
 */
export function factsInWords({ name, size, seconds, width, height }, measures) {
  return [
    name ?? '',
    size === undefined ? '' : measures.size(size),
    seconds === undefined ? '' : measures.seconds(seconds),
    width && height ? `${width} × ${height}` : '',
  ].filter(Boolean);
}

/**
 * @param {VideoFacts} facts
 * @param {import('../../words/en.js').CreateWords['video']} words
 * @param {import('./measures.js').Measures} measures
 * @returns {string[]} what to know before paying; none when all is well
 */
export function adviceOn({ size = 0, seconds = 0 }, words, measures) {
  return [
    ...(size > MOST_BYTES ? [fill(words.large, { limit: measures.size(MOST_BYTES) })] : []),
    // A video of 5 s is a few frames longer.
    ...(seconds > MOST_SECONDS + 0.5 ? [fill(words.long, { limit: measures.seconds(MOST_SECONDS) })] : []),
  ];
}
