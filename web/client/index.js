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
export * from './types.js';
