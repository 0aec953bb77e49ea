// The package's root export.
export { version, wasmSha256 } from '../../dist/build-info.js';
export { AlephClient } from './client.js';
export * from './errors.js';
export * from './types.js';
