// `kie-aleph upload <file|url>`: a URL that the service can read, for a day.
import { clientOf } from '../client.js';
import { NO_KEY } from '../exit-codes.js';
import { json, rowsOf } from '../output.js';
import { transferOn } from '../progress.js';
import { sourceOf } from '../source.js';

/** @type {import('../command.js').Run} */
export async function upload({ subject, json: asJson, timeout, ...options }, surroundings) {
  const source = await sourceOf(subject);
  const client = await clientOf(options, surroundings);
  if (!client) return NO_KEY;
  const { stdout, stderr, signal } = surroundings;
  const progress = transferOn(stderr, 'uploading');
  try {
    const uploaded = await client.uploadFile(source, {
      onProgress: ({ loaded, total }) => progress.update({ bytes: loaded, total }),
      signal,
      timeout,
    });
    progress.end();
    const rows = /** @type {[string, unknown][]} */ ([
      ['url', uploaded.downloadUrl],
      ['expires', uploaded.expiresAt],
    ]);
    stdout.write(asJson ? json(uploaded) : rowsOf(rows));
    return 0;
  } finally {
    progress.end();
  }
}
