// `kie-aleph callbacks verify <file>`: what a stored callback says, and whether its signature is right.
import { readFile } from 'node:fs/promises';
import { readCallback } from '../../proxy/callbacks/read-callback.js';
import { FAILED, NO_KEY, USAGE } from '../exit-codes.js';
import { UsageError } from '../options.js';
import { json, plain } from '../output.js';

/** Where the webhook key is, unless told otherwise. */
const SECRET = 'KIE_WEBHOOK_KEY';

/** Refusals by their status; any other is `USAGE`: the file is no callback. @type {Record<number, number>} */
const CODES = { 401: NO_KEY };

/** @type {import('../command.js').Run} */
export async function verifyCallback({ subject, secretEnv = SECRET, at, json: asJson }, { env, stdout, stderr }) {
  const secret = env[secretEnv];
  if (!secret && secretEnv !== SECRET) throw new UsageError(`The environment has no ${secretEnv}.`);
  const request = requestOf(await textOf(subject));
  const now = at === undefined ? Date.now : () => at;
  const read = await readCallback(request, { now, ...(secret && { secret }) });
  if (read.refused) {
    stderr.write(`kie-aleph: ${plain(read.refused.why)}\n`);
    return CODES[read.refused.status] ?? USAGE;
  }
  const { taskId, route, status, task } = read;
  const signature = secret ? 'right' : `not checked: ${SECRET} is not set`;
  stdout.write(asJson ? json({ taskId, route, status, task, signature }) : describe(read, signature));
  return status === 'failed' ? FAILED : 0;
}

/**
 * @param {import('../../proxy/callbacks/read-callback.js').Callback} callback
 * @param {string} signature
 */
function describe({ taskId, route, status, task }, signature) {
  const rows = Object.entries({
    task: taskId,
    status: status ?? 'not said; look at the task',
    route: route ?? 'not said',
    code: task.errorCode,
    error: task.errorMessage,
    video: task.response?.resultVideoUrl,
    signature,
  });
  const said = rows.filter(([, value]) => value !== null && value !== undefined);
  return said.map(([name, value]) => `${name.padEnd(10)}${plain(value)}\n`).join('');
}

/** @param {string} path @throws {UsageError} when there is no such file, or it may not be read */
async function textOf(path) {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`The file cannot be read: ${/** @type {Error} */ (error).message}.`);
  }
}

/** @param {string} text HTTP: head, empty line, body; or JSON `{ headers, body }` @returns {Request} @throws {UsageError} */
function requestOf(text) {
  const { headers, body } = text.trimStart().startsWith('{') ? ofJson(text) : ofHttp(text);
  try {
    return new Request('http://localhost/', { method: 'POST', headers, body });
  } catch {
    throw new UsageError('The file holds no headers as HTTP has them.');
  }
}

/** @param {string} text @returns {{ headers: Record<string, string>, body: string }} */
function ofJson(text) {
  try {
    const { headers = {}, body } = JSON.parse(text);
    return { headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
  } catch {
    throw new UsageError('The file is no JSON.');
  }
}

/** @param {string} text @returns {{ headers: [string, string][], body: string }} */
function ofHttp(text) {
  const [head = '', ...rest] = text.split(/\r?\n\r?\n/);
  const lines = head.split(/\r?\n/).map((line) => /^([^\s:]+):\s*(.*?)\s*$/.exec(line));
  // What counts is how much there is.
  const kept = lines.flatMap((line) => (line && !/^content-length$/i.test(line[1] ?? '') ? [line] : []));
  return { headers: kept.map(([, name = '', value = '']) => [name, value]), body: rest.join('\n\n') };
}
