// A file as the body of a form, put together without reading it: the parts of a Blob stay where they are.
import { randomName } from '../random-name.js';

/**
 * @param {Record<string, string>} fields names and values without line breaks
 * @param {{ name: string, fileName: string, blob: Blob }} file comes last, so that the fields are known before it
 * @returns {Blob} its type is that of the body, with the boundary (RFC 7578)
 */
export function multipart(fields, { name, fileName, blob }) {
  const boundary = `kie-aleph-${randomName()}`;
  const part = (/** @type {string} */ disposition) =>
    `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n`;
  const texts = Object.entries(fields).map(([name, value]) => `${part(`name="${name}"`)}\r\n${value}\r\n`);
  const type = blob.type || 'application/octet-stream';
  const head = `${part(`name="${name}"; filename="${fileName}"`)}Content-Type: ${type}\r\n\r\n`;
  return new Blob([...texts, head, blob, `\r\n--${boundary}--\r\n`], {
    type: `multipart/form-data; boundary=${boundary}`,
  });
}
