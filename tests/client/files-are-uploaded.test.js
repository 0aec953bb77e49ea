// A file arrives whole and as it was, in the form the service reads, at a real server; and nothing is uploaded in vain.
import assert from 'node:assert/strict';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { openAsBlob } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { startService } from '../helpers/fake-service.js';
import { alephError, rejection } from '../helpers/rejection.js';

const DAY_MS = 86_400_000;
const FILE = new File([new Uint8Array(300_000).map((_, i) => i * 7)], 'my holiday.MOV', { type: 'video/quicktime' });

/** @typedef {{ path: string | undefined, length: number, form: FormData }} Upload */

/**
 * @param {import('node:test').TestContext} t
 * @param {(n: number) => unknown} [answer] the body of the answer to the upload number n, from 0
 */
async function startUploads(t, answer = () => MADE) {
  /** @type {Upload[]} */
  const uploads = [];
  /** @type {unknown[]} */
  const created = [];
  const { url } = await startService(t, async (request, response) => {
    const bytes = Buffer.concat(await request.toArray());
    if (request.url?.endsWith('createTask')) {
      created.push(JSON.parse(String(bytes)));
      response.end('{"code":200,"data":{"taskId":"task-1"}}');
      return;
    }
    const { 'content-type': type = '', 'content-length': length } = request.headers;
    const form = await new Response(bytes, { headers: { 'Content-Type': type } }).formData();
    uploads.push({ path: request.url, length: Number(length), form });
    response.end(JSON.stringify(answer(uploads.length - 1)));
  });
  return { client: new AlephClient({ baseUrl: url }), uploads, created };
}

const MADE = { success: true, code: 200, msg: 'ok', data: { downloadUrl: 'https://example.com/up/1.mov' } };

test('a file arrives as it was, last, with the folder before it', async (t) => {
  const { client, uploads } = await startUploads(t);
  const before = Date.now();
  const { downloadUrl, expiresAt } = await client.uploadFile(FILE);
  assert.equal(downloadUrl, 'https://example.com/up/1.mov');
  assert.ok(Date.parse(expiresAt) >= before + DAY_MS && Date.parse(expiresAt) <= Date.now() + DAY_MS);
  const [{ path, form } = assert.fail()] = uploads;
  assert.equal(path, '/api/file-stream-upload');
  assert.deepEqual([...form.keys()], ['uploadPath', 'file']);
  assert.equal(form.get('uploadPath'), 'kie-aleph');
  const file = /** @type {File} */ (form.get('file'));
  // What it is called at home is nobody's business there.
  assert.deepEqual([file.name, file.type], ['file.MOV', 'video/quicktime']);
  assert.deepEqual(new Uint8Array(await file.arrayBuffer()), new Uint8Array(await FILE.arrayBuffer()));
});

/** @type {[name: string, blob: Blob, fileName: string | undefined, sentAs: string][]} */
const NAMES = [
  ['a name that is wanted', FILE, 'в снегу.mp4', 'в снегу.mp4'],
  ['a blob with a type', new Blob(['x'], { type: 'video/mp4' }), undefined, 'file.mp4'],
  ['a blob with parameters in its type', new Blob(['x'], { type: 'video/webm;codecs=vp9' }), undefined, 'file.webm'],
  ['a blob without a type', new Blob(['x']), undefined, 'file.bin'],
  [
    'a file whose name would end the header',
    new File(['x'], 'a"\r\n.mp4"', { type: 'video/mp4' }),
    undefined,
    'file.mp4',
  ],
];
for (const [name, blob, fileName, sentAs] of NAMES) {
  test(`the name of ${name}`, async (t) => {
    const { client, uploads } = await startUploads(t);
    await client.uploadFile(blob, { fileName });
    const [{ form } = assert.fail()] = uploads;
    assert.equal(/** @type {File} */ (form.get('file')).name, sentAs);
    assert.equal(form.get('fileName'), fileName ?? null);
  });
}

