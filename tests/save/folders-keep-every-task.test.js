// A folder of this machine: what it must be, what its files are called, and that one task never takes another's place.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { saveToFolder } from '../../web/save/save-to-folder.js';
import { alephError, rejection } from '../helpers/rejection.js';
import { startHost, taskWith, videoOf } from './host.js';

const VIDEO = videoOf(100_000);
const NAME = 'make-it-snow-0123abcd.mp4';

/** @param {import('node:test').TestContext} t */
async function temporaryFolder(t) {
  const folder = await mkdtemp(join(tmpdir(), 'kie-aleph-save-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

test('two tasks with one prompt, at the same time, are four files', async (t) => {
  const folder = await temporaryFolder(t);
  const { url } = await startHost(t, VIDEO, [{}]);
  const ids = ['0123abcd35254cc3e7187fb7116b2efa', 'ffffabcd35254cc3e7187fb7116b2efa'];
  const saved = await Promise.all(ids.map((taskId) => saveToFolder(taskWith(url, { taskId }), folder)));
  assert.equal(new Set(saved.flatMap(({ path, json }) => [path, json])).size, 4);
  assert.equal((await readdir(folder)).length, 4);
  for (const [at, { json }] of saved.entries()) assert.equal(JSON.parse(await readFile(json, 'utf8')).taskId, ids[at]);
});

test('one task, saved twice at the same time, is there once and whole', async (t) => {
  const folder = await temporaryFolder(t);
  const { url } = await startHost(t, VIDEO, [{}]);
  await Promise.all([1, 2].map(() => saveToFolder(taskWith(url), folder)));
  assert.equal((await readdir(folder)).length, 2);
  assert.ok((await readFile(join(folder, NAME))).equals(VIDEO));
});

test('a huge prompt is a name that the file system takes', async (t) => {
  const folder = await temporaryFolder(t);
  const { url } = await startHost(t, VIDEO, [{}]);
  const { name } = await saveToFolder(taskWith(url, { parameters: { prompt: '雪 snow '.repeat(10_000) } }), folder);
  assert.ok(Buffer.byteLength(name) <= 110, name);
  assert.ok((await readdir(folder)).includes(name));
});

test('the path is absolute, also of a relative folder', async (t) => {
  const folder = await temporaryFolder(t);
  const { url } = await startHost(t, VIDEO, [{}]);
  assert.equal((await saveToFolder(taskWith(url), relative(process.cwd(), folder))).path, join(folder, NAME));
});

test('a folder that is none is refused before anything is asked', async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'file'), '');
  const { url, requests } = await startHost(t, VIDEO, [{}]);
  for (const [wrong, says] of /** @type {[any, RegExp][]} */ ([
    [join(folder, 'none'), /There is no folder ".*none" to save in/],
    [join(folder, 'file'), /is no folder/],
    [join(folder, 'file', 'in'), /ENOTDIR/],
    ['', /not named/],
    [undefined, /not named/],
  ])) {
    const error = await alephError(saveToFolder(taskWith(url), wrong));
    assert.equal(error.kind, 'invalid-request');
    assert.match(error.message, says);
  }
  assert.deepEqual(requests, []);
});

for (const taken of [NAME, 'make-it-snow-0123abcd.json']) {
  test(`a name that a folder has taken, ${taken}: the file system says so, and nothing is left`, async (t) => {
    const folder = await temporaryFolder(t);
    await mkdir(join(folder, taken));
    const { url } = await startHost(t, VIDEO, [{}]);
    assert.match((await rejection(saveToFolder(taskWith(url), folder))).code, /^E/);
    assert.deepEqual(await readdir(folder), [taken]);
  });
}

test('aborted in the middle it leaves nothing', async (t) => {
  const folder = await temporaryFolder(t);
  const { url } = await startHost(t, VIDEO, [{ cutAfter: 50_000, stall: true }]);
  const controller = new AbortController();
  const onProgress = (/** @type {{ bytes: number }} */ { bytes }) => void (bytes > 0 && controller.abort('enough'));
  assert.equal(
    await rejection(saveToFolder(taskWith(url), folder, { signal: controller.signal, onProgress })),
    'enough',
  );
  assert.deepEqual(await readdir(folder), []);
});
