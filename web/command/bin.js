#!/usr/bin/env node
// The process around the command.
import { runCommand } from './command.js';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => interrupted.abort());
// A reader such as `head` that has gone is no error of ours.
process.stdout.on('error', (error) =>
  process.exit(/** @type {NodeJS.ErrnoException} */ (error).code === 'EPIPE' ? 0 : 6),
);
const { env, stdout, stderr } = process;
const stdin = () => process.stdin;
void runCommand(process.argv.slice(2), { env, stdin, stdout, stderr, signal: interrupted.signal }).then(
  (code) => (process.exitCode = code),
);
