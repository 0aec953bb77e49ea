// A file becomes a URL that the service can read: what is asked of it for that, and what comes of it.
import { makeError } from '../make-error.js';
import { bodySender } from './send-body.js';
import { multipart } from './multipart.js';

/**
 * An uploaded file.
 * @typedef {object} UploadedFile
 * @property {string} downloadUrl for `videoUrl` or `referenceImage`; whoever has it can read the file
 * @property {string} expiresAt ISO 8601: when the service deletes it, as far as is known (24 hours; older pages say 3 days)
 */

/**
 * @typedef {object} UploadOptions
 * @property {string} [fileName] a random one: of the uploaded file. Another upload of the same name takes its place
 * @property {(progress: import('./send-body.js').Progress) => void} [onProgress] none: hears how many bytes have been sent, of how many.
 *   Not in a service worker, and not where the client has a `fetch` of its own
 */

/** The folder at the service, without slashes around it. */
const UPLOAD_PATH = 'kie-aleph';
/** docs.kie.ai/file-upload-api/quickstart */
const KEPT_MS = 86_400_000;
/** Slower than this, and a file takes too long (256 kbit/s). */
const LEAST_BYTES_PER_MS = 32;

/**
 * @param {Blob | URL | string} source
 * @param {UploadOptions} options
 * @param {import('../options.js').Options} client
 * @returns {import('../call/service.js').Question}
 * @throws {import('../errors.js').InvalidRequestError}
 */
export function uploadQuestion(source, { fileName, onProgress }, { fetch, hasOwnFetch, timeout, maxResponseBytes }) {
  if (onProgress !== undefined && typeof onProgress !== 'function')
    throw makeError('invalid-request', 'onProgress must be a function.');
  const input = { uploadPath: UPLOAD_PATH, fileName };
  if (typeof source === 'string' || source instanceof URL) {
    const fileUrl = URL.canParse(String(source)) ? new URL(source).href : source;
    return { operation: 'upload-url', input: { ...input, fileUrl } };
  }
  if (!(source instanceof Blob)) throw makeError('invalid-request', 'The file must be a Blob, a File or a URL.');
  if (source.size === 0) throw makeError('invalid-request', 'The file is empty.');
  const fields = { uploadPath: UPLOAD_PATH, ...(fileName !== undefined && { fileName }) };
  const file = { name: 'file', fileName: fileName ?? plainName(source), blob: source };
  return {
    operation: 'upload',
    input,
    fetch: bodySender(multipart(fields, file), {
      fetch,
      isOwn: hasOwnFetch,
      onProgress,
      maxResponseBytes,
    }),
    timeout: timeout + source.size / LEAST_BYTES_PER_MS,
  };
}

/**
 * @param {string} downloadUrl
 * @param {number} now epoch ms
 * @returns {Readonly<UploadedFile>}
 */
export function uploadedFile(downloadUrl, now) {
  return Object.freeze({ downloadUrl, expiresAt: new Date(now + KEPT_MS).toISOString() });
}

/**
 * The name of the file here says nothing there but what kind of file it is.
 * @param {Blob} blob
 */
function plainName(blob) {
  const [, extension] = /\.(\w{1,8})$/.exec('name' in blob ? String(blob.name) : '') ?? [];
  const [, kind = 'bin'] = /^\w+\/(\w+)/.exec(blob.type) ?? [];
  return `file.${extension ?? (kind === 'quicktime' ? 'mov' : kind)}`;
}
