// Which pages may use the proxy: those of its own origin, and those of the origins it is told, by the rules of CORS.
// And under which names it is its own: a page of any name can be made to point at this server (DNS rebinding).

/** What a page of an allowed origin may send along; the key is not among it, but a token for `authorize` may be. */
const ALLOWED_HEADERS = ['accept', 'authorization', 'content-type'];

/** Of a page or an extension. Not by URL.origin: for an extension's address Node says "null". */
const ORIGIN =
  /^(https?|chrome-extension|moz-extension):\/\/(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

/**
 * @param {string[]} origins such as `https://app.example`, or an extension's
 * @returns {ReadonlySet<string>}
 * @throws {TypeError} for what is no origin: a path, a wildcard, `null`
 */
export function readOrigins(origins) {
  for (const origin of origins) {
    if (!ORIGIN.test(origin) || (origin.startsWith('http') && new URL(origin).origin !== origin)) {
      throw new TypeError(
        `allowedOrigins: ${JSON.stringify(origin)} is not an origin, such as "https://app.example" without a path.`,
      );
    }
  }
  return new Set(origins);
}

/**
 * @param {string[] | undefined} hosts names without a port, such as `localhost`, `[::1]` or `app.example`
 * @returns {(url: URL) => boolean} whether a request's URL names this server; every one does where no names are given
 * @throws {TypeError} for what is no such name; for none at all, since nothing would be answered
 */
export function readHosts(hosts) {
  if (hosts === undefined) return () => true;
  const bad = hosts.length === 0 ? '' : hosts.find((host) => !isHostName(host));
  if (bad !== undefined) {
    throw new TypeError(`hosts: ${JSON.stringify(bad)} is not a host's name without a port, such as "localhost".`);
  }
  const own = new Set(hosts);
  return ({ hostname }) => own.has(hostname);
}

/** @param {string} text */
function isHostName(text) {
  // As a URL has it: small letters, Punycode, brackets around IPv6.
  return ORIGIN.test(`http://${text}`) && URL.canParse(`http://${text}`) && new URL(`http://${text}`).hostname === text;
}

/**
 * @param {Request} request
 * @param {ReadonlySet<string>} allowed
 * @returns {{ refused: boolean, headers: Record<string, string> }} headers: those of every answer to this request
 */
export function judgeOrigin(request, allowed) {
  const origin = request.headers.get('origin');
  // A cache between must not give one origin's answer to another.
  /** @type {Record<string, string>} */
  const vary = allowed.size > 0 ? { Vary: 'Origin' } : {};
  if (origin !== null && allowed.has(origin)) {
    return {
      refused: false,
      headers: { ...vary, 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': 'Retry-After' },
    };
  }
  const site = request.headers.get('sec-fetch-site');
  const isOther = site === 'cross-site' || site === 'same-site' || (origin !== null && !isOwn(origin, request.url));
  return { refused: isOther, headers: vary };
}

/**
 * The answer to a preflight of an allowed origin.
 * @param {Request} request of method OPTIONS
 * @param {string} method that the path is asked with
 * @param {Record<string, string>} headers of judgeOrigin
 * @returns {Response | null} null: it asks for more than there is
 */
export function answerPreflight(request, method, headers) {
  const asked = request.headers.get('access-control-request-method');
  const wanted = (request.headers.get('access-control-request-headers') ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  if (
    !headers['Access-Control-Allow-Origin'] ||
    asked !== method ||
    !wanted.every((name) => ALLOWED_HEADERS.includes(name))
  )
    return null;
  const { 'Access-Control-Expose-Headers': _, ...shared } = headers;
  return new Response(null, {
    status: 204,
    headers: {
      ...shared,
      'Access-Control-Allow-Methods': method,
      ...(wanted.length > 0 && { 'Access-Control-Allow-Headers': wanted.join(', ') }),
      'Access-Control-Max-Age': '7200',
      Vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    },
  });
}

/**
 * By the host alone: in front of the proxy there may be another that ends TLS.
 * @param {string} origin
 * @param {string} url
 */
function isOwn(origin, url) {
  return URL.canParse(origin) && new URL(origin).host === new URL(url).host;
}
