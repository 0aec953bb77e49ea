// The AI SDK itself makes videos with `kie-aleph/ai-sdk`, at the sandbox; one call makes at most one task, whatever happens.
import assert from 'node:assert/strict';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { run } from '../../tools/process.js';
import { ROOT } from '../../tools/setup.js';
import { createKieAleph } from '../../web/ai-sdk/index.js';
import { AlephError } from '../../web/client/index.js';
import { createSandbox, SANDBOX_KEY } from '../../web/local/sandbox.js';
import { emptyProject, TOOLS } from './installed.js';

// By its path, since it is there for these tests only: `npm run check` does without.
const {
  APICallError,
  experimental_generateVideo: generateVideo,
  experimental_getVideoStatus: getVideoStatus,
  experimental_startVideo: startVideo,
} = await import(pathToFileURL(join(TOOLS, 'ai/dist/index.js')).href);

const VIDEO_URL = 'https://example.com/in.mp4';
const SOURCE = await readFile(new URL('../../web/local/media/source.mp4', import.meta.url));
const MADE = await readFile(new URL('../../web/local/media/aleph.mp4', import.meta.url));
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);
const FROM_URL = { providerOptions: { kieAleph: { videoUrl: VIDEO_URL } } };

/** The model at a sandbox of its own. @param {import('../../web/local/sandbox.js').SandboxOptions} [options] */
function start(options) {
  /** @type {any[]} */
  const created = [];
  /** @type {string[]} */
  const asked = [];
  const sandbox = createSandbox({ slowSeconds: 0, onCreated: (task) => void created.push(task), ...options });
  /** @type {typeof globalThis.fetch} */
  const fetch = (url, init) => {
    asked.push(new URL(String(url)).pathname);
    return sandbox(new Request(/** @type {string} */ (url), init));
  };
  const model = /** @type {any} */ (createKieAleph({ apiKey: SANDBOX_KEY, fetch }).video('runway/gen4-aleph'));
  const download = async (/** @type {{ url: URL }} */ { url }) => {
    const answer = await sandbox(new Request(url));
    return { data: new Uint8Array(await answer.arrayBuffer()), mediaType: undefined };
  };
  return { model, created, asked, download };
}

/** @param {Promise<unknown>} promise @returns {Promise<any>} what it rejects with */
const thrownBy = (promise) =>
  promise.then(
    () => assert.fail('it resolved'),
    (error) => error,
  );

test('generateVideo gives the video, byte for byte', async () => {
  const { model, created, asked, download } = start();
  const { video, warnings, providerMetadata } = await generateVideo({ model, prompt: 'snow', download, ...FROM_URL });
  assert.ok(Buffer.from(video.uint8Array).equals(MADE));
  assert.equal(video.mediaType, 'video/mp4');
  assert.deepEqual(warnings, []);
  const { taskId, status, route } = /** @type {any} */ (providerMetadata.kieAleph);
  assert.deepEqual([created.length, status, route], [1, 'succeeded', 'jobs']);
  assert.equal(typeof taskId, 'string');
  assert.equal(asked.filter((path) => path.endsWith('createTask')).length, 1);
});

test('a video and an image of bytes are uploaded first', async () => {
  const { model, created, asked, download } = start();
  const inputReferences = [{ data: new Uint8Array(SOURCE), mediaType: 'video/mp4' }, PNG];
  const { warnings } = await generateVideo({ model, prompt: 'snow', inputReferences, download });
  assert.deepEqual(warnings, []);
  assert.equal(created.length, 1);
  assert.equal(asked.filter((path) => path.endsWith('/api/file-stream-upload')).length, 2);
});

test('startVideo and getVideoStatus, with the operation as JSON between them', async () => {
  const { model, created } = start();
  const { operation } = await startVideo({ model, prompt: 'snow', ...FROM_URL });
  const kept = JSON.parse(JSON.stringify(operation));
  const { status, videos } = /** @type {any} */ (await getVideoStatus(model, { operation: kept }));
  assert.deepEqual([status, created.length, videos.length], ['completed', 1, 1]);
  assert.match(videos[0].url, /^http/);
});

test('a task under way is pending, a failed one an error with its reason', async () => {
  const pending = start({ slowSeconds: 60 });
  const started = await startVideo({ model: pending.model, prompt: 'snow', ...FROM_URL });
  assert.equal((await getVideoStatus(pending.model, { operation: started.operation })).status, 'pending');
  const { model } = start();
  const { operation } = await startVideo({ model, prompt: 'sandbox: fails', ...FROM_URL });
  const said = /** @type {any} */ (await getVideoStatus(model, { operation }));
  assert.equal(said.status, 'error');
  assert.notEqual(said.error, '');
});

test('with poll the SDK looks by itself', async () => {
  const { model, created, download } = start();
  const poll = { intervalMs: 1 };
  const { video } = await generateVideo({ model, prompt: 'snow', poll, download, ...FROM_URL });
  assert.equal(video.uint8Array.length, MADE.length);
  assert.equal(created.length, 1);
});

test('a webhook is named to the service, and one look follows it', async () => {
  const { model, created, asked, download } = start();
  const received = Promise.resolve({ headers: {}, body: {} });
  const webhook = async () => ({ url: 'https://example.com/hook', received });
  await generateVideo({ model, prompt: 'snow', webhook, download, ...FROM_URL });
  assert.equal(created.length, 1);
  assert.equal(asked.filter((path) => path.endsWith('recordInfo')).length, 1);
});