suite('a file on disk', () => {
  let folder = '';
  before(async () => void (folder = await mkdtemp(join(tmpdir(), 'kie-aleph-'))));
  after(() => rm(folder, { recursive: true }));

  test('tells how far it is, byte by byte, and its length before it', async (t) => {
    const path = join(folder, 'video.mp4');
    const handle = await open(path, 'w');
    await handle.truncate(3_000_000);
    await handle.close();
    const { client, uploads } = await startUploads(t);
    /** @type {import('../../web/client/upload/send-body.js').Progress[]} */
    const steps = [];
    await client.uploadFile(await openAsBlob(path, { type: 'video/mp4' }), {
      onProgress: (progress) => steps.push(progress),
    });
    const [{ length, form } = assert.fail()] = uploads;
    assert.equal(/** @type {File} */ (form.get('file')).size, 3_000_000);
    const [first, ...rest] = steps;
    assert.deepEqual(first, { loaded: 0, total: length });
    assert.ok(rest.length > 2, `${rest.length} steps`);
    assert.deepEqual(
      rest.map(({ loaded }) => loaded),
      rest.map(({ loaded }) => loaded).toSorted((a, b) => a - b),
    );
    assert.deepEqual(rest.at(-1), { loaded: length, total: length });
  });
});

test('what fails for a while is sent again, whole', async (t) => {
  const { client, uploads } = await startUploads(t, (n) => (n === 0 ? { code: 500, msg: 'no' } : MADE));
  await client.uploadFile(FILE, { onProgress: () => {} });
  assert.deepEqual(
    uploads.map(({ form }) => /** @type {File} */ (form.get('file')).size),
    [FILE.size, FILE.size],
  );
});

test('a task is made of the uploaded file', async (t) => {
  const { client, uploads, created } = await startUploads(t);
  const task = await client.createTask({ prompt: 'Make it snow', video: FILE });
  assert.equal(task.taskId, 'task-1');
  assert.equal(uploads.length, 1);
  assert.deepEqual(created, [
    { model: 'runway/gen4-aleph', input: { prompt: 'Make it snow', video_url: 'https://example.com/up/1.mov' } },
  ]);
});

/** @type {[name: string, options: any, says: RegExp][]} */
const IN_VAIN = [
  ['no prompt', { video: FILE }, /^The prompt is missing/],
  ['another aspect ratio', { prompt: 'snow', video: FILE, aspectRatio: '2:1' }, /^The aspect ratio must be/],
  ['two videos', { prompt: 'snow', video: FILE, videoUrl: 'https://example.com/a' }, /^Either video or videoUrl/],
  ['a name that nobody knows', { prompt: 'snow', video: FILE, aspect_ratio: '1:1' }, /no option "aspect_ratio"/],
  ['another route', { prompt: 'snow', video: FILE, route: 'other' }, /^route must be one of/],
  ['an empty file', { prompt: 'snow', video: new Blob() }, /^The file is empty/],
  ['no file', { prompt: 'snow', video: { size: 1 } }, /^The file must be a Blob/],
];
for (const [name, options, says] of IN_VAIN) {
  test(`with ${name}, nothing is uploaded and no task is made`, async (t) => {
    const { client, uploads, created } = await startUploads(t);
    const { kind, message } = await alephError(client.createTask(options));
    assert.equal(kind, 'invalid-request');
    assert.match(message, says);
    assert.deepEqual([uploads, created], [[], []]);
  });
}

test('no task is made of a file that did not arrive', async (t) => {
  const { client, created } = await startUploads(t, () => ({ code: 402, msg: 'no', data: null }));
  const { kind } = await alephError(client.createTask({ prompt: 'snow', video: FILE }));
  assert.equal(kind, 'insufficient-credits');
  assert.deepEqual(created, []);
});

test('a signal ends an upload with its own reason, and no task is made', async () => {
  const reason = new Error('enough');
  const controller = new AbortController();
  let calls = 0;
  /** @type {typeof globalThis.fetch} */
  const fetch = (_, init) => {
    calls++;
    queueMicrotask(() => controller.abort(reason));
    return new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))));
  };
  const client = new AlephClient({ fetch });
  const error = await rejection(client.createTask({ prompt: 'snow', video: FILE, signal: controller.signal }));
  assert.equal(error, reason);
  assert.equal(calls, 1);
});
