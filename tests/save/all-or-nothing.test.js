// What a transfer meets on its way: in the end the same bytes are on the disk, with the task beside them, or nothing is.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { AlephError } from '../../web/client/index.js';
import { saveResult } from '../../web/save/save-result.js';
import { saveToFolder } from '../../web/save/save-to-folder.js';
import { startHost, TAG, taskWith, videoOf } from './host.js';

const VIDEO = videoOf(300_000);
const OTHER = videoOf(300_000, 'b');
const NAME = 'make-it-snow-0123abcd.mp4';
const JSON_NAME = 'make-it-snow-0123abcd.json';
const CHANGED = '"two"';
const DAY_AGO = 'Tue, 24 Nov 2026 04:00:00 GMT';

/**
 * @typedef {object} Case
 * @property {string} what
 * @property {import('./host.js').Meeting[]} meetings
 * @property {import('../../web/save/save-to-folder.js').TransferOptions} [options]
 * @property {(string | null)[]} [ranges] what is asked for, request by request; null: all of it
 * @property {string} [kind] of the error; none: it is saved
 * @property {RegExp} [says]
 * @property {number} [status] of the error
 * @property {boolean} [retryable] of the error
 */

/** @type {Case[]} */
const CASES = [
  { what: 'the whole file', meetings: [{}], ranges: [null] },
  { what: 'a file of unknown length', meetings: [{ chunked: true }] },
  { what: 'a file without a validator', meetings: [{ etag: '' }] },
  { what: 'a file that is bytes to its host', meetings: [{ headers: { 'Content-Type': 'binary/octet-stream' } }] },
  { what: 'a type with parameters', meetings: [{ headers: { 'Content-Type': 'Video/MP4; codecs="avc1"' } }] },

  { what: 'cut once, and resumed', meetings: [{ cutAfter: 100_000 }, {}], ranges: [null, 'bytes=100000-'] },
  {
    what: 'cut five times, and resumed each time',
    meetings: [...Array(5).fill({ cutAfter: 50_000 }), {}],
    ranges: [null, ...[50, 100, 150, 200, 250].map((k) => `bytes=${k}000-`)],
  },
  {
    what: 'cut six times',
    meetings: [{ cutAfter: 10_000 }],
    ranges: [null, ...[10, 20, 30, 40, 50].map((k) => `bytes=${k}000-`)],
    kind: 'connection',
    says: /cut after 60000 of 300000 bytes/,
    retryable: true,
  },
  { what: 'cut, with a chunked body, and resumed', meetings: [{ cutAfter: 100_000, chunked: true }, {}] },
  {
    what: 'cut, its validator the time of its last change',
    meetings: [100_000, 200_000].map((cutAfter) => ({ etag: '', headers: { 'Last-Modified': DAY_AGO }, cutAfter })),
    ranges: [null, 'bytes=100000-'],
  },
  {
    what: 'cut, the server ignores Range: what is there is not written twice',
    meetings: [{ cutAfter: 100_000 }, { ignoreRange: true }],
    ranges: [null, 'bytes=100000-'],
  },
  {
    what: 'cut while the server that ignores Range repeats',
    meetings: [
      { cutAfter: 100_000 },
      { ignoreRange: true, cutAfter: 60_000 },
      { ignoreRange: true, cutAfter: 200_000 },
      {},
    ],
    ranges: [null, 'bytes=100000-', 'bytes=100000-', 'bytes=200000-'],
  },
  {
    what: 'cut, and then the host fails for a moment',
    meetings: [{ cutAfter: 100_000 }, { status: 503 }, {}],
    ranges: [null, 'bytes=100000-', 'bytes=100000-'],
  },
  {
    what: 'cut before the first byte',
    meetings: [{ cutAfter: 0 }],
    ranges: [null],
    kind: 'connection',
    retryable: true,
  },
  {
    what: 'cut, without a validator',
    meetings: [{ etag: '', cutAfter: 100_000 }],
    ranges: [null],
    kind: 'connection',
    says: /100000 of 300000/,
  },
  {
    what: 'cut, with a weak ETag',
    meetings: [{ etag: 'W/"one"', cutAfter: 100_000 }],
    ranges: [null],
    kind: 'connection',
  },
  {
    what: 'stalled, and resumed',
    meetings: [{ cutAfter: 100_000, stall: true }, {}],
    options: { stallTimeout: 200 },
    ranges: [null, 'bytes=100000-'],
  },
  {
    what: 'stalled for good',
    meetings: [{ etag: '', cutAfter: 100_000, stall: true }],
    options: { stallTimeout: 100 },
    kind: 'timeout',
    says: /for 0\.1 s/,
    retryable: true,
  },

  {
    what: 'changed in the middle',
    meetings: [{ cutAfter: 100_000 }, { video: OTHER, etag: CHANGED }],
    kind: 'invalid-response',
    says: /changed/,
    retryable: false,
  },
  {
    what: 'changed, and the host heeds no If-Range',
    meetings: [{ cutAfter: 100_000 }, { video: OTHER, headers: { ETag: CHANGED } }],
    kind: 'invalid-response',
    says: /changed/,
  },
  {
    what: 'all of it again, without a validator',
    meetings: [{ cutAfter: 100_000 }, { video: OTHER, etag: '' }],
    kind: 'invalid-response',
    says: /changed/,
  },
  {
    what: 'longer than before, under the same ETag',
    meetings: [{ cutAfter: 100_000 }, { video: Buffer.concat([VIDEO, OTHER]) }],
    kind: 'invalid-response',
    says: /changed/,
  },
  {
    what: 'another part than the one asked for',
    meetings: [{ cutAfter: 100_000 }, { shiftRange: 1 }],
    kind: 'invalid-response',
    says: /another part/,
  },
  {
    what: 'a range nobody can satisfy any more',
    meetings: [{ cutAfter: 100_000 }, { status: 416 }],
    kind: 'invalid-response',
    says: /changed.*416/,
  },
  {
    what: 'gone in the middle',
    meetings: [{ cutAfter: 100_000 }, { status: 404 }],
    kind: 'invalid-response',
    status: 404,
  },

  {
    what: 'shorter than announced',
    meetings: [{ etag: '', headers: { 'Content-Length': '300001' }, cutAfter: 300_000 }],
    kind: 'connection',
    says: /300000 of 300001/,
  },
  {
    what: 'shorter than announced, to the last',
    meetings: [{ headers: { 'Content-Length': '300001' }, cutAfter: 300_000 }],
    kind: 'invalid-response',
  },
  { what: 'an empty file', meetings: [{ video: Buffer.alloc(0) }], kind: 'invalid-response', says: /empty/ },
  {
    what: 'longer than maxBytes, as announced',
    meetings: [{}],
    options: { maxBytes: 299_999 },
    kind: 'invalid-response',
    says: /299999 bytes of maxBytes/,
  },
  {
    what: 'longer than maxBytes, unannounced',
    meetings: [{ chunked: true }],
    options: { maxBytes: 299_999 },
    kind: 'invalid-response',
    says: /maxBytes/,
  },
  { what: 'as long as maxBytes', meetings: [{}], options: { maxBytes: 300_000 } },

  {
    what: 'a web page',
    meetings: [{ headers: { 'Content-Type': 'text/html' } }],
    kind: 'invalid-response',
    says: /no video.*200/,
  },
  { what: 'no type', meetings: [{ headers: { 'Content-Type': null } }], kind: 'invalid-response', says: /no video/ },
  ...[403, 404, 410].map((status) => ({
    what: `HTTP ${status}`,
    meetings: [{ status }],
    kind: 'invalid-response',
    says: /gone.*about 14 days/,
    status,
    retryable: false,
  })),
  { what: 'HTTP 429', meetings: [{ status: 429 }], kind: 'rate-limit', status: 429, retryable: true },
  { what: 'HTTP 500', meetings: [{ status: 500 }], ranges: [null], kind: 'server', status: 500, retryable: true },
  { what: 'HTTP 206 that nobody asked for', meetings: [{ status: 206 }], kind: 'invalid-response', status: 206 },
  { what: 'HTTP 204', meetings: [{ status: 204 }], kind: 'invalid-response', status: 204 },
];

