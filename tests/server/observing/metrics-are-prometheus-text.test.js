// Metrics in Prometheus' text form, and lines of JSON: of the proxy's own words alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog, createMetrics } from '../../../web/proxy/observing/index.js';

/** @typedef {import('../../../web/proxy/observing/index.js').ProxyEvent} ProxyEvent */

/** @type {ProxyEvent[]} */
const EVENTS = [
  { type: 'request', operation: 'look', method: 'GET', status: 200, ms: 20 },
  { type: 'request', operation: 'look', method: 'GET', status: 200, ms: 60_000 },
  { type: 'request', operation: 'create', method: 'POST', status: 429, ms: 1 },
  { type: 'refused', operation: 'create', why: 'create-limit' },
  { type: 'refused', operation: 'none', why: 'path' },
  { type: 'refused', operation: 'events', why: 'streams' },
  { type: 'refused', operation: 'callback', why: 'method' },
  { type: 'look', route: 'jobs', cause: 'caller', status: 0, ms: 30_000 },
  { type: 'callback', outcome: 'heard', status: 200 },
  { type: 'stream', change: 'opened' },
  { type: 'stream', change: 'opened' },
  { type: 'stream', change: 'told' },
  { type: 'stream', change: 'closed' },
  { type: 'store', change: 'error' },
  { type: 'store', change: 'lost' },
];

/** Not of the tables, or with more than they have. */
const STRANGE = /** @type {any[]} */ ([
  { type: 'request', operation: 'task-1', method: 'GET', status: 200, ms: 1 },
  { type: 'refused', operation: 'look', why: 'sk-key' },
  { type: 'look', route: 'jobs', cause: 'caller', status: 'sk-key', ms: 1 },
  { type: 'stream' },
  { type: 'constructor' },
]);

const counted = () => {
  const metrics = createMetrics();
  for (const event of EVENTS) metrics.onEvent(event);
  return metrics;
};

const LINES = [
  '# HELP kie_aleph_requests_total Requests answered, by status class.',
  'kie_aleph_requests_total{operation="look",method="GET",status="2xx"} 2',
  'kie_aleph_requests_total{operation="create",method="POST",status="4xx"} 1',
  'kie_aleph_request_duration_seconds_bucket{operation="look",le="0.01"} 0',
  'kie_aleph_request_duration_seconds_bucket{operation="look",le="0.025"} 1',
  'kie_aleph_request_duration_seconds_bucket{operation="look",le="30"} 1',
  'kie_aleph_request_duration_seconds_bucket{operation="look",le="+Inf"} 2',
  'kie_aleph_request_duration_seconds_sum{operation="look"} 60.02',
  'kie_aleph_request_duration_seconds_count{operation="look"} 2',
  'kie_aleph_refusals_total{operation="create",why="create-limit"} 1',
  'kie_aleph_refusals_total{operation="none",why="path"} 1',
  'kie_aleph_refusals_total{operation="events",why="streams"} 1',
  'kie_aleph_refusals_total{operation="callback",why="method"} 1',
  'kie_aleph_looks_total{route="jobs",cause="caller",status="0xx"} 1',
  'kie_aleph_look_duration_seconds_bucket{route="jobs",le="30"} 1',
  'kie_aleph_callbacks_total{outcome="heard"} 1',
  'kie_aleph_streams_open 1',
  'kie_aleph_streams_opened_total 2',
  'kie_aleph_stream_events_total 1',
  'kie_aleph_store_away 1',
  'kie_aleph_store_errors_total 1',
];

test('each event is counted under its name and labels', () => {
  const lines = counted().text().split('\n');
  for (const line of LINES) assert.ok(lines.includes(line), line);
});

test('times are counted from an answer out of the store to the service’s slowest', () => {
  const seconds = counted()
    .text()
    .match(/(?<=^kie_aleph_look_duration_seconds_bucket.*le=")[^"]+/gm);
  assert.deepEqual(seconds, '0.005 0.01 0.025 0.05 0.1 0.25 0.5 1 2.5 5 10 30 +Inf'.split(' '));
});

test('the text is of the form: help and type before the lines of a metric, counters end in _total, each line once', () => {
  const text = counted().text();
  assert.ok(text.endsWith('\n'));
  const names = new Map();
  let name = '';
  for (const line of text.trimEnd().split('\n')) {
    const [, help] = /^# HELP (kie_aleph_[a-z_]+) [^\\]+$/.exec(line) ?? [];
    const [, typed, type] = /^# TYPE (kie_aleph_[a-z_]+) (counter|gauge|histogram)$/.exec(line) ?? [];
    if (help) name = help;
    else if (typed) {
      assert.equal(typed, name);
      assert.ok(!names.has(name), name);
      assert.equal(type === 'counter', name.endsWith('_total'));
      names.set(name, type);
    } else {
      const [, of] = /^(kie_aleph_[a-z_]+)(?:\{[a-z]+="[\w.+-]+"(?:,[a-z]+="[\w.+-]+")*\})? [\d.]+$/.exec(line) ?? [];
      assert.equal(of?.replace(/_(bucket|sum|count)$/, ''), name, line);
    }
  }
  assert.equal(names.size, 11);
});

test('a store that is back is not away', () => {
  const metrics = counted();
  metrics.onEvent({ type: 'store', change: 'back' });
  assert.match(metrics.text(), /^kie_aleph_store_away 0$/m);
});

test('a line of the log is the event and its time', () => {
  /** @type {string[]} */
  const lines = [];
  const log = createLog({ write: (line) => lines.push(line), now: () => 0 });
  for (const event of EVENTS) log.onEvent(event);
  assert.deepEqual(
    lines.map((line) => JSON.parse(line)),
    EVENTS.map((event) => ({ time: '1970-01-01T00:00:00.000Z', ...event })),
  );
});

test('what is not of the tables is neither counted nor written', () => {
  /** @type {string[]} */
  const lines = [];
  const metrics = createMetrics();
  const log = createLog({ write: (line) => lines.push(line) });
  for (const { onEvent } of [metrics, log]) {
    for (const event of STRANGE) onEvent(event);
    onEvent(/** @type {any} */ ({ type: 'stream', change: 'told', taskId: 'task-1' }));
  }
  assert.deepEqual(Object.keys(JSON.parse(String(lines))), ['time', 'type', 'change']);
  const series = metrics.text().match(/^[^#].*$/gm);
  assert.deepEqual(series, ['kie_aleph_streams_open 0', 'kie_aleph_stream_events_total 1', 'kie_aleph_store_away 0']);
});
