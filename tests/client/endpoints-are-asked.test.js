// Beside the lookups: what is sent, what is refused before that, and what the answers are, through WebAssembly.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephClient, InvalidRequestError } from '../../web/client/index.js';
import { answeredCases, refusedCases, sentCases } from '../core/cases/endpoint-cases.js';
import { alephError } from '../helpers/rejection.js';

/** @typedef {import('../core/cases/endpoint-cases.js').Operation} Operation */

const FILE = new Blob(['a video'], { type: 'video/mp4' });

/** @type {Record<Operation, (client: AlephClient, input: any, route?: 'aleph' | 'jobs') => Promise<unknown>>} */
const CALLS = {
  create: (client, input, route) => client.createTask(route ? { ...input, route } : input),
  credits: (client) => client.getCredits(),
  'download-url': (client, { url }) => client.getDownloadUrl(url),
  upload: (client, { fileName }) => client.uploadFile(FILE, { fileName }).then(({ downloadUrl }) => downloadUrl),
  'upload-url': (client, { fileUrl, fileName }) =>
    client.uploadFile(fileUrl, { fileName }).then(({ downloadUrl }) => downloadUrl),
};

/** What each is asked with when a row says nothing. @type {Record<Operation, object>} */
const GOOD = {
  create: { prompt: 'Make it snow', videoUrl: 'https://example.com/in.mp4' },
  credits: {},
  'download-url': { url: 'https://example.com/a' },
  upload: {},
  'upload-url': { fileUrl: 'https://example.com/in.mp4' },
};

/** What each answers when all is well. @type {Record<Operation, unknown>} */
const DATA = {
  create: { taskId: 'task-1' },
  credits: 1,
  'download-url': 'https://example.com/link',
  upload: { downloadUrl: 'https://example.com/up.mp4' },
  'upload-url': { downloadUrl: 'https://example.com/up.mp4' },
};

/** @param {() => Response} answer */
function service(answer) {
  /** @type {{ url: string, init: RequestInit }[]} */
  const requests = [];
  const fetch = /** @type {typeof globalThis.fetch} */ (
    async (url, init = {}) => {
      requests.push({ url: String(url), init });
      return answer();
    }
  );
  return { fetch, requests };
}

suite('sent', () => {
  for (const { name, operation, route, input, host = 'https://api.kie.ai', method, path, body, warning } of sentCases) {
    test(`${operation}: ${name}`, async () => {
      const { fetch, requests } = service(() => Response.json({ code: 200, data: DATA[operation] }));
      /** @type {string[]} */
      const warned = [];
      const logger = { debug() {}, info() {}, error() {}, warn: (/** @type {string} */ line) => warned.push(line) };
      await CALLS[operation](new AlephClient({ apiKey: 'sk-0123456789abcdef', fetch, logger }), input ?? {}, route);
      const [{ url, init } = assert.fail(), ...more] = requests;
      assert.deepEqual(more, []);
      assert.equal(url, `${host}${path}`);
      assert.equal(init.method, method);
      // What is in a file's body: files-are-uploaded.test.js.
      const file = init.body instanceof Blob ? init.body : null;
      const sentAs = file?.type ?? (body === undefined ? null : 'application/json');
      const type = sentAs === null ? {} : { 'content-type': sentAs };
      const headers = Object.fromEntries(new Headers(init.headers));
      assert.deepEqual(headers, { accept: 'application/json', authorization: 'Bearer sk-0123456789abcdef', ...type });
      const sent =
        !file && init.body && new TextDecoder('utf-8', { fatal: true }).decode(/** @type {Uint8Array} */ (init.body));
      assert.deepEqual(sent ? JSON.parse(String(sent)) : undefined, body);
      assert.equal(warned.length, warning ? 1 : 0);
      if (warning) assert.ok(warned[0]?.includes(warning), warned[0]);
    });
  }
});

/** What a browser makes a URL of never reaches the core as it was given. @param {unknown} value */
const isRepaired = (value) =>
  typeof value === 'string' && /^https?:/.test(value) && URL.canParse(value) && new URL(value).href !== value;

suite('refused', () => {
  for (const [operation, input, says] of refusedCases) {
    if (Object.values(input).some(isRepaired)) continue;
    test(`${operation} ${JSON.stringify(input).slice(0, 80)}`, async () => {
      const { fetch, requests } = service(() => Response.error());
      const error = await alephError(CALLS[operation](new AlephClient({ fetch }), input));
      assert.ok(error instanceof InvalidRequestError);
      assert.ok(error.message.includes(says) || /cannot send/.test(error.message), error.message);
      assert.deepEqual(requests, []);
    });
  }
  for (const [name, input] of /** @type {[string, object][]} */ ([
    ['a typing error', { ...GOOD.create, aspect_ratio: '16:9' }],
    ['no number', { ...GOOD.create, seed: Number.NaN }],
    ['a number that JSON has not', { ...GOOD.create, seed: 10n }],
    ['what would be left out', { ...GOOD.create, waterMark: () => 'mine' }],
    ['a circle', { ...GOOD.create, prompt: globalThis }],
  ])) {
    test(`create with ${name}`, async () => {
      const { fetch, requests } = service(() => Response.error());
      const error = await alephError(CALLS.create(new AlephClient({ fetch }), input));
      assert.ok(error instanceof InvalidRequestError);
      assert.deepEqual(requests, []);
    });
  }
});

suite('answered', () => {
  for (const { operation, route, status = 200, body, is } of answeredCases) {
    test(`${operation} ${route ?? ''}: HTTP ${status} ${body.slice(0, 60)}`, async () => {
      const { fetch } = service(() => new Response(status === 204 ? null : body, { status }));
      const client = new AlephClient({ fetch, maxRetries: 0 });
      const call = CALLS[operation](client, GOOD[operation], route);
      if ('kind' in is) {
        const { kind, code, status: http, retryable } = await alephError(call);
        assert.deepEqual(
          { kind, code, http, retryable },
          { kind: is.kind, code: is.code ?? null, http: status, retryable: is.again ?? false },
        );
      } else if ('value' in is) {
        assert.equal(await call, is.value);
      } else {
        const { taskId, route, status, ...rest } = /** @type {import('../../web/client/task.js').Task} */ (await call);
        assert.deepEqual({ taskId, route }, is);
        assert.equal(status, 'processing');
        assert.deepEqual(new Set(Object.values(rest)), new Set([null]));
      }
    });
  }
});