suite('a video', () => {
  for (const { what, meetings, options, ranges, kind, says = /./, status, retryable } of CASES) {
    test(`${what}: ${kind ?? 'saved'}`, async (t) => {
      const folder = await temporaryFolder(t);
      const host = await startHost(t, VIDEO, meetings);
      const task = taskWith(host.url);
      const outcome = await saveToFolder(task, folder, { onProgress: host.onProgress, ...options }).catch(
        (error) => error,
      );
      if (ranges)
        assert.deepEqual(
          host.requests.map(({ headers }) => headers.range ?? null),
          ranges,
        );
      for (const { headers } of host.requests.slice(1))
        assert.equal(headers['if-range'], meetings[0]?.etag === '' ? DAY_AGO : TAG);
      if (kind) {
        assert.ok(outcome instanceof AlephError, `not an AlephError: ${outcome.stack ?? JSON.stringify(outcome)}`);
        assert.equal(outcome.kind, kind, outcome.message);
        assert.match(outcome.message, says);
        assert.deepEqual([outcome.taskId, outcome.task], [task.taskId, task]);
        if (status !== undefined) assert.equal(outcome.status, status);
        if (retryable !== undefined) assert.equal(outcome.retryable, retryable);
        assert.deepEqual(await readdir(folder), []);
        return;
      }
      if (outcome instanceof Error) throw outcome;
      assert.equal(outcome.bytes, VIDEO.length);
      assert.deepEqual((await readdir(folder)).sort(), [JSON_NAME, NAME]);
      assert.deepEqual([outcome.path, outcome.json], [join(folder, NAME), join(folder, JSON_NAME)]);
      assert.ok((await readFile(outcome.path)).equals(VIDEO), 'byte for byte');
      assert.deepEqual(JSON.parse(await readFile(outcome.json, 'utf8')), task);
    });
  }
});

test('a host that fails on and on is asked five times more, each time later', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let now = 0;
  /** @type {number[]} */
  const asked = [];
  const fetch = async () => {
    asked.push(now);
    if (asked.length > 1) return new Response(null, { status: 503 });
    const headers = { 'Content-Type': 'video/mp4', 'Content-Length': '10', ETag: TAG };
    return new Response('half.', { headers });
  };
  const saving = saveResult(taskWith('https://file.example/a.mp4'), { to: new WritableStream(), fetch }).catch(
    (error) => error,
  );
  /** @type {any} */
  let outcome;
  void saving.then((error) => (outcome = error));
  while (!outcome) {
    await new Promise((resolve) => setImmediate(resolve));
    t.mock.timers.tick(100);
    now += 100;
  }
  assert.deepEqual([outcome.kind, outcome.status], ['server', 503]);
  const pauses = asked.slice(1).map((time, at) => time - Number(asked[at]));
  assert.equal(pauses.length, 5);
  assert.ok(
    pauses.every((pause, at) => at < 2 || pause > Number(pauses[at - 1])),
    String(pauses),
  );
});

/** @param {import('node:test').TestContext} t */
async function temporaryFolder(t) {
  const folder = await mkdtemp(join(tmpdir(), 'kie-aleph-save-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}
