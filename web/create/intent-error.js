// Nothing was sent: what is known of an intent forbids it.
import { UnknownOutcomeError } from '../client/errors.js';

/** By what is known of the intent. @type {Record<import('./intents.js').Intent['state'], string>} */
const MESSAGES = {
  sending: 'This is being sent already, here or in another tab; nothing was sent now.',
  unknown:
    'Nobody knows whether this was made already; a task may be running, and be billed. Nothing was sent now. Look into the logs on kie.ai, then forget the intent, or make it again.',
  made: 'The same was made just now; nothing was sent again.',
  refused: 'This was refused already; nothing was sent again. Another attempt needs an intent of its own.',
};

/** Of `createOnce` alone: nothing was sent, because `intent` may have made a task already. Its `kind` is `unknown-outcome`. */
export class IntentError extends UnknownOutcomeError {
  /** @type {Readonly<import('./intents.js').Intent>} the one that is in the way: that of this call, or one of the same input */
  intent;

  /** @param {import('./intents.js').Intent} intent */
  constructor(intent) {
    super('unknown-outcome', MESSAGES[intent.state], { taskId: intent.taskId });
    this.intent = intent;
  }
}
