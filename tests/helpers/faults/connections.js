// Connections that are refused, cut, or stand still.
import { chunk, chunked, http } from '../raw-http.js';
import { answersGood, half, stallsAfter } from './acts.js';

/** @typedef {import('../faults.js').Fault} Fault */

/** @type {Fault[]} */
export const CONNECTIONS = [
  { name: 'nothing listens', look: 'connection' },
  { name: 'a reset before the headers', act: ({ socket }) => socket.resetAndDestroy(), look: 'connection' },
  { name: 'an end before the headers', act: ({ socket }) => socket.end(), look: 'connection' },
  { name: 'an end within the headers', act: ({ socket }) => socket.end('HTTP/1.1 200 OK\r\nCont'), look: 'connection' },
  {
    name: 'a reset after the headers',
    act: ({ socket }) => socket.write(http({ length: 200 }), () => socket.resetAndDestroy()),
    look: 'connection',
  },
  {
    name: 'a reset within the body',
    act: ({ socket, good }) => socket.write(half(good), () => socket.resetAndDestroy()),
    look: 'connection',
  },
  { name: 'an end within the body', act: ({ socket, good }) => socket.end(half(good)), look: 'connection' },
  { name: 'another protocol', act: ({ socket }) => socket.end('SSH-2.0-OpenSSH_9.2\r\n\r\n'), look: 'connection' },
  {
    name: 'an answer, and an end before the next one is asked for',
    act: answersGood({ stays: true }),
    look: 'task',
  },
];

/** Each ends by a deadline alone. @type {Pick<Fault, 'name' | 'act'>[]} */
export const STALLS = [
  { name: 'nothing is said', act: () => {} },
  { name: 'a stall within the first line', act: stallsAfter(() => 'HTTP/1.1 2') },
  { name: 'a stall within the headers', act: stallsAfter(() => 'HTTP/1.1 200 OK\r\nContent-Le') },
  { name: 'a stall after the headers', act: stallsAfter((good) => http({ length: good.length })) },
  { name: 'a stall within the body', act: stallsAfter(half) },
  {
    name: 'a stall before the last byte',
    act: stallsAfter((good) => http({ body: good.slice(0, -1), length: good.length })),
  },
  { name: 'a stall between chunks', act: stallsAfter((good) => chunked(chunk(good.slice(0, 20)))) },
  { name: 'a stall before the last chunk, which is empty', act: stallsAfter((good) => chunked(chunk(good))) },
];
