// What is to be uploaded: a URL as it is, or a file that is read while it is sent, never as a whole.
import { openAsBlob } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { UsageError } from './options.js';

/** By the end of a file's name; the service looks at the file itself. @type {Record<string, string>} */
const TYPES = {
  '.mp4': 'video/mp4',
  '.m4v': 'video/mp4',
  '.mov': 'video/quicktime',
  '.webm': 'video/webm',
  '.mkv': 'video/x-matroska',
  '.avi': 'video/x-msvideo',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
};

/**
 * @param {string} text of an argument
 * @returns {Promise<string | File>} a URL, or the file
 * @throws {UsageError} for what is neither
 */
export async function sourceOf(text) {
  if (/^https?:/i.test(text)) return text;
  const complaint = await complaintAboutFile(text);
  if (complaint) throw new UsageError(complaint);
  const type = TYPES[extname(text).toLowerCase()] ?? '';
  return new File([await openAsBlob(text)], basename(text), { type });
}

/** @param {string} path @returns {Promise<string | null>} */
async function complaintAboutFile(path) {
  const name = JSON.stringify(path);
  try {
    const stats = await stat(path);
    // A pipe would be waited for.
    if (!stats.isFile()) return `${name} is no file.`;
    if (stats.size === 0) return `The file ${name} is empty.`;
    await access(path, constants.R_OK);
    return null;
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    return code === 'ENOENT' ? `There is no file ${name}.` : `The file ${name} cannot be read: ${message}.`;
  }
}
