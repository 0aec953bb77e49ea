// The sandbox takes files in the three ways of the service, keeps them within bounds and serves them; a file's name says what else happens.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { FILE_NAMES, toldByName } from '../../web/local/uploading/file-names.js';
import { SANDBOX_KEY } from '../../web/local/sandbox.js';
import { serve } from '../../web/local/start.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { alephError } from '../helpers/rejection.js';
import { post, SANDBOX, sandboxWith } from './sandbox-client.js';

const NOW = Date.UTC(2026, 10, 1);
const BYTES = new TextEncoder().encode('0123456789');

/** @param {Record<string, string | Blob>} fields @param {string} [fileName] of the file */
function formOf(fields, fileName = 'my.mp4') {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, value, fileName);
  }
  return form;
}
const FILE = new Blob([BYTES], { type: 'video/mp4' });
const STREAM = '/api/file-stream-upload';
const BASE64 = '/api/file-base64-upload';
const BY_URL = '/api/file-url-upload';
const INTO = { uploadPath: 'a/b', fileName: 'my.mp4' };

/** @type {[way: string, path: string, body: object | FormData][]} */
const WAYS = [
  ['a form', STREAM, formOf({ ...INTO, file: FILE })],
  ['a form with the file first', STREAM, formOf({ file: FILE, ...INTO }, 'other.mov')],
  ['base64 with its type', BASE64, { ...INTO, base64Data: `data:video/mp4;base64,${btoa('0123456789')}` }],
  ['a URL of its own', BY_URL, { ...INTO, fileUrl: `${SANDBOX}/media/uploads/first/my.mp4` }],
];

suite('a file', () => {
  for (const [way, path, body] of WAYS) {
    test(`by ${way} is answered as recorded, and served with ranges for everyone`, async () => {
      const { sandbox } = sandboxWith({ now: () => NOW });
      await sandbox(post(STREAM, formOf({ uploadPath: 'first', fileName: 'my.mp4', file: FILE })));
      const response = await sandbox(post(path, body));
      assert.equal(response.status, 200);
      const url = `${SANDBOX}/media/uploads/a/b/my.mp4`;
      const data = {
        success: true,
        fileName: 'my.mp4',
        filePath: 'a/b/my.mp4',
        downloadUrl: url,
        fileSize: 10,
        mimeType: 'video/mp4',
        uploadedAt: '2026-11-01T00:00:00.000Z',
      };
      assert.deepEqual(await response.json(), { success: true, code: 200, msg: 'File uploaded successfully', data });
      const part = await sandbox(new Request(url, { headers: { Range: 'bytes=2-4' } }));
      assert.deepEqual([part.status, part.headers.get('content-type'), await part.text()], [206, 'video/mp4', '234']);
    });
  }

  test('of the client is what a task is made from', async () => {
    const { client, sandbox, made } = sandboxWith();
    const { downloadUrl } = await client.uploadFile(FILE);
    await client.createTask({ prompt: 'Snow', videoUrl: downloadUrl });
    const [{ parameters } = assert.fail()] = made;
    assert.equal(await (await sandbox(new Request(String(parameters.videoUrl)))).text(), '0123456789');
  });

  test('by a URL from elsewhere is the sample: nothing is fetched', async () => {
    const { client, sandbox } = sandboxWith();
    const { downloadUrl } = await client.uploadFile('https://example.com/far.mp4');
    const sample = await sandbox(new Request(`${SANDBOX}/media/source.mp4`));
    assert.deepEqual(await (await sandbox(new Request(downloadUrl))).arrayBuffer(), await sample.arrayBuffer());
  });

  test('without a name gets one, with the ending it had', async () => {
    const { sandbox } = sandboxWith();
    const names = [];
    for (let i = 0; i < 2; i++) {
      const { data } = await (await sandbox(post(STREAM, formOf({ uploadPath: '/a/', file: FILE })))).json();
      assert.match(data.filePath, /^a\/[0-9a-f]{8}\.mp4$/);
      names.push(data.fileName);
    }
    assert.notEqual(names[0], names[1]);
  });

  test('takes the place of another one of its name', async () => {
    const { client, sandbox } = sandboxWith();
    const [first, second] = [
      await client.uploadFile(FILE, { fileName: 'a.mp4' }),
      await client.uploadFile(new Blob(['new']), { fileName: 'a.mp4' }),
    ];
    assert.equal(first.downloadUrl, second.downloadUrl);
    assert.equal(await (await sandbox(new Request(first.downloadUrl))).text(), 'new');
  });

  /** @type {[uploadPath: string, fileName: string, path: string][]} */
  const NAMES = [
    ['a b', 'на снегу ☃.mp4', 'a%20b/%D0%BD%D0%B0%20%D1%81%D0%BD%D0%B5%D0%B3%D1%83%20%E2%98%83.mp4'],
    ['../../a/./b', '100%?#.mp4', 'a/b/100%25%3F%23.mp4'],
    ['a', 'x/../../y.mp4', 'a/x%2F..%2F..%2Fy.mp4'],
    ['__proto__', 'constructor', '__proto__/constructor'],
    ['a', 'half \ud83c.mp4', 'a/half%20%EF%BF%BD.mp4'],
  ];
  for (const [uploadPath, fileName, path] of NAMES) {
    test(`called ${JSON.stringify(`${uploadPath}/${fileName}`)} is found where it is said to be`, async () => {
      const { sandbox } = sandboxWith();
      const body = { uploadPath, fileName, base64Data: btoa('0123456789') };
      const { data } = await (await sandbox(post(BASE64, body))).json();
      assert.equal(data.downloadUrl, `${SANDBOX}/media/uploads/${path}`);
      assert.equal(await (await sandbox(new Request(data.downloadUrl))).text(), '0123456789');
    });
  }

  test('that a browser would run is served as bytes', async () => {
    const { client, sandbox } = sandboxWith();
    for (const type of ['text/html', 'image/svg+xml', 'application/javascript', 'video/mp4, text/html', '']) {
      const { downloadUrl } = await client.uploadFile(new Blob(['<script>'], { type }));
      const { headers } = await sandbox(new Request(downloadUrl));
      assert.equal(headers.get('content-type'), 'application/octet-stream', type);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
    }
  });
});

