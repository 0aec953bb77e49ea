// One test file in a process of its own, ended at its first failure.
import { spawn } from 'node:child_process';

/** @typedef {'passed' | 'failed' | 'timed-out'} End */

/** A mutant that loops for ever must not take the machine's memory before its time is over. */
const LIMITS = ['--max-old-space-size=2048'];

/** What runs now. @type {Set<() => void>} */
const running = new Set();

/** Ends all tests that run, with all that they have started. */
export function stopTests() {
  for (const stop of running) stop();
}

/** A failed test in TAP; one that is to be written yet is none. */
const NOT_OK = /^\s*not ok\b(?!.*# TODO)/m;

/**
 * @param {string} folder the project's
 * @param {string} file below it
 * @param {{ timeout: number, env?: NodeJS.ProcessEnv }} options timeout: ms
 * @returns {Promise<{ end: End, ms: number }>}
 */
export function runTest(folder, file, { timeout, env }) {
  const started = performance.now();
  const child = spawn(process.execPath, [...LIMITS, '--test-reporter=tap', file], {
    cwd: folder,
    env: { ...process.env, KIE_ALEPH_CALLS: '400', ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
    // A group of its own: what a test has started ends with it.
    detached: true,
  });
  return new Promise((resolve) => {
    /** @type {End | undefined} */
    let end;
    /** @param {End} why */
    const stop = (why) => {
      end ??= why;
      try {
        process.kill(-Number(child.pid), 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    };
    const timer = setTimeout(() => stop('timed-out'), timeout);
    const abandon = () => stop('timed-out');
    running.add(abandon);
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      said = said.slice(said.lastIndexOf('\n') + 1) + chunk;
      if (NOT_OK.test(said)) stop('failed');
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      running.delete(abandon);
      stop(code === 0 ? 'passed' : 'failed');
      resolve({ end: end ?? 'failed', ms: performance.now() - started });
    });
  });
}
