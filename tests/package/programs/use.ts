// What TypeScript knows of the package: compiled, never run. Each line under @ts-expect-error has to be refused.
import {
  AlephClient,
  AlephError,
  type RateLimitError,
  TaskFailedError,
  TimeoutError,
  version,
  type FailedTask,
  type Look,
  type Snapshot,
  type SucceededTask,
  type Task,
  type TaskParameters,
} from 'kie-aleph';
import { createKieAleph } from 'kie-aleph/ai-sdk';
import { readCallback } from 'kie-aleph/callbacks';
import { createOnce, IntentError, localIntents, type Intent } from 'kie-aleph/create';
import { AlephClient as External } from 'kie-aleph/external';
import { AlephClient as Looking } from 'kie-aleph/look';
import { createProxy } from 'kie-aleph/proxy';
import { createSandbox, SANDBOX_KEY } from 'kie-aleph/sandbox';
import { saveResult, type SaveProgress } from 'kie-aleph/save';
import { saveToFolder } from 'kie-aleph/save/node';

export const text: string = version;
const client = new AlephClient({ apiKey: async () => 'key', maxRetries: 1 });
export const asked: Promise<Task> = new Looking({ baseUrl: '/kie' }).getTask('task-1');
// @ts-expect-error: it makes none.
void new Looking().createTask({ prompt: 'Make it snow', videoUrl: 'https://example.com/in.mp4' });

export function words(task: Task): string {
  switch (task.status) {
    case 'processing':
      return 'wait';
    case 'succeeded':
      return task.response?.resultVideoUrl ?? 'no address';
    case 'failed':
      return task.errorMessage ?? 'no reason';
    default: {
      const nothing: never = task;
      return nothing;
    }
  }
}

export async function follow(taskId: string): Promise<number | null> {
  try {
    const done = await client.waitForTask(taskId, {
      timeout: 60_000,
      onUpdate: ({ task, nextDelay }) => void [task?.status, nextDelay],
    });
    const status: 'succeeded' = done.status;
    for await (const task of client.watchTask(taskId)) words(task);
    return status.length;
  } catch (error) {
    if (error instanceof TaskFailedError) return error.task?.errorCode ?? null;
    if (!AlephError.is(error)) throw error;
    if (error.kind === 'rate-limit') {
      const limited: RateLimitError = error;
      return limited.retryAfter;
    }
    // @ts-expect-error the kinds are known
    if (error.kind === 'ratelimit') return 0;
    return error.code;
  }
}

/** The service's keys by their types; any other may be there, and has to be looked at first. */
export function parameters(task: Task): [string | undefined, number | undefined, boolean | undefined] {
  const known: TaskParameters | null = task.parameters;
  // @ts-expect-error nobody knows what this one is
  const unknown: string | undefined = known?.somethingNew;
  const looked: unknown = known?.somethingNew ?? unknown;
  if (typeof looked === 'string') looked.trim();
  // @ts-expect-error it may be missing
  known?.prompt.trim();
  // @ts-expect-error a seed is a number
  known?.seed?.trim();
  // @ts-expect-error they are frozen
  if (known) known.prompt = 'another';
  // @ts-expect-error all of them
  if (known) known.somethingNew = 1;
  return [known?.prompt ?? known?.videoUrl ?? known?.aspectRatio, known?.seed, known?.uploadCn];
}

/** What ends a wait too late may say why its last look saw nothing. */
export const reasons = (error: unknown) => error instanceof TimeoutError && error.cause;

/** Of a look, an error is told apart by its kind. */
export function wordsOf({ error, nextDelay }: Look): string {
  if (error?.kind === 'rate-limit') return `${error.retryAfter ?? 0} s`;
  // @ts-expect-error the kinds are known
  if (error?.kind === 'ratelimit') return '';
  return nextDelay === null ? 'the end' : `${nextDelay} ms`;
}

export async function once(): Promise<SucceededTask | FailedTask | null> {
  const { task, error } = await client.pollOnce(client.snapshot('a'));
  if (error?.kind === 'authentication') throw error;
  return task === null || task.status === 'processing' ? null : task;
}

export async function keep(task: Task, to: WritableStream): Promise<string> {
  const onProgress = ({ bytes, total }: SaveProgress) => void [bytes.toFixed(), total?.toFixed()];
  const { name, bytes, type } = await saveResult(task, { to, onProgress, signal: AbortSignal.timeout(1000) });
  const { path, json } = await saveToFolder(task, '.', { name, maxBytes: bytes });
  // @ts-expect-error where to has to be said
  await saveResult(task, {});
  // @ts-expect-error a path is for Node
  await saveResult(task, { to: '/tmp' });
  // @ts-expect-error the folder is the second argument
  await saveToFolder(task, { to });
  return [type, path, json].join();
}

export const external = new External({ wasm: new Uint8Array(8), baseUrl: '/kie' });
export const other = new External({ wasm: () => new URL('https://example.com/aleph.wasm') });
export const snapshot: Snapshot = client.snapshot('a');
export const sandbox = createSandbox({ form: 'docs', tasks: { mine: { state: 'succeeded' } } });

/** Of an environment, where what is not set is undefined. */
declare const env: { [name: string]: string | undefined };
export const handler = createProxy({ apiKey: env.KIE_API_KEY, upstream: env.KIE_BASE_URL });
export const later = createProxy({ apiKey: async () => env.KIE_API_KEY, mount: '/' });
export const clients = [
  new AlephClient({ apiKey: env.KIE_API_KEY, baseUrl: env.KIE_BASE_URL }),
  new AlephClient({ apiKey: () => env.KIE_API_KEY }),
  new AlephClient({ apiKey: SANDBOX_KEY, fetch: (url, init) => sandbox(new Request(url, init)) }),
];
export const model = createKieAleph({ apiKey: env.KIE_API_KEY }).video('runway/gen4-aleph');

export async function told(request: Request): Promise<'processing' | 'succeeded' | 'failed' | null> {
  const { refused, status, taskId } = await readCallback(request, { secret: 'key' });
  // @ts-expect-error of what was refused nothing is known
  taskId.trim();
  if (refused) return null;
  return taskId.trim() === '' ? null : status;
}

export async function made(): Promise<Intent | undefined> {
  const store = localIntents();
  const task = await createOnce(client, { prompt: 'Make it snow' }, { id: 'a', store }).catch((error) => {
    if (error instanceof IntentError) return error.intent;
    throw error;
  });
  // @ts-expect-error where it is kept has to be said
  void createOnce(client, { prompt: 'Make it snow' }, { id: 'a' });
  return 'state' in task ? task : undefined;
}

// @ts-expect-error a key is a string
createProxy({ apiKey: 7 });
// @ts-expect-error there is no such model
createKieAleph().video('runway/gen5');
// @ts-expect-error no such state
createSandbox({ tasks: { mine: { state: 'done' } } });

// @ts-expect-error a key is a string
new AlephClient({ apiKey: 7 });
// @ts-expect-error the root entry has its WebAssembly inside
new AlephClient({ wasm: new Uint8Array(8) });
// @ts-expect-error an id is a string
void client.getTask(7);
// @ts-expect-error a task is frozen
void client.getTask('a').then((task) => (task.status = 'failed'));
// @ts-expect-error no such state
void client.getTask('a').then((task) => task.status === 'done');
