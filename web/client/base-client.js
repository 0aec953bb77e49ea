// What users call, whichever way WebAssembly comes: what asks for tasks, and what makes them.
import { LookClient, partsOf, taskOf } from './look-client.js';
import { makeError } from './make-error.js';
import { readNewTask } from './new-task.js';
import { readRoute } from './options.js';
import { repeatable } from './call/repeatable.js';
import { uploadedFile, uploadQuestion } from './upload/upload.js';

/** @typedef {import('./look-client.js').Task} Task */
/** @typedef {import('./look-client.js').CallOptions} CallOptions */

/**
 * @typedef {object} RouteOption
 * @property {'auto' | 'aleph' | 'jobs'} [route] the client's: by which of the service's ways the task is made; `auto` is `jobs`
 */

/**
 * @typedef {object} VideoOption
 * @property {Blob} [video] in place of `videoUrl`: a video of your own, which is uploaded first
 * @property {import('./upload/upload.js').UploadOptions['onProgress']} [onProgress] none: hears how far the upload is
 */

/** @typedef {import('./new-task.js').NewTask & VideoOption & CallOptions & RouteOption} CreateTaskOptions of `createTask` */

/** The methods of both `AlephClient`s. */
export class BaseClient extends LookClient {
  #parts;

  /**
   * @param {import('./options.js').AlephClientOptions} options
   * @param {import('./module/module.js').Start} start
   * @throws {import('./errors.js').InvalidRequestError} for an option of the wrong kind, and for an `apiKey` in a web page
   */
  constructor(options, start) {
    const parts = partsOf(options, start);
    super(parts);
    this.#parts = parts;
  }

  /**
   * Makes a task from `videoUrl` or `video`, which costs credits as soon as the service takes it. Sent again is only what the service
   * has refused in its own words as too many or under maintenance (`maxRetries`); never what it may have taken.
   * @param {CreateTaskOptions} options
   * @returns {Promise<Task>} `processing`, with its `taskId` and `route`; the rest is for `waitForTask`, which knows how new it is
   * @throws {import('./errors.js').UnknownOutcomeError} when nobody knows whether it was made; also when `signal` or `timeout` ended
   *   the call after the request was sent
   * @throws {AlephError} in the class of its `kind`: no task was made
   */
  async createTask({ video, onProgress, signal, timeout, route, ...given }) {
    const input = readNewTask(given);
    const { fetch, baseUrl } = this.#parts.options;
    const question = /** @type {const} */ ({
      operation: 'create',
      input,
      route: readRoute(route, undefined),
      fetch: repeatable(fetch, baseUrl),
    });
    if (video !== undefined) {
      if (given.videoUrl !== undefined) throw makeError('invalid-request', 'Either video or videoUrl, not both.');
      // Not after an upload of minutes.
      const meanwhile = { ...input, videoUrl: 'https://example.com/to-be-uploaded' };
      await this.#parts.call({ ...question, input: meanwhile, onlyCheck: true }, { signal });
      input.videoUrl = (await this.uploadFile(video, { onProgress, signal, timeout })).downloadUrl;
    }
    const task = taskOf(await this.#parts.call(question, { signal, timeout }));
    this.#parts.service.remember(task.taskId, task.route, Date.now());
    return task;
  }

  /**
   * Makes a URL of a file of your own, or of a public one that is to be kept for a day. Free. A file is never read as a whole.
   * @param {Blob | URL | string} file a URL is fetched by the service itself, within its 30 seconds, up to 100 MB
   * @param {import('./upload/upload.js').UploadOptions & CallOptions} [options]
   * @returns {Promise<Readonly<import('./upload/upload.js').UploadedFile>>}
   * @throws {AlephError} in the class of its `kind`
   */
  async uploadFile(file, { signal, timeout, ...options } = {}) {
    const { value } = await this.#parts.call(uploadQuestion(file, options, this.#parts.options), { signal, timeout });
    return uploadedFile(/** @type {string} */ (value), Date.now());
  }

  /**
   * How many credits the account has left.
   * @param {CallOptions} [options]
   * @returns {Promise<number>} fractional
   * @throws {AlephError} in the class of its `kind`
   */
  async getCredits(options = {}) {
    return /** @type {number} */ ((await this.#parts.call({ operation: 'credits' }, options)).value);
  }

  /**
   * A link that downloads one of the service's own files, such as a result; without a key, for 20 minutes.
   * @param {string} url of the service's file; any other one is an InvalidRequestError
   * @param {CallOptions} [options]
   * @returns {Promise<string>} untrusted like every URL of the service: check it before use as a link
   * @throws {AlephError} in the class of its `kind`
   */
  async getDownloadUrl(url, options = {}) {
    if (typeof url !== 'string') throw makeError('invalid-request', "The file's URL must be a string.");
    const input = { url: URL.canParse(url) ? new URL(url).href : url };
    return /** @type {string} */ ((await this.#parts.call({ operation: 'download-url', input }, options)).value);
  }
}
