// Where the proxy is mounted: the one path it answers, however people write it and whatever their framework takes off.
import { ENDPOINT } from '../shared/request.js';

/** Of a path that is said in an answer. */
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
 * @param {string} path that was asked for: of a URL, so that its control characters are escaped
 * @returns {string} what was expected, what came, and which mount would have served it
 */
export function describeMiss(mount, path) {
  const shown = path.length > MOST_SHOWN ? `${path.slice(0, MOST_SHOWN)}…` : path;
  const missed = `The proxy forwards only the task lookup, ${mount}${ENDPOINT}, and was asked for ${shown}`;
  if (!path.endsWith(ENDPOINT) || shown !== path) return missed;
  return `${missed}. The option mount of createProxy would be '${path.slice(0, -ENDPOINT.length) || '/'}' for that`;
}
