// What TypeScript knows of the package: compiled, never run. Each line under @ts-expect-error has to be refused.
import {
  AlephClient,
  AlephError,
  type RateLimitError,
  TaskFailedError,
  version,
  type Snapshot,
  type Task,
} from 'kie-aleph';
import { AlephClient as External } from 'kie-aleph/external';
import { createProxy } from 'kie-aleph/proxy';
import { createSandbox } from 'kie-aleph/sandbox';

export const text: string = version;
const client = new AlephClient({ apiKey: async () => 'key', maxRetries: 1 });

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

export const external = new External({ wasm: new Uint8Array(8), baseUrl: '/kie' });
export const other = new External({ wasm: () => new URL('https://example.com/aleph.wasm') });
export const snapshot: Snapshot = client.snapshot('a');
export const handler = createProxy({ apiKey: 'key' });
export const sandbox = createSandbox({ form: 'docs' });

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
