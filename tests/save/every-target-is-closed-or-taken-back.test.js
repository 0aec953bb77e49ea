// A stream, a file and a folder of the browser: what is written shows when all is there; else the stream is aborted, and no file is left.
import assert from 'node:assert/strict';
import { open } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { saveResult } from '../../web/save/save-result.js';
import { alephError, rejection } from '../helpers/rejection.js';
import { fakeFolder, watchedStream } from './handles.js';
import { startHost, taskWith, videoOf } from './host.js';

const VIDEO = videoOf(200_000);
const NAME = 'make-it-snow-0123abcd.mp4';
const JSON_NAME = 'make-it-snow-0123abcd.json';

suite('a stream', () => {
  test('gets the bytes, and is closed', async (t) => {
    const { url, onProgress } = await startHost(t, VIDEO, [{ cutAfter: 100_000 }, {}]);
    const { stream, seen, bytes } = watchedStream();
    /** @type {import('../../web/save/save-result.js').SaveProgress[]} */
    const progress = [];
    const saved = await saveResult(taskWith(url), {
      to: stream,
      onProgress(each) {
        progress.push(each);
        onProgress(each);
      },
    });
    assert.deepEqual(saved, { name: NAME, bytes: VIDEO.length, type: 'video/mp4' });
    assert.ok(Object.isFrozen(saved));
    assert.ok(bytes().equals(VIDEO) && seen.closed);
    assert.deepEqual(progress[0], { bytes: 0, total: VIDEO.length });
    assert.deepEqual(progress.at(-1), { bytes: VIDEO.length, total: VIDEO.length });
    assert.ok(progress.every(({ bytes }, at) => at === 0 || bytes > Number(progress[at - 1]?.bytes)));
  });

  test('of unknown length says so', async (t) => {
    const { url } = await startHost(t, VIDEO, [{ chunked: true }]);
    const totals = new Set();
    await saveResult(taskWith(url), { to: watchedStream().stream, onProgress: ({ total }) => totals.add(total) });
    assert.deepEqual([...totals], [null]);
  });

  test('is never handed more than it has room for', async (t) => {
    const { url } = await startHost(t, VIDEO, [{}]);
    let open = 0;
    const { stream } = watchedStream({
      async write() {
        assert.equal(++open, 1);
        await new Promise((resolve) => setImmediate(resolve));
        open--;
      },
    });
    await saveResult(taskWith(url), { to: stream });
  });

  test('is aborted with the reason for which nothing comes', async (t) => {
    const { url } = await startHost(t, VIDEO, [{ status: 404 }]);
    const { stream, seen } = watchedStream();
    const error = await alephError(saveResult(taskWith(url), { to: stream }));
    assert.equal(seen.aborted, error);
  });

  for (const when of ['write', 'close']) {
    test(`tells its own error, as it is: of ${when}`, async (t) => {
      const { url, requests } = await startHost(t, VIDEO, [{}]);
      const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      const { stream, seen } = watchedStream({ [when]: () => Promise.reject(full) });
      assert.equal(await rejection(saveResult(taskWith(url), { to: stream })), full);
      assert.equal(seen.closed, false);
      assert.equal(requests.length, 1, 'that is no cut');
    });
  }

  test('onto a full disk tells what the disk says', { skip: process.platform !== 'linux' }, async (t) => {
    const { url } = await startHost(t, VIDEO, [{}]);
    const file = await open('/dev/full', 'w');
    t.after(() => file.close());
    const to = new WritableStream({ write: async (piece) => void (await file.write(piece)) });
    assert.equal((await rejection(saveResult(taskWith(url), { to }))).code, 'ENOSPC');
  });

  test('is aborted with what onProgress throws', async (t) => {
    const { url } = await startHost(t, VIDEO, [{}]);
    const { stream, seen } = watchedStream();
    const thrown = new Error('of the caller');
    const onProgress = () => {
      throw thrown;
    };
    assert.equal(await rejection(saveResult(taskWith(url), { to: stream, onProgress })), thrown);
    assert.equal(seen.aborted, thrown);
  });

  test('that somebody else writes to is refused, and left alone', async () => {
    const { stream, seen } = watchedStream();
    stream.getWriter();
    const error = await alephError(saveResult(taskWith('https://file.example/a.mp4'), { to: stream }));
    assert.equal(error.kind, 'invalid-request');
    assert.equal(seen.aborted, undefined);
  });
});

