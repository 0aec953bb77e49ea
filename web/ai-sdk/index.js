// Runway Aleph as a video model of Vercel's AI SDK (package `ai`, from 7.0.50 on), whose interface VideoModelV4 it has.
import { AlephClient } from '../client/client.js';
import { makeError } from '../client/make-error.js';
import { readCall } from './call.js';
import { inWordsOfTheSdk } from './call-error.js';
import { completedOf, metadataOf } from './result.js';

/** The one model there is. */
const MODEL = 'runway/gen4-aleph';
const PROVIDER = 'kieAleph';

/** For so long the service may not know a task that it has just made; src/core has the same for the process that made it. */
const UNKNOWN_AT_FIRST_MS = 60_000;

/** @typedef {import('./types.js').VideoModel} VideoModel a video model as the SDK takes it */
/** @typedef {import('./types.js').CallOptions} CallOptions what the SDK asks a model for */
/** @typedef {import('./types.js').KieAlephProviderOptions} KieAlephProviderOptions `providerOptions.kieAleph` of a call */

/**
 * The provider, whose one model is Aleph.
 * @typedef {object} KieAlephProvider
 * @property {(modelId: 'runway/gen4-aleph') => VideoModel} video the model; throws an InvalidRequestError for another id
 * @property {(modelId: 'runway/gen4-aleph') => VideoModel} videoModel the same, under the name that the SDK's registries look for
 */

/**
 * Runway Aleph for the SDK's functions: `createKieAleph({ apiKey }).video('runway/gen4-aleph')`. Asks nothing by itself.
 * @param {import('../client/options.js').AlephClientOptions & { client?: Pick<AlephClient, 'createTask' | 'getTask' | 'waitForTask' | 'uploadFile'> }} [options]
 *   those of `AlephClient`; or `client`, one to share, also that of `kie-aleph/external`
 * @returns {KieAlephProvider}
 * @throws {import('../client/errors.js').InvalidRequestError} as `new AlephClient` does
 */
export function createKieAleph({ client, ...options } = {}) {
  const used = client ?? new AlephClient(options);
  const video = (/** @type {string} */ modelId) => {
    if (modelId !== MODEL)
      throw makeError(
        'invalid-request',
        `There is no model ${JSON.stringify(modelId)}: it is ${JSON.stringify(MODEL)}.`,
      );
    return modelOf(used);
  };
  return { video, videoModel: video };
}

/**
 * @param {Pick<AlephClient, 'createTask' | 'getTask' | 'waitForTask' | 'uploadFile'>} client
 * @returns {VideoModel}
 */
function modelOf(client) {
  return {
    specificationVersion: 'v4',
    provider: PROVIDER,
    modelId: MODEL,
    maxVideosPerCall: 1,

    // Made and waited for in one: to do it again would make a second task, so nothing in it may be tried again.
    doGenerate(options) {
      return inWordsOfTheSdk(PROVIDER, options.abortSignal, false, async () => {
        const { task, warnings } = await make(options);
        const done = await client.waitForTask(task.taskId, { signal: options.abortSignal });
        return {
          ...completedOf(done),
          warnings,
          providerMetadata: { [PROVIDER]: metadataOf(done) },
          response: response(),
        };
      });
    },

    doStart({ webhookUrl, ...options }) {
      return inWordsOfTheSdk(PROVIDER, options.abortSignal, false, async () => {
        const { task, warnings } = await make(options, webhookUrl);
        const { taskId, route } = task;
        const operation = { taskId, route, startedAt: Date.now() };
        return { operation, warnings, providerMetadata: { [PROVIDER]: { taskId, route } }, response: response() };
      });
    },

    async handleWebhookOption({ webhook }) {
      const { url: webhookUrl, received } = await webhook();
      return { webhookUrl, received };
    },

    doStatus({ operation, abortSignal }) {
      return inWordsOfTheSdk(PROVIDER, abortSignal, true, async () => {
        const { taskId, route, startedAt } = readOperation(operation);
        const task = await client.getTask(taskId, { route, signal: abortSignal }).catch((error) => {
          if (error?.kind === 'task-not-found' && Date.now() - startedAt < UNKNOWN_AT_FIRST_MS) return null;
          throw error;
        });
        const more = { providerMetadata: { [PROVIDER]: task ? metadataOf(task) : { taskId } }, response: response() };
        if (task?.status === 'failed')
          return {
            status: 'error',
            error: task.errorMessage ?? 'The generation failed, without a reason given.',
            ...more,
          };
        if (task?.status !== 'succeeded') return { status: 'pending', ...more };
        return { status: 'completed', ...completedOf(task), warnings: [], ...more };
      });
    },
  };

  /**
   * @param {CallOptions} options
   * @param {string} [webhookUrl]
   */
  async function make(options, webhookUrl) {
    const { signal, warnings, ...given } = await readCall(options, client);
    const task = await client.createTask({ ...given, ...(webhookUrl && { callBackUrl: webhookUrl }), signal });
    return { task, warnings };
  }
}

/** The client keeps no headers of an answer. */
const response = () => ({ timestamp: new Date(), modelId: MODEL, headers: undefined });

/**
 * @param {unknown} operation what doStart gave, perhaps in another process
 * @returns {{ taskId: string, route?: 'aleph' | 'jobs', startedAt: number }}
 */
function readOperation(operation) {
  const { taskId, route, startedAt } = /** @type {Record<string, any>} */ (operation ?? {});
  if (typeof taskId !== 'string')
    throw makeError('invalid-request', 'The operation is none that this model has started.');
  return { taskId, ...(route && { route }), startedAt: Number(startedAt) || 0 };
}
