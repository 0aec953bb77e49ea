// Which field an argument's error is about, by the first words of the core's message (src/core/endpoints/create_task.cpp).
import { AlephError } from '../../client/errors.js';

/** @type {[start: string, field: 'prompt' | 'videoUrl' | 'aspectRatio' | 'referenceImage' | 'seed' | 'waterMark'][]} */
const FIELDS = [
  ['The prompt ', 'prompt'],
  ["The video's URL ", 'videoUrl'],
  ['The aspect ratio ', 'aspectRatio'],
  ["The reference image's URL ", 'referenceImage'],
  ['The seed ', 'seed'],
  ['The watermark ', 'waterMark'],
];

/**
 * @param {unknown} error
 * @returns {FIELDS[number][1] | null} null: it is about no field, or the service's own
 */
export function fieldOf(error) {
  if (!AlephError.is(error) || error.kind !== 'invalid-request' || error.code !== null || error.status !== null)
    return null;
  return FIELDS.find(([start]) => error.message.startsWith(start))?.[1] ?? null;
}
