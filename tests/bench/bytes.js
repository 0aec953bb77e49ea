// What a page downloads for its first look: all files of each contender, the document and the answer not counted.
import { FAL, NAMES } from './in-page/contenders.js';
import { inBrotli } from './in-page/server.js';
import { startSite } from './in-page/site.js';
import { rowsOf } from './measuring.js';

export const title = 'Bytes for a first look';

/** @type {readonly { name: string, weigh: (file: Uint8Array) => number }[]} */
const CASES = [
  { name: 'brotli', weigh: (file) => inBrotli(file).length },
  { name: 'as they are', weigh: (file) => file.length },
];

/** @returns {Promise<import('./measuring.js').Row[]>} compared with the SDK for the same job that is the smallest */
export async function measure() {
  const site = await startSite(() => {});
  site.close();
  return CASES.flatMap(({ name, weigh }) => {
    const numbers = NAMES.map((contender) => {
      const files = [...(site.files.get(contender)?.values() ?? [])];
      return [files.reduce((sum, file) => sum + weigh(file), 0)];
    });
    return rowsOf({ case: name, unit: 'B', contenders: NAMES, numbers, reference: FAL });
  });
}
