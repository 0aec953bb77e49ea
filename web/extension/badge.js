// What the icon says: how many tasks have ended unseen, else how many are followed.
import { isFinal } from '../shared/finality.js';
import { fill } from '../words/fill.js';

const COLORS = { good: '#0b6e43', bad: '#b3261e', calm: '#4355cf' };

/**
 * @param {import('./stored-tasks.js').StoredTask[]} stored
 * @param {{ canAsk: boolean, hasUnknown: boolean }} now canAsk: there is a key; hasUnknown: nobody knows whether a task was made
 * @param {import('../words/en.js').ExtensionWords} words
 * @returns {{ text: string, color: string, title: string }}
 */
export function badgeOf(stored, { canAsk, hasUnknown }, { name, badge }) {
  const unseen = stored.filter((each) => each.unseen).length;
  const going = stored.filter(({ status }) => !isFinal(status)).length;
  if (hasUnknown) return { text: '?', color: COLORS.bad, title: badge.unknown };
  if (unseen > 0) return { text: String(unseen), color: COLORS.good, title: fill(badge.ended, { count: unseen }) };
  if (going > 0 && !canAsk) return { text: '!', color: COLORS.bad, title: badge.noKey };
  if (going > 0) return { text: String(going), color: COLORS.calm, title: fill(badge.followed, { count: going }) };
  return { text: '', color: COLORS.calm, title: name };
}
