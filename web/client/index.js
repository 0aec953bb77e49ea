// The package's root export.
export { AlephClient } from './client.js';
export * from './errors.js';
