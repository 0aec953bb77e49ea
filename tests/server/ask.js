// A request as an attacker or a cache may form it: fetch would tidy up the path and the headers, and unpack the body.
import { once } from 'node:events';
import { request } from 'node:http';

/**
 * @param {string} url of the server
 * @param {string} path as it is sent
 * @param {Record<string, string>} [headers]
 * @param {string} [method]
 * @returns {Promise<{ status: number, headers: import('node:http').IncomingHttpHeaders, body: Buffer }>}
 */
export async function ask(url, path, headers = {}, method = 'GET') {
  const { port } = new URL(url);
  const sent = request({ host: '127.0.0.1', port, path, headers, method });
  sent.end();
  const [answer] = await once(sent, 'response');
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(await answer.toArray()) };
}
