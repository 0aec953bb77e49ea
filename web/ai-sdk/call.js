// What the SDK asks for, as what a task is made from; what Aleph has no use for is warned of.
import { makeError } from '../client/make-error.js';

/** @typedef {import('./types.js').File} File */
/** @typedef {import('./types.js').Warning} Warning */

/** Settings that Aleph does not have: the video that comes in decides them. */
const UNSUPPORTED = /** @type {const} */ (['resolution', 'duration', 'fps', 'generateAudio']);

const IMAGE = /\.(?:png|jpe?g|webp|gif|avif)$/i;

/**
 * @param {import('./types.js').CallOptions} options
 * @param {Pick<import('../client/client.js').AlephClient, 'uploadFile'>} client
 * @returns {Promise<import('../client/base-client.js').CreateTaskOptions & { warnings: Warning[] }>}
 */
export async function readCall(options, client) {
  const { prompt = '', aspectRatio, seed, image, frameImages, inputReferences = [], abortSignal: signal } = options;
  /** @type {Warning[]} */
  const warnings = UNSUPPORTED.filter((feature) => options[feature] !== undefined).map((feature) => ({
    type: 'unsupported',
    feature,
    details: 'Aleph keeps what the source video has.',
  }));
  if (aspectRatio === 'adaptive')
    warnings.push({ type: 'compatibility', feature: 'aspectRatio', details: 'None is sent: the service decides.' });
  if (frameImages?.length)
    warnings.push({
      type: 'unsupported',
      feature: 'frameImages',
      details: 'Give the source video, and a reference image.',
    });

  const own = options.providerOptions?.kieAleph ?? {};
  const { videoUrl, referenceImage, ...more } = /** @type {import('./types.js').KieAlephProviderOptions} */ (own);
  // The first frame of frameImages is also in `image`.
  const files = [...inputReferences, ...(image && !frameImages?.length ? [image] : [])];
  const video = videoUrl === undefined ? files.find((file) => !isImage(file)) : undefined;
  const picture = referenceImage === undefined ? files.find((file) => file !== video && isImage(file)) : undefined;
  if (picture && picture === image)
    warnings.push({
      type: 'compatibility',
      feature: 'image',
      details: 'It is taken for a reference, not a first frame.',
    });
  if (files.some((file) => file !== video && file !== picture))
    warnings.push({ type: 'unsupported', feature: 'inputReferences', details: 'One video and one image are taken.' });
  if (videoUrl === undefined && !video)
    throw makeError(
      'invalid-request',
      'The source video is missing: providerOptions.kieAleph.videoUrl, or a video among inputReferences.',
    );

  const source = video && sourceOf(video);
  const reference = referenceImage ?? (picture && (await urlOf(picture, client, signal)));
  const ratio = aspectRatio === 'adaptive' ? undefined : aspectRatio;
  const given = {
    prompt,
    seed,
    ...(ratio && { aspectRatio: /** @type {import('../client/new-task.js').NewTask['aspectRatio']} */ (ratio) }),
    ...(source instanceof Blob ? { video: source } : { videoUrl: source ?? videoUrl }),
    ...(reference && { referenceImage: reference }),
  };
  // Names of kieAleph that nobody knows are refused by createTask.
  return { ...given, ...more, signal, warnings };
}

/** @param {File} file */
function isImage({ mediaType, ...file }) {
  if (mediaType) return mediaType.startsWith('image/');
  return file.type === 'url' && URL.canParse(file.url) && IMAGE.test(new URL(file.url).pathname);
}

/** @param {File} file @returns {string | Blob} */
function sourceOf(file) {
  if (file.type === 'url') return file.url;
  const { data, mediaType } = file;
  const bytes = typeof data === 'string' ? Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0)) : data;
  return new Blob([/** @type {BlobPart} */ (bytes)], { type: mediaType });
}

/**
 * @param {File} file
 * @param {Pick<import('../client/client.js').AlephClient, 'uploadFile'>} client
 * @param {AbortSignal | undefined} signal
 */
async function urlOf(file, client, signal) {
  const source = sourceOf(file);
  return typeof source === 'string' ? source : (await client.uploadFile(source, { signal })).downloadUrl;
}
