// A finished task as the SDK's result.
import { makeError } from '../client/make-error.js';

/** @typedef {Readonly<import('../client/task.js').Task>} Task */

/**
 * @param {Task} task that has succeeded
 * @returns {{ videos: { type: 'url', url: string, mediaType: string }[] }}
 * @throws {import('../client/errors.js').InvalidResponseError} when the service names no video
 */
export function completedOf({ taskId, response }) {
  const url = response?.resultVideoUrl;
  if (!url) throw makeError('invalid-response', 'The task has succeeded, but the service names no video.', { taskId });
  return { videos: [{ type: 'url', url, mediaType: 'video/mp4' }] };
}

/**
 * @param {Task} task
 * @returns {Record<string, string | number | null>} `providerMetadata.kieAleph`
 */
export function metadataOf({ taskId, route, status, stage, credits, costTime }) {
  return { taskId, route, status, stage, credits, costTime };
}
