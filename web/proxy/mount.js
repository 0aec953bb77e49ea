// Where the proxy is mounted: the paths it answers, however people write the mount and whatever their framework takes off.
import { LOOKUPS, lookupIn } from '../shared/endpoints.js';

/** Characters of a path that an answer quotes. */
const MOST_SHOWN = 200;

/**
 * @param {unknown} mount a path with or without slashes around it; `/` and the empty text are the root
 * @returns {string} as a URL's path begins: `/kie`, or nothing for the root
 * @throws {TypeError} for what is no path
 */
export function readMount(mount) {
  if (typeof mount !== 'string' || /[?#\\]|:\/\//.test(mount)) {
    throw new TypeError("mount must be the path under which the proxy is served, such as '/kie', or '/' for the root.");
  }
  const parts = mount.split('/').filter(Boolean);
  // As the path of a request is written: encoded, and without dots.
  return parts.length === 0 ? '' : new URL(`/${parts.join('/')}`, 'http://localhost').pathname.replace(/\/$/, '');
}

/**
 * @param {string} mount as `readMount` gives it
 * @param {(string | undefined)[]} paths of one request: as it came, and as a framework gives it
 * @returns {import('../shared/endpoints.js').Route | null} that of the lookup which is served at one of them
 */
export function routeAt(mount, paths) {
  for (const path of paths) {
    const lookup = lookupIn(path ?? '');
    if (lookup?.prefix === mount) return lookup.route;
  }
  return null;
}

/**
 * @param {string} mount as `readMount` gives it
 * @param {string} path that was asked for: of a URL, so that its control characters are escaped
 * @returns {string} what was expected, what came, and which mount would have served it
 */
export function describeMiss(mount, path) {
  const shown = path.length > MOST_SHOWN ? `${path.slice(0, MOST_SHOWN)}…` : path;
  const served = Object.values(LOOKUPS).map((lookup) => mount + lookup);
  const missed = `The proxy forwards only the task lookups, ${served.join(' and ')}, and was asked for ${shown}`;
  const lookup = lookupIn(path);
  if (!lookup || shown !== path) return missed;
  return `${missed}. The option mount of createProxy would be '${lookup.prefix || '/'}' for that`;
}
