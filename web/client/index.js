// The package's root export.
export { version, wasmSha256 } from '../../dist/build-info.js';
export { AlephClient } from './client.js';
export {
  AlephError,
  ApiError,
  AssetUnavailableError,
  AuthenticationError,
  ConnectionError,
  FeatureDisabledError,
  InsufficientCreditsError,
  InvalidRequestError,
  InvalidResponseError,
  MaintenanceError,
  RateLimitError,
  ServerError,
  StartError,
  TaskFailedError,
  TaskNotFoundError,
  TimeoutError,
} from './errors.js';

/** @typedef {import('./options.js').AlephClientOptions} AlephClientOptions */
/** @typedef {import('./base-client.js').GetTaskOptions} GetTaskOptions */
/** @typedef {import('./session.js').WaitOptions} WaitOptions */
/** @typedef {import('./follow.js').Snapshot} Snapshot */
/** @typedef {import('./poll-once.js').PollOnceResult} PollOnceResult */
/** @typedef {import('./errors.js').ErrorKind} ErrorKind */
/** @typedef {Readonly<import('./task.js').Task>} Task */
