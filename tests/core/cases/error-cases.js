// The kinds of error, and how an error's message is put together.

/**
 * Every kind that the core knows, in its order, and whether a later try may cure it.
 * @type {Record<Exclude<import('../../../web/client/errors.js').ErrorKind, 'start'>, boolean>}
 */
export const KINDS = {
  'invalid-request': false,
  authentication: false,
  'insufficient-credits': false,
  'task-not-found': false,
  'task-failed': false,
  'rate-limit': true,
  'asset-unavailable': false,
  maintenance: true,
  server: true,
  'feature-disabled': false,
  api: false,
  'invalid-response': false,
  connection: true,
  timeout: true,
  'unknown-outcome': false,
};

/** Names of no kind of the core's. */
export const NO_KINDS = ['', 'start', 'Server', 'server ', 'serve', 'rate_limit', 'toString'];

/** @type {[said: string, opening: string][]} the service's words, and how they open a message before our advice */
export const SAID = [
  ['No', 'No. '],
  ['No.', 'No. '],
  ['No!', 'No! '],
  ['No?', 'No? '],
  ['No:', 'No:. '],
  ['.', '. '],
  ['积分不足', '积分不足. '],
];
