// What is uploaded, read from a request: the three ways in which the service takes a file.
import { readBody, readJson } from '../body.js';
import { toldByName } from './file-names.js';

/** What a request says besides the file. */
const MOST_JSON_BYTES = 65_536;
/** docs.kie.ai/file-upload-api: base64 is for up to 10 MB. */
const MOST_BASE64_BYTES = 14_000_000;

/**
 * @typedef {object} Source
 * @property {string} uploadPath
 * @property {string} fileName empty where none was given
 * @property {string} ownName that the file has where it comes from; may be empty
 * @property {import('./kept-files.js').File} file
 * @property {import('./file-names.js').Told} told
 */

/**
 * @typedef {object} Reading
 * @property {number} most bytes of a file
 * @property {import('./file-names.js').Told | undefined} told instead of what the file's name says
 * @property {(url: string) => Promise<import('./kept-files.js').File>} download a file by its URL
 */

/**
 * Of each way what it sends, or what is wrong with it.
 * @type {Readonly<Record<'upload' | 'upload-url' | 'upload-base64', (request: Request, reading: Reading) => Promise<Source | string>>>}
 */
export const SOURCES = { upload: readForm, 'upload-url': readUrl, 'upload-base64': readBase64 };

/** @param {Request} request @param {Reading} reading @returns {Promise<Source | string>} */
async function readForm(request, { most, told }) {
  const type = request.headers.get('content-type') ?? '';
  // The fields are a little more.
  const chunks = await readBody(request, most + MOST_JSON_BYTES, (head) => told ?? toldByName(nameIn(head)));
  if (!chunks) return `The file is larger than ${most} bytes`;
  const form = await new Response(new Blob(chunks), { headers: { 'Content-Type': type } }).formData().catch(() => null);
  const file = form?.get('file');
  if (!form || !file || typeof file === 'string') return 'file is required';
  if (file.size > most) return `The file is larger than ${most} bytes`;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const names = {
    uploadPath: textOf(form.get('uploadPath')),
    fileName: textOf(form.get('fileName')),
    ownName: file.name,
  };
  return { ...names, file: { type: file.type, bytes }, told: told ?? toldByName(names.fileName || names.ownName) };
}

/** @param {string} head of a form, a character each byte */
function nameIn(head) {
  const [, fileName] = /name="fileName"\r\n\r\n([^\r\n]*)\r\n/.exec(head) ?? [];
  const [, ownName = ''] = /; filename="([^"\r\n]*)"/.exec(head) ?? [];
  return fileName || ownName;
}

/** @param {Request} request @param {Reading} reading @returns {Promise<Source | string>} */
async function readUrl(request, { most, told, download }) {
  const body = await readJson(request, MOST_JSON_BYTES);
  const url = textOf(body?.fileUrl);
  if (!body || !URL.canParse(url)) return 'fileUrl is required';
  const names = {
    uploadPath: textOf(body.uploadPath),
    fileName: textOf(body.fileName),
    ownName: new URL(url).pathname.split('/').at(-1) ?? '',
  };
  const file = await download(url);
  if (file.bytes.length > most) return `The file is larger than ${most} bytes`;
  return { ...names, file, told: told ?? toldByName(names.fileName || names.ownName) };
}

/** @param {Request} request @param {Reading} reading @returns {Promise<Source | string>} */
async function readBase64(request, { most, told }) {
  const body = await readJson(request, Math.min(MOST_BASE64_BYTES, most * 2 + MOST_JSON_BYTES));
  const [, type = 'application/octet-stream', data = ''] =
    /^(?:data:([^;,]*);base64,)?([\w+/=\s-]+)$/.exec(textOf(body?.base64Data)) ?? [];
  const bytes = bytesOf(data);
  if (!body || !bytes || bytes.length === 0) return 'base64Data is required';
  if (bytes.length > most) return `The file is larger than ${most} bytes`;
  const names = { uploadPath: textOf(body.uploadPath), fileName: textOf(body.fileName), ownName: '' };
  return { ...names, file: { type, bytes }, told: told ?? toldByName(names.fileName) };
}

/** @param {string} base64 */
function bytesOf(base64) {
  try {
    return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  } catch {
    return null;
  }
}

/** @param {unknown} value @returns {string} */
function textOf(value) {
  // Half a surrogate pair, which JSON may say, has no place in a URL.
  return typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\ufffd') : '';
}
