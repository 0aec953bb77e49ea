// kie-aleph/observing: what the proxy does, as metrics for Prometheus and as lines of a log. Both take it by the proxy's `onEvent`.
export { createLog } from './log.js';
export { createMetrics } from './metrics.js';

/** @typedef {import('./events.js').ProxyEvent} ProxyEvent what the proxy tells of what it does */
/** @typedef {import('./events.js').OnEvent} OnEvent hears of it */
/** @typedef {import('./metrics.js').Metrics} Metrics what is counted */
/** @typedef {import('./log.js').LogOptions} LogOptions where lines go */
