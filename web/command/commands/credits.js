// `kie-aleph credits`: how many the account has left.
import { clientOf } from '../client.js';
import { NO_KEY } from '../exit-codes.js';
import { json, rowsOf } from '../output.js';

/** @type {import('../command.js').Run} */
export async function credits({ json: asJson, timeout, ...options }, surroundings) {
  const client = await clientOf(options, surroundings);
  if (!client) return NO_KEY;
  const credits = await client.getCredits({ signal: surroundings.signal, timeout });
  surroundings.stdout.write(asJson ? json({ credits }) : rowsOf([['credits', credits]]));
  return 0;
}
