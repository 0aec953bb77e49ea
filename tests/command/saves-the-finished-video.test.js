// `--save`: the video and its JSON are in the folder and their paths are told; else nothing is in it, and why is.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCommand } from '../../web/command/command.js';
import { transferOn } from '../../web/command/progress.js';
import { startService, unusedUrl } from '../helpers/fake-service.js';
import { envelope, failed, pending } from '../helpers/responses.js';
import { startHost, videoOf } from '../save/host.js';

const VIDEO = videoOf(2_000_000);
const ID = '0123abcd35254cc3e7187fb7116b2efa';
const NAME = 'make-it-snow-0123abcd.mp4';
const JSON_NAME = 'make-it-snow-0123abcd.json';

/** @param {string | null} resultVideoUrl */
const doneWith = (resultVideoUrl) =>
  envelope({ taskId: ID, successFlag: 1, paramJson: '{"prompt":"Make it snow"}', response: { resultVideoUrl } });

/**
 * @param {import('node:test').TestContext} t
 * @param {string} answer of the service
 * @param {string[]} argv without the folder
 * @param {{ isTTY?: boolean, interruptAt?: RegExp }} [terminal] interruptAt: Ctrl-C once standard error says so
 */
async function save(t, answer, argv, { isTTY = false, interruptAt } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'kie-aleph-save-'));
  t.after(() => rm(folder, { recursive: true }));
  const { url } = await startService(t, (_, response) => void response.end(answer));
  const said = { out: '', err: '' };
  const interrupt = new AbortController();
  const stderr = {
    isTTY,
    write(/** @type {string} */ text) {
      said.err += text;
      if (interruptAt?.test(said.err)) setImmediate(() => interrupt.abort());
    },
  };
  const stdout = { write: (/** @type {string} */ text) => void (said.out += text) };
  const env = { KIE_API_KEY: 'key', KIE_BASE_URL: url };
  const code = await runCommand([...argv, '--save', folder], { env, stdout, stderr, signal: interrupt.signal });
  return { folder, code, files: (await readdir(folder)).sort(), ...said };
}

for (const command of ['get', 'wait']) {
  test(`${command} saves both files and tells where`, async (t) => {
    const { url } = await startHost(t, VIDEO, [{}]);
    const { folder, code, files, out, err } = await save(t, doneWith(url), [command, ID]);
    assert.equal(code, 0, err);
    assert.deepEqual(files, [JSON_NAME, NAME]);
    assert.ok((await readFile(join(folder, NAME))).equals(VIDEO));
    assert.equal(JSON.parse(await readFile(join(folder, JSON_NAME), 'utf8')).taskId, ID);
    assert.ok(out.endsWith(`\nsaved     ${join(folder, NAME)}\nbeside    ${join(folder, JSON_NAME)}\n`), out);
    assert.match(err, /^saving · 0 % of 2\.0 MB\n(saving · \d+ % of 2\.0 MB\n)*saving · 100 % of 2\.0 MB\n$/m);
  });

  test(`${command} --json tells it in its one document`, async (t) => {
    const { url } = await startHost(t, VIDEO, [{}]);
    const { folder, code, out } = await save(t, doneWith(url), [command, ID, '--json']);
    const { taskId, saved } = JSON.parse(out);
    assert.deepEqual([code, taskId], [0, ID]);
    const paths = { video: join(folder, NAME), json: join(folder, JSON_NAME) };
    assert.deepEqual(saved, { ...paths, bytes: VIDEO.length, type: 'video/mp4' });
  });
}

/** @type {{ what: string, answer: () => Promise<string> | string, meetings?: import('../save/host.js').Meeting[], code: number, err: RegExp }[]} */
const NOT_SAVED = [
  {
    what: 'still being made',
    answer: () => pending(ID),
    code: 0,
    err: /^Not saved: the task is still being made\. .*--save/,
  },
  { what: 'failed', answer: () => failed(ID), code: 1, err: /^$/ },
  {
    what: 'without a video',
    answer: () => doneWith(null),
    code: 6,
    err: /^kie-aleph: Not saved: .*names no video\.\n$/,
  },
  {
    what: 'at an unsafe URL',
    answer: () => doneWith('http://file.example/a.mp4'),
    code: 6,
    err: /^kie-aleph: Not saved: .*not one to fetch/,
  },
  {
    what: 'at a host that is not there',
    answer: async () => doneWith(`${await unusedUrl()}/a.mp4`),
    code: 6,
    err: /^kie-aleph: Not saved: No answer arrived .*\(connect ECONNREFUSED/,
  },
];
for (const { what, answer, code, err } of NOT_SAVED) {
  for (const format of [[], ['--json']]) {
    test(`a task ${what} is shown and not saved: ${code} ${format}`, async (t) => {
      const said = await save(t, await answer(), ['get', ID, ...format]);
      assert.equal(said.code, code, said.err);
      assert.match(said.err, err);
      assert.deepEqual(said.files, []);
      if (format.length > 0) assert.deepEqual([JSON.parse(said.out).taskId, JSON.parse(said.out).saved], [ID, null]);
      else assert.match(said.out, new RegExp(`^task {6}${ID}\\nstatus`));
    });
  }
}

test('a video that is gone is said to be, and the task is shown', async (t) => {
  const { url } = await startHost(t, VIDEO, [{ status: 404 }]);
  const { code, files, out, err } = await save(t, doneWith(url), ['wait', ID]);
  assert.equal(code, 6);
  assert.match(err, /kie-aleph: Not saved: The video is gone.*about 14 days \(HTTP 404\)\.\n$/);
  assert.match(out, /^video {5}http:/m);
  assert.deepEqual(files, []);
});

test('Ctrl-C while saving leaves nothing and ends with 130', async (t) => {
  const { url } = await startHost(t, VIDEO, [{ cutAfter: 100_000, stall: true }]);
  const { code, files, err } = await save(t, doneWith(url), ['get', ID], { interruptAt: /saving · / });
  assert.equal(code, 130);
  assert.match(err, /Stopped saving; nothing is left in the folder\.\n$/);
  assert.deepEqual(files, []);
});

test('a terminal gets one line, written anew and taken away', async (t) => {
  const { url } = await startHost(t, VIDEO, [{}]);
  const { code, err } = await save(t, doneWith(url), ['get', ID], { isTTY: true });
  assert.equal(code, 0);
  assert.match(err, /^\r\u001b\[Ksaving · 0 % of 2\.0 MB(\r\u001b\[Ksaving · \d+ % of 2\.0 MB)*\r\u001b\[K$/);
});

test('of a length nobody knows only the bytes are told', () => {
  let said = '';
  const progress = transferOn({ isTTY: true, columns: 12, write: (text) => void (said += text) }, 'saving');
  for (const bytes of [0, 10, 1_250_000]) progress.update({ bytes, total: null });
  progress.end();
  assert.equal(said, '\r\u001b[Ksaving · 0.\r\u001b[Ksaving · 1.\r\u001b[K');
});
