// `kie-aleph create`: a video and a prompt become a task, which may be waited for and kept.
import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import { AlephError } from '../../client/errors.js';
import { clientOf } from '../client.js';
import { NO_KEY } from '../exit-codes.js';
import { plain } from '../output.js';
import { transferOn } from '../progress.js';
import { refuseFolder } from '../save.js';
import { show } from '../show.js';
import { sourceOf } from '../source.js';
import { waitAndShow } from './wait.js';

/** @type {import('../command.js').Run} */
export async function create(invocation, surroundings) {
  const { video = '', prompt = '', save, wait, json, timeout } = invocation;
  // Before anything is sent, or paid.
  await refuseFolder(save);
  const source = await sourceOf(video);
  const client = await clientOf(invocation, surroundings);
  if (!client) return NO_KEY;
  const from = typeof source === 'string' ? { videoUrl: source } : { video: source };
  const said = prompt === '-' ? await readPrompt(surroundings) : prompt;
  const task = await make(client, { ...from, prompt: said, ...namesOf(invocation) }, surroundings);
  const id = plain(task.taskId);
  surroundings.stderr.write(`Task ${id}. Wait for it: kie-aleph wait ${id}\n`);
  return wait || save !== undefined
    ? waitAndShow(client, task.taskId, { json, save, timeout }, surroundings)
    : show(task, { json }, surroundings);
}

/**
 * What was given, and nothing else: the service decides the rest.
 * @param {import('../arguments.js').Invocation} invocation
 */
function namesOf({ aspectRatio, referenceImage, seed, waterMark, uploadCn, callBackUrl, route }) {
  const ratio = /** @type {import('../../client/new-task.js').NewTask['aspectRatio']} the core checks it */ (
    aspectRatio
  );
  return { aspectRatio: ratio, referenceImage, seed, waterMark, uploadCn, callBackUrl, route };
}

/**
 * @param {import('../../client/client.js').AlephClient} client
 * @param {import('../../client/base-client.js').CreateTaskOptions} options
 * @param {import('../command.js').Surroundings} surroundings
 */
async function make(client, options, { stderr, signal }) {
  const progress = transferOn(stderr, 'uploading');
  try {
    return await client.createTask({
      ...options,
      onProgress: ({ loaded, total }) => progress.update({ bytes: loaded, total }),
      signal,
    });
  } catch (error) {
    progress.end();
    if (signal.aborted && !AlephError.is(error)) stderr.write('Stopped; no task was made.\n');
    throw error;
  } finally {
    progress.end();
  }
}

/** @param {import('../command.js').Surroundings} surroundings */
async function readPrompt({ stdin, signal }) {
  return stdin ? (await text(addAbortSignal(signal, stdin()))).trim() : '';
}
