// A file as an HTTP answer: compressed as the browser can take it, with an entity tag. Kept in memory until the file changes.
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** @type {Record<string, { type: string, text: boolean }>} */
const TYPES = {
  '.css': { type: 'text/css; charset=utf-8', text: true },
  '.html': { type: 'text/html; charset=utf-8', text: true },
  '.js': { type: 'text/javascript; charset=utf-8', text: true },
  '.png': { type: 'image/png', text: false },
  '.svg': { type: 'image/svg+xml', text: true },
  '.wasm': { type: 'application/wasm', text: true },
  '.webmanifest': { type: 'application/manifest+json', text: true },
};

/** The best first. @type {Record<string, (bytes: Buffer) => Promise<Buffer>>} */
const ENCODINGS = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
};

/** @typedef {{ body: Buffer, headers: Record<string, string> }} Representation */

/** @type {Map<string, { changed: string, made: Map<string, Promise<Representation>> }>} by file */
const memory = new Map();

/** @param {string} path @returns {boolean} whether it has a type that is served */
export function isServable(path) {
  return Object.hasOwn(TYPES, extname(path));
}

/**
 * @param {Request} request of method GET or HEAD
 * @param {string} file its path, of a servable type
 * @param {Record<string, string>} headers added to the answer
 * @returns {Promise<Response | null>} null when there is no such file
 */
export async function serveFile(request, file, headers) {
  const found = await representation(file, request.headers.get('accept-encoding')).catch(() => null);
  if (!found) return null;
  const all = { ...headers, ...found.headers };
  if (matches(request.headers.get('if-none-match'), found.headers.ETag))
    return new Response(null, { status: 304, headers: all });
  return new Response(new Uint8Array(found.body), { headers: { ...all, 'Content-Length': String(found.body.length) } });
}

/**
 * @param {string} file
 * @param {string | null} accepted the Accept-Encoding header
 * @returns {Promise<Representation>}
 */
async function representation(file, accepted) {
  const { mtimeMs, size } = await stat(file);
  const changed = `${mtimeMs} ${size}`;
  let known = memory.get(file);
  if (known?.changed !== changed) memory.set(file, (known = { changed, made: new Map() }));
  const encoding = TYPES[extname(file)]?.text ? chooseEncoding(accepted) : 'identity';
  let made = known.made.get(encoding);
  if (!made) {
    known.made.set(encoding, (made = encode(file, encoding)));
    made.catch(() => memory.delete(file));
  }
  return made;
}

/**
 * @param {string} file
 * @param {string} encoding
 * @returns {Promise<Representation>}
 */
async function encode(file, encoding) {
  const bytes = await readFile(file);
  const { type, text } = /** @type {{ type: string, text: boolean }} */ (TYPES[extname(file)]);
  const body = (await ENCODINGS[encoding]?.(bytes)) ?? bytes;
  /** @type {Record<string, string>} */
  const headers = {
    'Content-Type': type,
    ETag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
  };
  if (text) headers.Vary = 'Accept-Encoding';
  if (body !== bytes) headers['Content-Encoding'] = encoding;
  return { body, headers };
}

/**
 * @param {string | null} accepted such as "gzip, br;q=0.5"; a weight of 0 forbids
 * @returns {string} of ENCODINGS, or "identity"
 */
function chooseEncoding(accepted) {
  const wanted = new Set();
  for (const each of (accepted ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = each.split(';').map((part) => part.trim());
    if (!parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) wanted.add(name);
  }
  return Object.keys(ENCODINGS).find((name) => wanted.has(name)) ?? 'identity';
}

/**
 * @param {string | null} condition the If-None-Match header
 * @param {string | undefined} tag
 */
function matches(condition, tag) {
  // A proxy on the way may have weakened the tag; for a GET it still means the same file.
  return condition?.split(',').some((each) => ['*', tag].includes(each.trim().replace(/^W\//, ''))) ?? false;
}
