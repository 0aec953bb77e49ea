// Serves the sample media with byte ranges, which WebKit demands of a video.

/** @typedef {{ [file: string]: { type: string, bytes: Uint8Array<ArrayBuffer> } }} Media by file name */

/**
 * @param {Request} request
 * @param {Media} media
 * @param {string} file
 * @returns {Response}
 */
export function serveMedia(request, media, file) {
  const found = Object.hasOwn(media, file) ? media[file] : undefined;
  if (!found) return new Response('Not Found', { status: 404 });
  const { bytes, type } = found;
  const headers = {
    'Content-Type': type,
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  };
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get('range') ?? '');
  if (!range || (range[1] === '' && range[2] === '')) return new Response(bytes, { headers });

  const [, from, to] = range;
  const start = from === '' ? Math.max(bytes.length - Number(to), 0) : Number(from);
  const end = from === '' || to === '' ? bytes.length - 1 : Math.min(Number(to), bytes.length - 1);
  if (start > end)
    return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${bytes.length}` } });
  const part = { ...headers, 'Content-Range': `bytes ${start}-${end}/${bytes.length}` };
  return new Response(bytes.subarray(start, end + 1), { status: 206, headers: part });
}
