// What only the machine can provide (a C++ compiler, a browser, a decoder, Redis): installed where root and apt are, else asked for.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run, SetupError, which } from './process.js';
import { startProgress } from './progress.js';

/**
 * @typedef {object} MachineProgram
 * @property {string} name what it is for people
 * @property {string[]} commands any of these on PATH will do
 * @property {string[]} [libraries] or any of these below the machine's library folders: what is started or loaded from there
 * @property {string} variable environment variable with the path of another one
 * @property {string} debian the Debian package
 */

/** @type {Record<'compiler' | 'chromium' | 'firefox' | 'webkit' | 'miniBrowser' | 'xvfb' | 'decoder' | 'redis', MachineProgram>} */
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
  miniBrowser: {
    name: "WebKitGTK's browser",
    commands: [],
    libraries: ['webkit2gtk-4.1/MiniBrowser'],
    variable: 'MINIBROWSER_PATH',
    debian: 'webkit2gtk-driver',
  },
  xvfb: { name: 'a display for WebKitGTK', commands: ['Xvfb'], variable: 'XVFB_PATH', debian: 'xvfb' },
  // It depends on the libavcodec of its release, whose name moves and which Firefox loads by itself.
  decoder: {
    name: 'an H.264 decoder for Firefox and WebKitGTK',
    commands: [],
    libraries: ['gstreamer-1.0/libgstlibav.so'],
    variable: 'GST_LIBAV_PATH',
    debian: 'gstreamer1.0-libav',
  },
  redis: { name: 'Redis', commands: ['redis-server'], variable: 'REDIS_SERVER_PATH', debian: 'redis-server' },
};

/** @returns {string[]} where libraries are, in whichever folder the machine's architecture has its own */
function libraryFolders() {
  return ['/usr/lib', '/usr/lib64']
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => [
      folder,
      ...readdirSync(folder)
        .filter((name) => /-linux-/.test(name))
        .map((name) => join(folder, name)),
    ]);
}

/**
 * @param {MachineProgram} program
 * @returns {string | null} its path
 */
export function findProgram({ commands, libraries = [], variable }) {
  const given = process.env[variable];
  if (given) return existsSync(given) ? given : which(given);
  const found = commands.map((command) => which(command)).find((path) => path !== null);
  if (found) return found;
  const files = libraryFolders().flatMap((folder) => libraries.map((library) => join(folder, library)));
  return files.find((file) => existsSync(file)) ?? null;
}

/**
 * @param {MachineProgram[]} programs
 * @returns {string[]} the Debian packages that are to be installed
 * @throws {SetupError} one message for all that is missing and cannot be installed
 */
export function missingPackages(programs) {
  const missing = programs.filter((program) => !findProgram(program));
  const packages = [...new Set(missing.map(({ debian }) => debian))];
  if (missing.length > 0 && (process.getuid?.() !== 0 || !which('apt-get'))) {
    throw new SetupError(
      [
        'The tests need what this machine does not have, and only root could install it:',
        ...missing.map(
          ({ name, debian, variable }) => `  ${name}: Debian package ${debian}, or its path in ${variable}`,
        ),
        `For example: sudo apt-get install ${packages.join(' ')}`,
      ].join('\n'),
    );
  }
  return packages;
}

/**
 * @param {MachineProgram[]} programs
 * @throws {SetupError} one message for all that is missing and cannot be installed
 */
export async function ensurePrograms(programs) {
  const packages = missingPackages(programs);
  if (packages.length === 0) return;
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
