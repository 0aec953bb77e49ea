// Running other programs: find one on PATH, run one, say clearly what failed.
import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A set-up step that cannot go on; its message tells the user what to do. Printed without a stack. */
export class SetupError extends Error {
  name = 'SetupError';
}

const WINDOWS = process.platform === 'win32';

/** What Windows appends to the name of a program; elsewhere nothing. */
const EXTENSIONS = WINDOWS ? (process.env.PATHEXT ?? '.EXE;.CMD;.BAT').split(';') : [''];

/**
 * The path of an executable, or null.
 * @param {string} name
 * @param {string} [path] a PATH-like list, default: the environment's
 * @returns {string | null}
 */
export function which(name, path = process.env.PATH ?? '') {
  const folders = path.split(delimiter).filter(Boolean);
  for (const file of folders.flatMap((folder) => EXTENSIONS.map((extension) => join(folder, name + extension)))) {
    try {
      accessSync(file, constants.X_OK);
      if (statSync(file).isFile()) return file;
    } catch {
      // not here
    }
  }
  return null;
}

/**
 * Runs a program to its end. Its output goes line by line to `onLine`; it is quoted when the program fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} [options]
 * @returns {Promise<string>} standard output
 * @throws {SetupError} when the program is missing or fails
 */
export function run(command, args, { cwd, env = process.env, onLine } = {}) {
  return new Promise((resolve, reject) => {
    // On Windows these are scripts, which only its shell runs.
    const shell = WINDOWS && /^np[mx]$|\.(bat|cmd)$/i.test(command);
    const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    /** @type {string[]} */
    const tail = [];
    /** @param {boolean} keep */
    const reader = (keep) => {
      let rest = '';
      return (/** @type {string} */ chunk) => {
        if (keep) stdout += chunk;
        const lines = (rest + chunk).split(/\r?\n|\r/);
        rest = lines.pop() ?? '';
        for (const line of lines) {
          onLine?.(line);
          tail.push(line);
          if (tail.length > 40) tail.shift();
        }
      };
    };
    child.stdout.setEncoding('utf8').on('data', reader(true));
    child.stderr.setEncoding('utf8').on('data', reader(false));
    child.on('error', (error) => reject(new SetupError(`${command}: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(stdout);
      const end = signal ? `was ended by ${signal}` : `ended with code ${code}`;
      reject(new SetupError(`${command} ${args.slice(0, 3).join(' ')} ${end}\n${tail.join('\n')}`));
    });
  });
}

/**
 * Runs a main function; a SetupError is printed as one message, without a stack, and ends with code 1.
 * @param {() => Promise<unknown>} main
 */
export function runMain(main) {
  main().catch((error) => {
    console.error(error instanceof SetupError ? `\n${error.message}` : error);
    process.exitCode = 1;
  });
}
