// Server-sent events are read as the HTML standard says, wherever a chunk is cut.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventStreamReader } from '../../web/client/push/event-stream.js';

/** @typedef {import('../../web/client/push/event-stream.js').ServerSentEvent} ServerSentEvent */

/** @param {string} data @param {string} [type] @param {string} [lastEventId] @returns {ServerSentEvent} */
const event = (data, type = 'message', lastEventId = '') => ({ type, data, lastEventId });

/** @type {{ name: string, text: string, events: ServerSentEvent[] }[]} */
const cases = [
  { name: 'an event', text: 'data: one\n\n', events: [event('one')] },
  { name: 'a type', text: 'event: task\ndata: one\n\n', events: [event('one', 'task')] },
  { name: 'a type of the event before is forgotten', text: 'event: task\n\ndata: one\n\n', events: [event('one')] },
  { name: 'data on two lines', text: 'data: one\ndata: two\n\n', events: [event('one\ntwo')] },
  {
    name: 'one space after the colon is none of the data',
    text: 'data:one\ndata:  two\n\n',
    events: [event('one\n two')],
  },
  { name: 'a line without a colon is a name', text: 'data\ndata\n\n', events: [event('\n')] },
  { name: 'a comment is nothing', text: ': beat\n\n: beat\n\ndata: one\n\n', events: [event('one')] },
  { name: 'an unknown name is nothing', text: 'colour: red\nretry: 5\ndata: one\n\n', events: [event('one')] },
  {
    name: 'an id stays',
    text: 'id: 7\ndata: one\n\ndata: two\n\n',
    events: [event('one', 'message', '7'), event('two', 'message', '7')],
  },
  { name: 'an id with U+0000 is none', text: 'id: 7\0\ndata: one\n\n', events: [event('one')] },
  { name: 'an id alone is kept for the next', text: 'id: 7\n\ndata: one\n\n', events: [event('one', 'message', '7')] },
  { name: 'CR LF ends lines', text: 'event: task\r\ndata: one\r\n\r\n', events: [event('one', 'task')] },
  {
    name: 'CR ends lines',
    text: 'event: task\rdata: one\r\rdata: two\r\r\n',
    events: [event('one', 'task'), event('two')],
  },
  { name: 'a byte order mark is none of it', text: '\ufeffdata: one\n\n', events: [event('one')] },
  { name: 'letters of several bytes', text: 'data: Straße 🎬\n\n', events: [event('Straße 🎬')] },
  { name: 'what has no end is no event', text: 'data: one\n\ndata: two\n', events: [event('one')] },
];

for (const { name, text, events } of cases) {
  test(name, () => {
    const bytes = new TextEncoder().encode(text);
    for (const size of [bytes.length, 1, 2, 3, 5]) {
      const reader = new EventStreamReader();
      const read = [];
      for (let at = 0; at < bytes.length; at += size) read.push(...reader.read(bytes.subarray(at, at + size)));
      assert.deepEqual(read, events, `in pieces of ${size}`);
    }
  });
}

test('an event without an end is refused', () => {
  const reader = new EventStreamReader();
  const piece = new TextEncoder().encode('data: '.padEnd(65_536, 'x'));
  assert.throws(() => {
    for (let i = 0; i < 100; i++) reader.read(piece);
  }, RangeError);
});
