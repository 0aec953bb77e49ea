// Times and durations as people read them.

const DATE_TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** Media are kept for about two weeks, says the vendor. */
const KEPT_MS = 14 * 24 * 3600 * 1000;

/**
 * @param {string} iso
 * @returns {string} in the reader's own time zone
 */
export function dateTime(iso) {
  return DATE_TIME.format(new Date(iso));
}

/**
 * @param {string} completeTime ISO 8601
 * @returns {{ text: string, over: boolean }} until when the media are probably kept
 */
export function keptUntil(completeTime) {
  const end = Date.parse(completeTime) + KEPT_MS;
  return { text: DATE.format(end), over: end < Date.now() };
}

/**
 * @param {number} ms
 * @returns {string} such as "5 min 12 s"
 */
export function duration(ms) {
  const seconds = Math.max(Math.round(ms / 1000), 0);
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [seconds % 60, 's'],
  ].filter(([count]) => Number(count) > 0);
  return parts.length === 0 ? '0 s' : parts.slice(0, 2).map(([count, unit]) => `${count} ${unit}`).join(' ');
}