/** @type {[path: string, body: string | object | FormData, says: string][]} */
const WRONG = [
  [STREAM, formOf({ uploadPath: 'a' }), 'file is required'],
  [STREAM, formOf({ uploadPath: 'a', file: 'text' }), 'file is required'],
  [STREAM, 'no form', 'file is required'],
  [STREAM, formOf({ file: FILE }), 'uploadPath is required'],
  [STREAM, formOf({ uploadPath: '/', file: FILE }), 'uploadPath is required'],
  [BASE64, { uploadPath: 'a' }, 'base64Data is required'],
  [BASE64, { uploadPath: 'a', base64Data: '***' }, 'base64Data is required'],
  [BASE64, { uploadPath: 'a', base64Data: 'abcde' }, 'base64Data is required'],
  [BY_URL, { uploadPath: 'a' }, 'fileUrl is required'],
  [BY_URL, { uploadPath: 'a', fileUrl: 'a.mp4' }, 'fileUrl is required'],
  [BY_URL, '', 'fileUrl is required'],
];
for (const [index, [path, body, says]] of WRONG.entries()) {
  test(`${path} is refused: ${says} (${index})`, async () => {
    const { sandbox } = sandboxWith();
    const { success, code, msg } = await (await sandbox(post(path, body))).json();
    assert.deepEqual({ success, code, msg }, { success: false, code: 400, msg: says });
  });
}

/** What the client makes of each name, and whether the file is there then. @type {Record<string, [outcome: string, isKept: boolean]>} */
const OUTCOMES = {
  slow: ['taken', true],
  cut: ['connection', false],
  lost: ['connection', true],
  html: ['server', true],
  refused: ['invalid-request', false],
  failing: ['server', false],
};

