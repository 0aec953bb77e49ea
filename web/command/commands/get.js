// `kie-aleph get <id>`: the task as it is now.
import { clientOf } from '../client.js';
import { NO_KEY } from '../exit-codes.js';
import { refuseFolder } from '../save.js';
import { show } from '../show.js';

/** @type {import('../command.js').Run} */
export async function get({ subject: taskId, timeout, ...options }, surroundings) {
  await refuseFolder(options.save);
  const client = await clientOf(options, surroundings);
  if (!client) return NO_KEY;
  return show(await client.getTask(taskId, { signal: surroundings.signal, timeout }), options, surroundings);
}
