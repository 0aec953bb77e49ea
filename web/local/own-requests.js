// Which requests the local server takes at all: those made to its own name, in the form in which a browser makes them.

/** @typedef {{ status: number, message: string }} Refusal */

const NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * @param {import('node:http').IncomingMessage} request
 * @returns {Refusal | null}
 */
export function refusalOf({ method, headers, socket }) {
  const names = NAMES.map((name) => `${name}:${socket.localPort}`);
  if (socket.localPort === 80) names.push(...NAMES);
  // Under a name of its own that leads to this machine (DNS rebinding), any site would be this server's page.
  if (!names.includes((headers.host ?? '').toLowerCase()))
    return {
      status: 421,
      message: `This server answers to its own names only: http://${names[0]}/ or http://${names[1]}/`,
    };
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if ((method === 'GET' || method === 'HEAD') && hasBody)
    return { status: 413, message: `A ${method} request has no body here.` };
  return null;
}
