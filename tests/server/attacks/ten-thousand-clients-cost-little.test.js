// 10,000 clients at once, or 10,000 names of clients: what is held for them is bounded, and others are answered meanwhile.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { createProxy } from '../../../web/proxy/proxy.js';
import { pending } from '../../helpers/responses.js';
import { heapUsed } from '../../helpers/heap.js';

const CLIENTS = 10_000;
const MEGABYTE = 1_048_576;
/** Measured: 10 to 15 kB a connection, of Node itself. */
const MOST_RSS_OF_SOCKETS = 400 * MEGABYTE;

test(`${CLIENTS} names of clients cost as much as twice as many`, { timeout: 300_000 }, async () => {
  const proxy = createProxy({
    apiKey: 'test-key-0123456789',
    fetch: async () => new Response(pending()),
    // Nothing is ever old enough to be forgotten.
    now: () => 1_000_000,
    globalLimit: false,
    taskLimit: false,
    clientHeader: 'X-Real-IP',
  });
  let next = 0;
  const ask = async () => {
    const headers = { 'X-Real-IP': `client ${next++}` };
    return (await proxy(new Request('http://proxy.example/kie/api/v1/aleph/record-info?taskId=a', { headers }))).text();
  };
  for (let i = 0; i < CLIENTS; i++) await ask();
  const before = heapUsed();
  for (let i = 0; i < CLIENTS; i++) await ask();
  const grown = heapUsed() - before;
  assert.ok(grown < MEGABYTE, `${grown} bytes more`);
});

test(`${CLIENTS} connections that never say a whole head are ended, and others are answered`, {
  timeout: 300_000,
}, async (t) => {
  const server = fork(fileURLToPath(new URL('./impatient-server.js', import.meta.url)), ['3000']);
  t.after(() => server.kill('SIGKILL'));
  const [port] = await once(server, 'message');
  const rss = async () => {
    server.send('rss');
    return Number((await once(server, 'message'))[0]);
  };
  const before = await rss();
  let open = 0;
  let opened = 0;
  const ended = [];
  for (let i = 0; i < CLIENTS; i++) {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    const closed = once(socket, 'close');
    ended.push(closed.then(() => open--));
    socket.on('data', () => {});
    const connected = once(socket, 'connect').then(() => opened++);
    open++;
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n');
    if (i % 500 === 0) await Promise.race([connected, closed]);
  }
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  assert.equal(await answer.text(), 'answered');
  const most = (await rss()) - before;
  assert.ok(most < MOST_RSS_OF_SOCKETS, `${most} bytes more`);
  await Promise.all(ended);
  assert.deepEqual([open, opened], [0, CLIENTS]);
  assert.equal(await (await fetch(`http://127.0.0.1:${port}/`)).text(), 'answered');
  t.diagnostic(`${Math.round(most / MEGABYTE)} MB for ${CLIENTS} connections`);
});
