// Programs that only the machine can provide (a C++ compiler, a browser): installed where root and apt are, else asked for.
import { existsSync } from 'node:fs';
import { run, SetupError, which } from './process.js';
import { startProgress } from './progress.js';

/**
 * @typedef {object} MachineProgram
 * @property {string} name what it is for people
 * @property {string[]} commands any of these on PATH will do
 * @property {string} variable environment variable with the path of another one
 * @property {string} debian the Debian package
 */

/** @type {Record<'compiler' | 'chromium' | 'firefox' | 'webkit' | 'xvfb', MachineProgram>} */
export const PROGRAMS = {
  compiler: { name: 'a C++23 compiler', commands: ['c++'], variable: 'CXX', debian: 'g++' },
  chromium: {
    name: 'Chromium',
    commands: ['chromium', 'chromium-browser', 'google-chrome'],
    variable: 'CHROMIUM_PATH',
    debian: 'chromium',
  },
  firefox: { name: 'Firefox', commands: ['firefox-esr', 'firefox'], variable: 'FIREFOX_PATH', debian: 'firefox-esr' },
  webkit: {
    name: "WebKitGTK's driver",
    commands: ['WebKitWebDriver'],
    variable: 'WEBKIT_DRIVER_PATH',
    debian: 'webkit2gtk-driver',
  },
  xvfb: { name: 'a display for WebKitGTK', commands: ['Xvfb'], variable: 'XVFB_PATH', debian: 'xvfb' },
};

/**
 * @param {MachineProgram} program
 * @returns {string | null} its path
 */
export function findProgram({ commands, variable }) {
  const given = process.env[variable];
  if (given) return existsSync(given) ? given : which(given);
  return commands.map((command) => which(command)).find((path) => path !== null) ?? null;
}

/**
 * @param {MachineProgram[]} programs
 * @throws {SetupError} one message for all that is missing and cannot be installed
 */
export async function ensurePrograms(programs) {
  const missing = programs.filter((program) => !findProgram(program));
  if (missing.length === 0) return;
  const packages = missing.map(({ debian }) => debian);
  if (process.getuid?.() !== 0 || !which('apt-get')) {
    throw new SetupError(
      [
        'The tests need programs this machine does not have, and only root could install them:',
        ...missing.map(
          ({ name, debian, variable }) => `  ${name}: Debian package ${debian}, or its path in ${variable}`,
        ),
        `For example: sudo apt-get install ${packages.join(' ')}`,
      ].join('\n'),
    );
  }
  const progress = startProgress(`Installing ${packages.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env });
  let done = 0;
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], {
    env,
    onLine: (line) => /^(Get|Setting up)/.test(line) && progress.update(++done, Math.max(done, 200), line.slice(0, 50)),
  });
  progress.end();
}