suite('the signal', () => {
  for (const { when, meetings, from } of [
    { when: 'before', meetings: [{}], from: -1 },
    { when: 'at the first piece', meetings: [{}], from: 1 },
    { when: 'in the middle, while nothing comes', meetings: [{ cutAfter: 100_000, stall: true }], from: 100_000 },
    { when: 'at the last piece', meetings: [{}], from: VIDEO.length },
  ]) {
    test(`ends it with its own reason: ${when}`, async (t) => {
      const { url, requests } = await startHost(t, VIDEO, meetings);
      const { folder, contents } = fakeFolder();
      const controller = new AbortController();
      const reason = new Error('enough');
      if (from < 0) controller.abort(reason);
      const onProgress = (/** @type {{ bytes: number }} */ { bytes }) => {
        if (bytes >= from) controller.abort(reason);
      };
      const options = { to: folder, signal: controller.signal, onProgress };
      assert.equal(await rejection(saveResult(taskWith(url), options)), reason);
      assert.deepEqual([...contents.keys()], []);
      assert.ok(requests.length <= 1);
    });
  }

  test('ends a fetch that knows no signal', async () => {
    const controller = new AbortController();
    const fetch = () => {
      setImmediate(() => controller.abort('enough'));
      return new Promise(() => {});
    };
    const { stream, seen } = watchedStream();
    const options = { to: stream, signal: controller.signal, fetch: /** @type {any} */ (fetch) };
    assert.equal(await rejection(saveResult(taskWith('https://file.example/a.mp4'), options)), 'enough');
    assert.equal(seen.aborted, 'enough');
  });
});

suite('a file of the browser', () => {
  test('changes when all is there', async (t) => {
    const { url } = await startHost(t, VIDEO, [{}]);
    const { fileHandle, contents } = fakeFolder({ 'mine.mp4': 'before' });
    const during = new Set();
    const onProgress = () => during.add(String(contents.get('mine.mp4')));
    const saved = await saveResult(taskWith(url), { to: fileHandle('mine.mp4'), onProgress });
    assert.deepEqual([...during], ['before']);
    assert.ok(contents.get('mine.mp4')?.equals(VIDEO));
    assert.equal(saved.name, NAME);
  });

  for (const meetings of [[{ status: 404 }], [{ etag: '', cutAfter: 100_000 }]]) {
    test(`is as before after ${JSON.stringify(meetings)}`, async (t) => {
      const { url, onProgress } = await startHost(t, VIDEO, meetings);
      const { fileHandle, contents } = fakeFolder({ 'mine.mp4': 'before' });
      await alephError(saveResult(taskWith(url), { to: fileHandle('mine.mp4'), onProgress }));
      assert.equal(String(contents.get('mine.mp4')), 'before');
    });
  }
});

suite('a folder of the browser', () => {
  test('whose files nobody can write is refused, and nothing is left', async (t) => {
    const { url } = await startHost(t, VIDEO, [{}]);
    const { folder, contents } = fakeFolder();
    const { getFileHandle } = folder;
    folder.getFileHandle = async (...of) => ({ ...(await getFileHandle(...of)), createWritable: undefined });
    assert.equal((await alephError(saveResult(taskWith(url), { to: folder }))).kind, 'invalid-request');
    assert.deepEqual([...contents.keys()], []);
  });

  test('gets the video and, beside it, the task', async (t) => {
    const { url } = await startHost(t, VIDEO, [{}]);
    const { folder, contents } = fakeFolder();
    const task = taskWith(url);
    assert.deepEqual((await saveResult(task, { to: folder })).name, NAME);
    assert.deepEqual([...contents.keys()].sort(), [JSON_NAME, NAME]);
    assert.ok(contents.get(NAME)?.equals(VIDEO));
    assert.deepEqual(JSON.parse(String(contents.get(JSON_NAME))), task);
  });

  test("takes a caller's name", async (t) => {
    const { url } = await startHost(t, VIDEO, [{}]);
    const { folder, contents } = fakeFolder();
    await saveResult(taskWith(url), { to: folder, name: 'Mine.MP4' });
    assert.deepEqual([...contents.keys()].sort(), ['Mine.MP4', 'Mine.json']);
  });

  for (const { what, meetings, full } of [
    { what: 'gone', meetings: [{ status: 410 }] },
    { what: 'cut', meetings: [{ etag: '', cutAfter: 100_000 }] },
    { what: 'a full disk', meetings: [{}], full: '.mp4' },
    { what: 'a disk that is full when the JSON is written', meetings: [{}], full: '.json' },
  ]) {
    test(`${what}: no file is left that was not there, and the others are as they were`, async (t) => {
      for (const before of /** @type {Record<string, string>[]} */ ([{}, { [NAME]: 'before' }])) {
        const { url, onProgress } = await startHost(t, VIDEO, meetings);
        const { folder, contents } = fakeFolder(before, full ? { full } : {});
        const error = await rejection(saveResult(taskWith(url), { to: folder, onProgress }));
        if (full) assert.equal(error.name, 'QuotaExceededError');
        assert.deepEqual(Object.fromEntries([...contents].map(([name, text]) => [name, String(text)])), before);
      }
    });
  }
});
