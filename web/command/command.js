// The command `kie-aleph`: what it does, without the process around it.
import { AlephError, version } from '../client/index.js';
import { readArguments } from './arguments.js';
import { verifyCallback } from './commands/verify-callback.js';
import { create } from './commands/create.js';
import { credits } from './commands/credits.js';
import { get } from './commands/get.js';
import { serve } from './commands/serve.js';
import { upload } from './commands/upload.js';
import { wait } from './commands/wait.js';
import { exitCodeOf, INTERRUPTED, OTHER, USAGE } from './exit-codes.js';
import { HELP } from './help.js';
import { UsageError } from './options.js';
import { plain, wordsOf } from './output.js';
import { takeSecrets } from './secrets.js';

/** @typedef {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} Stream */

/**
 * @typedef {object} Surroundings
 * @property {NodeJS.ProcessEnv} env KIE_API_KEY, KIE_BASE_URL, KIE_WEBHOOK_KEY; loses those that are secret
 * @property {() => import('node:stream').Readable} [stdin] none: it is empty. Asked for where a prompt is read from it
 * @property {Stream} stdout results
 * @property {Stream} stderr progress and errors
 * @property {AbortSignal} signal ends the command, as Ctrl-C
 */

/** @typedef {(invocation: import('./arguments.js').Invocation, surroundings: Surroundings) => Promise<number>} Run to its exit code */

/** @type {Record<import('./arguments.js').Invocation['command'], Run>} */
const COMMANDS = {
  help: async (_, { stdout }) => print(HELP, stdout),
  version: async (_, { stdout }) => print(`${version}\n`, stdout),
  create,
  get,
  wait,
  upload,
  credits,
  'callbacks verify': verifyCallback,
  serve,
};

/**
 * @param {string[]} argv without the program's name
 * @param {Surroundings} surroundings
 * @returns {Promise<number>} the exit code
 */
export async function runCommand(argv, surroundings) {
  const { stderr, signal } = surroundings;
  try {
    const invocation = readArguments(argv);
    const env = takeSecrets(surroundings.env, invocation.secretEnv);
    return await COMMANDS[invocation.command](invocation, { ...surroundings, env });
  } catch (error) {
    // What may have been paid for is said, whatever ended the command.
    const isUnknown = AlephError.is(error) && error.kind === 'unknown-outcome';
    if (signal.aborted && !isUnknown) return INTERRUPTED;
    if (error instanceof UsageError) {
      stderr.write(`kie-aleph: ${plain(error.message)} See kie-aleph --help.\n`);
      return USAGE;
    }
    stderr.write(`kie-aleph: ${plain(wordsOf(error))}\n`);
    return AlephError.is(error) ? exitCodeOf(isUnknownTask(error) ? 'task-not-found' : error.kind) : OTHER;
  }
}

/** A wait whose time was over before the task was ever found: as of `get`, not that it has not finished. @param {AlephError} error */
function isUnknownTask({ kind, task, cause }) {
  return kind === 'timeout' && task === null && AlephError.is(cause) && cause.kind === 'task-not-found';
}

/** @param {string} text @param {Stream} stdout */
function print(text, stdout) {
  stdout.write(text);
  return 0;
}