/** What ends each of them, and how many tasks it may have made. @type {[prompt: string, kind: string, most: number][]} */
const ENDS = [
  ['sandbox: lost answer', 'unknown-outcome', 1],
  ['sandbox: html', 'unknown-outcome', 0],
  ['sandbox: 500', 'server', 0],
  ['sandbox: 402', 'insufficient-credits', 0],
  ['sandbox: 429 always', 'rate-limit', 0],
  ['sandbox: fails', 'task-failed', 1],
];
suite('nothing is made twice', () => {
  for (const [prompt, kind, most] of ENDS) {
    for (const [name, call] of /** @type {const} */ ([
      ['generateVideo', generateVideo],
      ['startVideo', startVideo],
    ])) {
      if (name === 'startVideo' && kind === 'task-failed') continue;
      test(`${name}, ${prompt}`, async () => {
        const { model, created } = start();
        const error = await thrownBy(call({ model, prompt, maxRetries: 5, ...FROM_URL }));
        assert.ok(APICallError.isInstance(error), String(error));
        assert.equal(error.isRetryable, false);
        assert.ok(AlephError.is(error.cause));
        assert.equal(error.cause.kind, kind);
        assert.equal(created.length, most);
        assert.ok(!JSON.stringify(error).includes(SANDBOX_KEY));
      });
    }
  }
});

test('a look that fails may be tried again', async () => {
  const { model } = start();
  const operation = { taskId: 'sandbox-rate-limit', route: 'aleph', startedAt: 0 };
  const error = await thrownBy(getVideoStatus(model, { operation, maxRetries: 0 }));
  assert.ok(APICallError.isInstance(error));
  assert.equal(error.isRetryable, true);
});

test('what Aleph does not have is a warning', async () => {
  const { model, download } = start();
  const more = { resolution: '1280x720', duration: 5, fps: 24, aspectRatio: 'adaptive', generateAudio: true };
  const { warnings } = await generateVideo(
    /** @type {any} */ ({ model, prompt: 'snow', download, ...more, ...FROM_URL }),
  );
  assert.deepEqual(
    warnings.map((/** @type {any} */ warning) => /** @type {any} */ (warning).feature),
    ['resolution', 'duration', 'fps', 'generateAudio', 'aspectRatio'],
  );
});

test('without a source video nothing is sent', async () => {
  const { model, asked } = start();
  const error = await thrownBy(generateVideo({ model, prompt: 'snow' }));
  assert.match(error.message, /source video is missing/);
  assert.deepEqual(asked, []);
});

test('a signal ends it with its own reason', async () => {
  const { model } = start({ slowSeconds: 60 });
  const reason = new Error('enough');
  const controller = new AbortController();
  const call = startVideo({ model, prompt: 'snow', ...FROM_URL }).then(
    (/** @type {{ operation: unknown }} */ { operation }) => {
      controller.abort(reason);
      return model.doStatus({ operation, abortSignal: controller.signal });
    },
  );
  assert.equal(await thrownBy(call), reason);
});

test('another model there is not', () => {
  assert.throws(() => createKieAleph({}).video(/** @type {any} */ ('other')), /There is no model "other"/);
});

test('the model is a model of the SDK to TypeScript', () => {
  const file = join(ROOT, 'tests/package/ai-sdk-types.ts');
  const text = `import type { Experimental_VideoModelV4 } from '@ai-sdk/provider';
import { createKieAleph } from '../../web/ai-sdk/index.js';
export const model: Experimental_VideoModelV4 = createKieAleph({}).video('runway/gen4-aleph');
`;
  const options = {
    strict: true,
    noEmit: true,
    allowJs: true,
    skipLibCheck: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: ['node'],
    typeRoots: [join(ROOT, 'node_modules/@types')],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile, readFile } = host;
  host.fileExists = (path) => path === file || fileExists(path);
  host.readFile = (path) => (path === file ? text : readFile(path));
  host.getSourceFile = (path, ...rest) =>
    path === file ? ts.createSourceFile(path, text, ts.ScriptTarget.ES2022) : getSourceFile(path, ...rest);
  const found = ts.getPreEmitDiagnostics(ts.createProgram([file], options, host));
  const faults = found.filter((fault) => fault.file?.fileName === file);
  assert.deepEqual(
    faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    [],
  );
});

test("the README's lines", async (t) => {
  const folder = await emptyProject(t);
  await symlink(join(TOOLS, 'ai'), join(folder, 'node_modules/ai'));
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const code = /<!-- example of the AI SDK[^\n]*\n```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? assert.fail('no example');
  // At the sandbox, whose answers need no network.
  const played = `import { createSandbox } from 'kie-aleph/sandbox';
const sandbox = createSandbox({ slowSeconds: 0 });
const fetch = (url, init) => sandbox(new Request(url, init));
const download = async ({ url }) => ({ data: new Uint8Array(await (await fetch(url)).arrayBuffer()) });
`;
  const here = code
    .replace('{ apiKey: process.env.KIE_API_KEY }', '{ apiKey: process.env.KIE_API_KEY, fetch }')
    .replace("prompt: 'Make it snow',", "prompt: 'Make it snow', download,");
  await writeFile(
    join(folder, 'readme.js'),
    `${played}${here}console.log(video.uint8Array.length, providerMetadata.kieAleph.status);`,
  );
  const env = { ...process.env, KIE_API_KEY: SANDBOX_KEY };
  assert.equal(await run(process.execPath, ['readme.js'], { cwd: folder, env }), `${MADE.length} succeeded\n`);
});
