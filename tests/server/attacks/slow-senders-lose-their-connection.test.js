// Who sends a request byte by byte, or never to its end, loses the connection after a time.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { serve } from '../../../deploy/serving.js';
import { nodeListener } from '../../../web/proxy/node-adapter.js';

/** ms */
const TRICKLE = 10;

/** Sent at once, and what is sent of it again and again. */
const SLOW = [
  { what: 'nothing', at: '', again: '' },
  { what: 'the first line, byte by byte', at: 'GET /', again: 'a' },
  { what: 'header after header', at: 'GET / HTTP/1.1\r\nHost: localhost\r\n', again: 'a: b\r\n' },
  { what: 'a header without an end', at: 'GET / HTTP/1.1\r\nHost: localhost\r\nX: ', again: 'a' },
  {
    what: 'a body byte by byte',
    at: 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n',
    again: 'a',
  },
  {
    what: 'chunk after chunk',
    at: 'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n',
    again: '1\r\na\r\n',
  },
];

/** @param {import('node:test').TestContext} t */
async function impatientServer(t) {
  const served = {
    answer: nodeListener(async (request) => new Response(await request.text())),
    closeStreams: () => {},
    finishWork: async () => {},
    readStore: async () => 'memory',
    readMetrics: () => '',
  };
  const times = { headMs: 100, requestMs: 300, drainMs: 0, longestMs: 0 };
  const { port, end } = await serve({ host: '127.0.0.1', port: 0, ...times }, served);
  t.after(end);
  return port;
}

for (const { what, at, again } of SLOW) {
  test(what, async (t) => {
    const port = await impatientServer(t);
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    let text = '';
    socket.on('data', (part) => (text += part));
    socket.write(at);
    const trickle = setInterval(() => socket.write(again), TRICKLE);
    // Else the test would end no more.
    await once(socket, 'close');
    clearInterval(trickle);
    assert.match(text, /^(HTTP\/1.1 408 |$)/);
  });
}
