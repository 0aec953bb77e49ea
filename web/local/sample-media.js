// The sandbox's sample video, its thumbnail and others, as files beside this one. Only this module needs a file system.

const TYPES = {
  'aleph.mp4': 'video/mp4',
  'source.mp4': 'video/mp4',
  'cut.mp4': 'video/mp4',
  'aleph.jpg': 'image/jpeg',
};

/** @returns {Promise<import('./media.js').Media>} rejects where there is no file system */
export async function readSampleMedia() {
  // Not imported: a bundler for browsers would stop there, where nothing is read anyway.
  const { readFile } = process.getBuiltinModule('node:fs/promises');
  const entries = Object.entries(TYPES).map(async ([name, type]) => {
    const bytes = await readFile(new URL(`media/${name}`, import.meta.url));
    return [name, { type, bytes: new Uint8Array(bytes) }];
  });
  return Object.fromEntries(await Promise.all(entries));
}
