// The client of a command, and the key it is made with.
import { readFile, stat } from 'node:fs/promises';
import { AlephClient } from '../client/index.js';
import { UsageError } from './options.js';
import { plain } from './output.js';

/** @typedef {import('./command.js').Surroundings} Surroundings */
/** @typedef {import('./arguments.js').Invocation} Invocation */

/**
 * @param {Pick<Invocation, 'keyFile' | 'baseUrl' | 'route'>} options
 * @param {Surroundings} surroundings
 * @returns {Promise<AlephClient | null>} null: there is no key, which has been said
 */
export async function clientOf({ keyFile, baseUrl, route }, surroundings) {
  const { env, stderr } = surroundings;
  const apiKey = await keyOf(keyFile, surroundings);
  const url = baseUrl ?? env.KIE_BASE_URL;
  if (apiKey) return new AlephClient({ apiKey, ...(url && { baseUrl: url }), ...(route && { route }) });
  const what =
    env.KIE_API_KEY === undefined ? 'there is no key. Set KIE_API_KEY' : 'KIE_API_KEY is empty. Set it to the key';
  stderr.write(`kie-aleph: ${what}, or name a file that holds it: --key-file <path>.\n`);
  return null;
}

/**
 * @param {string | undefined} file
 * @param {Surroundings} surroundings
 * @returns {Promise<string>} '' when there is none
 * @throws {UsageError} for a file that cannot be read, or holds none
 */
export async function keyOf(file, { env, stderr }) {
  if (file === undefined) return (env.KIE_API_KEY ?? '').trim();
  const key = await readKeyFile(file, stderr);
  if (key === '') throw new UsageError(`The key file ${JSON.stringify(file)} is empty.`);
  return key;
}

/** @param {string} file @param {import('./command.js').Stream} stderr */
async function readKeyFile(file, stderr) {
  try {
    const key = await readFile(file, 'utf8');
    if (process.platform !== 'win32' && (await stat(file)).mode & 0o077)
      stderr.write(`kie-aleph: other users can read ${plain(file)}. Make it yours alone: chmod 600 ${plain(file)}\n`);
    return key.trim();
  } catch (error) {
    throw new UsageError(`The key file cannot be read: ${/** @type {Error} */ (error).message}.`);
  }
}