suite('a name', () => {
  test('of each row is tried', () => assert.deepEqual(Object.keys(OUTCOMES), Object.keys(FILE_NAMES)));

  for (const [name, [outcome, isKept]] of Object.entries(OUTCOMES)) {
    for (const source of [FILE, `${SANDBOX}/media/source.mp4`]) {
      test(`beginning with "${name}" gives ${outcome}, by ${typeof source === 'string' ? 'URL' : 'form'}`, async (t) => {
        const clock = FakeClock.install(t);
        // Read from the disk, a sample would take time of another clock.
        const { client, sandbox } = sandboxWith({ media: { 'source.mp4': { type: 'video/mp4', bytes: BYTES } } });
        const given = client.uploadFile(source, { fileName: `${name}.mp4` }).then(
          () => 'taken',
          ({ kind }) => kind,
        );
        await clock.advance(60_000);
        assert.equal(await given, outcome);
        const { status } = await sandbox(new Request(`${SANDBOX}/media/uploads/kie-aleph/${name}.mp4`));
        assert.equal(status, isKept ? 200 : 404);
      });
    }
  }

  test('may be what the file is called where it comes from', async () => {
    const { sandbox } = sandboxWith();
    const { code } = await (await sandbox(post(STREAM, formOf({ uploadPath: 'a', file: FILE }, 'refused.mp4')))).json();
    assert.equal(code, 400);
  });

  test('may say the seconds, and says nothing as a part of a word', () => {
    assert.deepEqual(toldByName('slow-3.mp4'), { seconds: 3 });
    assert.deepEqual(toldByName('slow-motion.mp4'), { seconds: 10 });
    for (const other of ['slowly.mp4', 'cutting.mp4', 'my-slow.mp4', 'constructor', ''])
      assert.deepEqual(toldByName(other), {});
  });

  test('may come from the option uploads, by number; a slip is said', async () => {
    const names = [undefined, 'refused', 'refuse'];
    const { sandbox } = sandboxWith({ uploads: (count) => names[count - 1] });
    const upload = () => sandbox(post(STREAM, formOf({ uploadPath: 'a', file: FILE })));
    assert.equal((await (await upload()).json()).code, 200);
    assert.equal((await (await upload()).json()).code, 400);
    await assert.rejects(upload(), { name: 'TypeError', message: /knows slow, cut.* not "refuse"/ });
  });

  test('slow takes a large file bit by bit', async (t) => {
    const clock = FakeClock.install(t);
    const { sandbox } = sandboxWith();
    let pulled = 0;
    const form = new Response(formOf({ uploadPath: 'a', file: new Blob([new Uint8Array(1_000_000)]) }, 'slow-10.bin'));
    const type = String(form.headers.get('content-type'));
    const bytes = new Uint8Array(await form.arrayBuffer());
    const body = new ReadableStream(
      {
        pull(controller) {
          if (pulled * 100_000 >= bytes.length) return controller.close();
          controller.enqueue(bytes.subarray(pulled * 100_000, ++pulled * 100_000));
        },
      },
      { highWaterMark: 0 },
    );
    const headers = {
      Authorization: `Bearer ${SANDBOX_KEY}`,
      'Content-Type': type,
      'Content-Length': String(bytes.length),
    };
    const init = /** @type {RequestInit} */ ({ method: 'POST', headers, body, duplex: 'half' });
    const answer = sandbox(new Request(SANDBOX + STREAM, init));
    await clock.advance(5000);
    assert.ok(pulled > 3 && pulled < 8, `${pulled} of 11 after half of the time`);
    await clock.advance(5001);
    assert.equal((await (await answer).json()).data.fileSize, 1_000_000);
  });
});

suite('bounds', () => {
  test('the oldest files are forgotten, by the bytes of all together', async () => {
    const { client, sandbox } = sandboxWith({ maxUploadBytes: 25 });
    const urls = [];
    for (let i = 0; i < 3; i++) urls.push((await client.uploadFile(FILE, { fileName: `${i}` })).downloadUrl);
    const statuses = await Promise.all(urls.map(async (url) => (await sandbox(new Request(url))).status));
    assert.deepEqual(statuses, [404, 200, 200]);
  });

  for (const [way, path, body] of WAYS.slice(0, 3)) {
    test(`a file by ${way} that is larger is refused, and nothing is forgotten for it`, async () => {
      const { client, sandbox } = sandboxWith({ maxUploadBytes: 9 });
      const { downloadUrl } = await client.uploadFile(new Blob(['small']));
      const { code, msg } = await (await sandbox(post(path, body))).json();
      assert.deepEqual([code, msg], [400, 'The file is larger than 9 bytes']);
      assert.equal((await sandbox(new Request(downloadUrl))).status, 200);
    });
  }

  test('of a body that is far larger nothing is held', async () => {
    const { sandbox } = sandboxWith({ maxUploadBytes: 1000 });
    const file = new Blob([new Uint8Array(3_000_000)]);
    const { msg } = await (await sandbox(post(STREAM, formOf({ uploadPath: 'a', file })))).json();
    assert.equal(msg, 'The file is larger than 1000 bytes');
  });
});

test('at a real server: taken, refused without the key, cut', async (t) => {
  const server = await serve();
  t.after(() => server.close());
  const baseUrl = `${server.url}sandbox`;
  const client = new AlephClient({ apiKey: SANDBOX_KEY, baseUrl, maxRetries: 0 });
  const file = new Blob([new Uint8Array(3_000_000).fill(7)], { type: 'video/mp4' });
  const { downloadUrl } = await client.uploadFile(file);
  assert.deepEqual(await (await fetch(downloadUrl)).arrayBuffer(), await file.arrayBuffer());
  assert.equal((await alephError(client.uploadFile(file, { fileName: 'cut.mp4' }))).kind, 'connection');
  assert.equal((await alephError(client.uploadFile(file, { fileName: 'lost.mp4' }))).kind, 'connection');
  const stranger = new AlephClient({ apiKey: 'another-key', baseUrl, maxRetries: 0 });
  assert.equal((await alephError(stranger.uploadFile(file))).kind, 'authentication');
});
