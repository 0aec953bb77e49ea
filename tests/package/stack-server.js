// Starts what a stack serves with on 127.0.0.1, and ends it, and all that it started, with the test.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PATIENCE_MS } from '../helpers/patience.js';

/**
 * @param {import('node:test').TestContext} t
 * @param {string[]} command of node: a script and its arguments
 * @param {{ cwd: string, env?: Record<string, string> }} options env: besides this process's
 * @returns {Promise<string>} the URL it has printed, without a slash at its end
 * @throws {Error} with what it said, when it ends or says nothing in time
 */
export async function startServer(t, command, { cwd, env }) {
  // A group of its own: such programs start others.
  const child = spawn(process.execPath, command, { cwd, env: { ...process.env, ...env }, detached: true });
  t.after(() => endGroup(child));
  let said = '';
  child.stderr.on('data', (part) => (said += part));
  return new Promise((resolve, reject) => {
    const fail = (/** @type {unknown} */ why) => reject(new Error(`${command.join(' ')}: ${why}\n${said}`));
    const patience = setTimeout(() => fail('no URL'), PATIENCE_MS);
    child.once('exit', (code) => fail(`exit ${code}`));
    child.stdout.on('data', (part) => {
      said += part;
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (url === undefined) return;
      clearTimeout(patience);
      resolve(url);
    });
  });
}

/** @param {import('node:child_process').ChildProcess} child */
async function endGroup(child) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await ended;
}
