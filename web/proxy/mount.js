// Where the proxy is mounted: the paths it answers, however people write the mount and whatever their framework takes off.
import { endpointIn } from '../shared/endpoints.js';
import { allowedName } from './operations/operations.js';

/** @typedef {import('../shared/endpoints.js').Endpoint} Endpoint */

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
  return new URL(`/${parts.join('/')}`, 'http://localhost').pathname.replace(/\/$/, '');
}

/**
 * @param {string} mount as `readMount` gives it
 * @template {{ path: string }} Served
 * @param {readonly Served[]} served
 * @param {(string | undefined)[]} paths of one request: as it came, and as a framework gives it
 * @returns {Served | null} that which is served at one of them
 */
export function endpointAt(mount, served, paths) {
  return served.find(({ path }) => paths.includes(mount + path)) ?? null;
}

/**
 * @param {string} mount as `readMount` gives it
 * @param {readonly { path: string }[]} served
 * @param {string} path that was asked for: of a URL, so that its control characters are escaped
 * @returns {string} what was expected, what came, and which mount, or what allowed, would have served it
 */
export function describeMiss(mount, served, path) {
  const shown = path.length > MOST_SHOWN ? `${path.slice(0, MOST_SHOWN)}…` : path;
  const paths = served.map((endpoint) => mount + endpoint.path);
  const missed = `The proxy forwards only ${paths.join(', ')}, and was asked for ${shown}`;
  const found = endpointIn(path);
  if (!found || shown !== path) return missed;
  const { endpoint, prefix } = found;
  if (!served.some(({ path }) => path === endpoint.path)) {
    return `${missed}. The option allow of createProxy would have to list '${allowedName(endpoint.operation)}' for that`;
  }
  return `${missed}. The option mount of createProxy would be '${prefix || '/'}' for that`;
}
