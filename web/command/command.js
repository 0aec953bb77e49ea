// The command `kie-aleph`: what it does, without the process around it.
import { stat, readFile } from 'node:fs/promises';
import { AlephClient, AlephError, version } from '../client/index.js';
import { serve } from '../local/start.js';
import { complaintAboutBaseUrl, complaintAboutKey } from '../shared/request.js';
import { HELP, readArguments, UsageError } from './arguments.js';
import { describe, json, plain, progressOn, wordsOf } from './output.js';
import { refuseFolder, saveInto } from './save.js';

/** Codes of errors; what is not here is 6. @type {Partial<Record<import('../client/errors.js').ErrorKind, number>>} */
const CODES = { 'task-failed': 1, 'invalid-request': 2, 'task-not-found': 3, authentication: 4, timeout: 5 };
const USAGE = 2;
const NO_KEY = 4;
const OTHER = 6;
/** As shells have it for SIGINT. */
const INTERRUPTED = 130;

/** @typedef {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} Stream */

/**
 * @typedef {object} Surroundings
 * @property {NodeJS.ProcessEnv} env KIE_API_KEY, KIE_BASE_URL
 * @property {Stream} stdout results
 * @property {Stream} stderr progress and errors
 * @property {AbortSignal} signal ends the command, as Ctrl-C
 */

/**
 * @param {string[]} argv without the program's name
 * @param {Surroundings} surroundings
 * @returns {Promise<number>} the exit code
 */
export async function runCommand(argv, surroundings) {
  const { stderr, signal } = surroundings;
  try {
    const invocation = readArguments(argv);
    return await COMMANDS[invocation.command](invocation, surroundings);
  } catch (error) {
    if (signal.aborted) return INTERRUPTED;
    if (error instanceof UsageError) {
      stderr.write(`kie-aleph: ${plain(error.message)} See kie-aleph --help.\n`);
      return USAGE;
    }
    stderr.write(`kie-aleph: ${plain(wordsOf(error))}\n`);
    return AlephError.is(error) ? (CODES[isUnknownTask(error) ? 'task-not-found' : error.kind] ?? OTHER) : OTHER;
  }
}

/** A wait whose time was over before the task was ever found: as of `get`, not that it has not finished. @param {AlephError} error */
function isUnknownTask({ kind, task, cause }) {
  return kind === 'timeout' && task === null && AlephError.is(cause) && cause.kind === 'task-not-found';
}

/** @type {Record<import('./arguments.js').Invocation['command'], (invocation: import('./arguments.js').Invocation, surroundings: Surroundings) => Promise<number>>} */
const COMMANDS = {
  help: async (_, { stdout }) => print(HELP, stdout),
  version: async (_, { stdout }) => print(`${version}\n`, stdout),

  async get({ taskId, timeout, ...options }, surroundings) {
    await refuseFolder(options.save);
    const client = await clientOf(options, surroundings);
    if (!client) return NO_KEY;
    const { signal } = surroundings;
    return show(await client.getTask(taskId, { signal, ...(timeout && { timeout }) }), options, surroundings);
  },

  async wait({ taskId, timeout, ...options }, surroundings) {
    const { stderr, signal } = surroundings;
    // Not after a wait of minutes.
    await refuseFolder(options.save);
    const client = await clientOf(options, surroundings);
    if (!client) return NO_KEY;
    const progress = progressOn(stderr);
    let task;
    try {
      task = await client.waitForTask(taskId, { signal, onUpdate: progress.update, ...(timeout && { timeout }) });
      progress.end();
    } catch (error) {
      progress.end();
      if (signal.aborted)
        stderr.write(
          `Stopped waiting${progress.seen ? '; the task goes on' : ''}. Wait again: kie-aleph wait ${plain(taskId)}\n`,
        );
      if (!AlephError.is(error) || error.kind !== 'task-failed' || !error.task) throw error;
      task = error.task;
    }
    return show(task, options, surroundings);
  },

  async serve({ keyFile, baseUrl, port = 8787 }, surroundings) {
    const { env, stdout, signal } = surroundings;
    const apiKey = await keyOf(keyFile, surroundings);
    const upstream = baseUrl ?? env.KIE_BASE_URL;
    const complaint = (apiKey && complaintAboutKey(apiKey)) || (upstream && complaintAboutBaseUrl(upstream));
    if (complaint) throw new UsageError(`${complaint}.`);
    const { url, close } = await serve({ port, ...(apiKey && { apiKey }), ...(upstream && { upstream }) }).catch(
      (error) => {
        throw error.code === 'EADDRINUSE'
          ? new UsageError(`Port ${port} is in use. Choose another with --port.`)
          : error;
      },
    );
    stdout.write(
      `kie-aleph on ${url}: ${apiKey ? 'the real service, your key stays in this process' : 'a local sandbox, nothing is sent anywhere'}\n`,
    );
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    await close();
    return 0;
  },
};

/** @param {string} text @param {Stream} stdout */
function print(text, stdout) {
  stdout.write(text);
  return 0;
}

/**
 * The task, and what has been saved of it: also when saving it fails, since then its URL is needed the more.
 * @param {Readonly<import('../client/task.js').Task>} task
 * @param {Pick<import('./arguments.js').Invocation, 'json' | 'save'>} options
 * @param {Surroundings} surroundings
 */
async function show(task, { json: asJson, save }, surroundings) {
  /** @type {import('./output.js').SavedTask | null} */
  let saved = null;
  try {
    if (save !== undefined) saved = await saveInto(save, task, surroundings);
  } finally {
    const document = save === undefined ? task : { ...task, saved };
    surroundings.stdout.write(asJson ? json(document) : describe(task, saved));
  }
  return task.status === 'failed' ? 1 : 0;
}

/**
 * @param {Pick<import('./arguments.js').Invocation, 'keyFile' | 'baseUrl' | 'route'>} options
 * @param {Surroundings} surroundings
 * @returns {Promise<AlephClient | null>} null: there is no key, which has been said
 */
async function clientOf({ keyFile, baseUrl, route }, surroundings) {
  const { env, stderr } = surroundings;
  const apiKey = await keyOf(keyFile, surroundings);
  const url = baseUrl ?? env.KIE_BASE_URL;
  if (apiKey) return new AlephClient({ apiKey, ...(url && { baseUrl: url }), ...(route && { route }) });
  stderr.write('kie-aleph: there is no key. Set KIE_API_KEY, or name a file that holds it: --key-file <path>.\n');
  return null;
}

/**
 * @param {string | undefined} file
 * @param {Surroundings} surroundings
 * @returns {Promise<string>} '' when there is none
 */
async function keyOf(file, { env, stderr }) {
  if (file === undefined) return (env.KIE_API_KEY ?? '').trim();
  try {
    const key = await readFile(file, 'utf8');
    if (process.platform !== 'win32' && (await stat(file)).mode & 0o077)
      stderr.write(`kie-aleph: other users can read ${plain(file)}. Make it yours alone: chmod 600 ${plain(file)}\n`);
    return key.trim();
  } catch (error) {
    throw new UsageError(`The key file cannot be read: ${/** @type {Error} */ (error).message}.`);
  }
}
