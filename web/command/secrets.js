// The secrets that the environment holds, taken out of it: whatever is written when a process dies, such as Node's reports, says its
// environment, and what a process starts inherits it.

const SECRETS = ['KIE_API_KEY', 'KIE_WEBHOOK_KEY'];

/**
 * @param {NodeJS.ProcessEnv} env loses them
 * @param {string} [named] another variable that holds one
 * @returns {NodeJS.ProcessEnv} a copy that has them
 */
export function takeSecrets(env, named) {
  const taken = { ...env };
  for (const name of named === undefined ? SECRETS : [...SECRETS, named]) delete env[name];
  return taken;
}
