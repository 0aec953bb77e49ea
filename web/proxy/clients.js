// Who asks: the name by which a client's requests are counted.

/**
 * What the platform knows about a request and the request itself does not say.
 * @typedef {object} ConnectionInfo
 * @property {string | undefined} [remoteAddress] of the connection: an IP address. `nodeListener` gives it
 * @property {string | undefined} [pathBelowPrefix] the request's path without the prefix under which a framework has the handler.
 *   `nodeListener` gives it in Express and Connect
 * @property {((work: Promise<unknown>) => void) | undefined} [waitUntil] keeps the work for a request going after its answer, where it would end
 *   with it: that of Cloudflare's `ExecutionContext`, say
 */

/** @typedef {(request: Request, info: ConnectionInfo) => string | null} ClientOf */

/** Requests without the header of a front that always sets it came around that front; together they are one client. */
const WITHOUT_HEADER = 'without the header';

/**
 * @param {object} options
 * @param {ClientOf} [options.clientOf] a rule of one's own
 * @param {string} [options.clientHeader] name of a header that the front sets
 * @returns {ClientOf} null: not to be told from others
 * @throws {TypeError} for what is no header's name
 */
export function readClientOf({ clientOf, clientHeader }) {
  if (clientOf) return clientOf;
  if (clientHeader === undefined) return (_, { remoteAddress }) => networkOf(remoteAddress);
  new Headers().has(clientHeader);
  return ({ headers }, { remoteAddress }) => {
    // Of a list, such as X-Forwarded-For's, only the last entry is the front's own; the client may have sent the others.
    const list = headers.get(clientHeader) ?? '';
    return networkOf(list.slice(list.lastIndexOf(',') + 1).trim()) ?? networkOf(remoteAddress) ?? WITHOUT_HEADER;
  };
}

/**
 * A name of a few bytes for one of any length. Not of the quick hashes: their collisions can be made, and whoever makes one
 * spends another's limit. 128 bits of SHA-256 are too many for that, and every platform has it.
 * @param {string} name
 * @returns {Promise<string>} 16 characters
 */
export async function shortNameOf(name) {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(name));
  return String.fromCharCode(...new Uint8Array(hash, 0, 16));
}

/**
 * @param {string | undefined} address as connections and fronts write it: with brackets, a zone or a port as well
 * @returns {string | null} an IPv4 address; of an IPv6 address the first 64 bits, since one client has all the others; other
 *   names as they are; null for none
 */
export function networkOf(address) {
  if (!address) return null;
  const bare = address.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/%.*/, '');
  const [, beforePort] = /^([\d.]+):\d+$/.exec(bare) ?? [];
  if (beforePort) return beforePort;
  if (!/^[\da-f:.]*:[\da-f:.]*$/i.test(bare) || !URL.canParse(`http://[${bare}]`)) return bare;
  const groups = groupsOf(new URL(`http://[${bare}]`).hostname.slice(1, -1));
  const [high = 0, low = 0] = groups.slice(6);
  // How a socket for both kinds writes an IPv4 address.
  if (groups.slice(0, 6).join() === '0,0,0,0,0,65535') return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** @param {string} address IPv6 as a URL writes it @returns {number[]} eight */
function groupsOf(address) {
  const [front = [], back = []] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = Array(8 - (front.length + back.length)).fill('0');
  return [...front, ...zeros, ...back].map((group) => Number.parseInt(group, 16));
}
