// Who may ask the sandbox: whoever comes with its key. Another one gets the service's own answer; what is no key is said to be none.
import { complaintAboutKey } from '../shared/request.js';
import { ANSWERS, SANDBOX_KEY } from './sandbox-tasks.js';

/** What JavaScript writes for a variable that is not set. */
const NOT_SET = ['undefined', 'null'];

/**
 * @param {string | null} authorization the request's header
 * @returns {{ code: number, msg: string } | null} the envelope to refuse it with
 */
export function refusalOf(authorization) {
  if (authorization === `Bearer ${SANDBOX_KEY}`) return null;
  const complaint = complaintAbout(authorization);
  const { code, msg } = ANSWERS.wrongKey;
  return { code, msg: complaint === null ? msg : `${msg}: ${complaint}. The sandbox asks for SANDBOX_KEY` };
}

/** @param {string | null} authorization @returns {string | null} what is wrong with it, without quoting it */
function complaintAbout(authorization) {
  if (authorization === null) return complaintAboutKey(undefined);
  const [, key] = /^Bearer ?(.*)$/i.exec(authorization) ?? [];
  if (key === undefined) return 'The Authorization header does not begin with Bearer';
  return NOT_SET.includes(key) ? `The API key is the word ${key}, a variable that is not set` : complaintAboutKey(key);
}
