// The key goes into one request header and nowhere else, also when the server sends it back.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { startService, unusedUrl } from '../helpers/fake-service.js';
import { assertNoKey } from '../helpers/planted-key.js';
import { rejection } from '../helpers/rejection.js';
import { fakeFetch } from '../helpers/responses.js';
import { keySpellings } from '../core/cases/key-spellings.js';

const KEYS = ['0123456789abcdef0123456789abcdef', 'c2stQWIz/eCt5+09876==', `q"u'o\\te<&>{}key`, 'nrtbfu0041\\/secret'];

/** Ways in which a JSON writer may spell a text. @type {[name: string, spell: (text: string) => string][]} */
const SPELLINGS = [
  ['as JSON.stringify does', (text) => JSON.stringify(text).slice(1, -1)],
  ['as PHP does', (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/')],
  [
    'as Gson does',
    (text) =>
      JSON.stringify(text)
        .slice(1, -1)
        .replace(/[=<>&']/g, escaped),
  ],
  ['all escaped', (text) => [...text].map(escaped).join('')],
  ['all escaped in capitals', (text) => [...text].map((sign) => `\\u${escaped(sign).slice(2).toUpperCase()}`).join('')],
];

/** @param {string} sign */
function escaped(sign) {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Answers with a text (as JSON has it) in them. @type {[name: string, body: (text: string) => string][]} */
const ECHOES = [
  ['msg', (text) => `{"code":401,"msg":"bad key ${text}!"}`],
  ['msg, after line breaks and backslashes', (text) => `{"code":401,"msg":"\\\\\\n\\\\${text}"}`],
  ['msg, where a message is cut', (text) => `{"code":401,"msg":"${'x'.repeat(290)}${text}"}`],
  ['msg, many times', (text) => `{"code":401,"msg":"${text}${text}${text}"}`],
  ['errorMessage', (text) => `{"code":200,"data":{"successFlag":3,"errorMessage":"Bearer ${text}"}}`],
  ['taskId', (text) => `{"code":200,"data":{"taskId":"${text}"}}`],
  [
    'a URL',
    (text) => `{"code":200,"data":{"successFlag":1,"response":{"resultVideoUrl":"https://example.com/?key=${text}"}}}`,
  ],
  ['paramJson', (text) => `{"code":200,"data":{"paramJson":"{\\"prompt\\":\\"${text.replaceAll('\\', '\\\\')}\\"}"}}`],
  ['an unknown member', (text) => `{"code":200,"data":{},"headers":{"authorization":"Bearer ${text}"}}`],
  ['a web page', (text) => `<html>Authorization: Bearer ${text}</html>`],
];

/** @param {string} key @param {import('../../web/client/options.js').AlephClientOptions} options */
async function everythingShown(key, options) {
  /** @type {unknown[]} */
  const lines = [];
  const log = (/** @type {unknown[]} */ ...line) => void lines.push(line);
  const logger = { debug: log, info: log, warn: log, error: log };
  const client = new AlephClient({ apiKey: key, maxRetries: 0, logger, ...options });
  const call = client.getTask('a', { raw: true });
  const result = await call.catch((error) => error);
  assert.ok(lines.length > 0);
  return { result, lines, client };
}

suite('a key that the server sends back', () => {
  for (const [place, body] of ECHOES) {
    for (const [how, spell] of SPELLINGS) {
      test(`in ${place}, ${how}`, async () => {
        for (const key of KEYS) {
          const { fetch, requests } = fakeFetch(body(spell(key)));
          const { result, lines, client } = await everythingShown(key, { fetch });
          assert.equal(new Headers(requests[0]?.init.headers).get('authorization'), `Bearer ${key}`);
          assert.ok(!requests[0]?.url.includes(key));
          assertNoKey(result, key);
          assertNoKey(lines, key);
          assertNoKey(client, key);
          assert.notEqual(
            result.kind,
            place === 'a web page' ? undefined : 'invalid-response',
            'the answer is still read',
          );
        }
      });
    }
  }

  test('leaves its length, and every other text as it was', async () => {
    const { fetch } = fakeFetch(
      '{"code":200,"data":{"taskId":"0123456789abcde","errorMessage":"a\\\\b \\u0041 0123456789abcdef0123456789abcdef \\/c"}}',
    );
    const task = await new AlephClient({ fetch, apiKey: '0123456789abcdef0123456789abcdef' }).getTask('a');
    assert.equal(task.taskId, '0123456789abcde');
    assert.equal(task.errorMessage, `a\\b A ${'*'.repeat(32)} /c`);
  });

  test('is found in a long answer full of backslashes in no time', { timeout: 20_000 }, async () => {
    const { fetch } = fakeFetch(`{"code":200,"data":{"errorMessage":"${'\\\\'.repeat(400_000)}"}}`);
    const task = await new AlephClient({ fetch, apiKey: KEYS[0] }).getTask('a');
    assert.equal(task.errorMessage?.length, 400_000);
  });
});

suite('a key is not in the error of', () => {
  const [key = ''] = KEYS;

  test('a server that is not there', async () => {
    assertNoKey(await everythingShown(key, { baseUrl: await unusedUrl() }), key);
  });

  test('a redirect, an odd status line or an odd header', async (t) => {
    const { url } = await startService(t, (request, response) => {
      const authorization = request.headers.authorization ?? '';
      response
        .writeHead(302, authorization, {
          Location: `/?${authorization}`,
          'Retry-After': authorization,
          'X-Key': authorization,
        })
        .end();
    });
    assertNoKey(await everythingShown(key, { baseUrl: url }), key);
  });

  test('a status line with the key in it', async (t) => {
    const { url } = await startService(t, (request, response) =>
      response.writeHead(401, request.headers.authorization ?? '').end(),
    );
    const { result } = await everythingShown(key, { baseUrl: url });
    assert.equal(result.kind, 'authentication');
    assertNoKey(result, key);
  });

  test('a key that cannot be sent', async () => {
    for (const bad of [`${key}\n`, `${key}é`, ` ${key}`]) {
      assertNoKey(await rejection(new AlephClient({ apiKey: bad }).getTask('a')), key);
      assertNoKey(await rejection(new AlephClient({ apiKey: () => bad }).getTask('a')), key);
    }
  });

  test('an apiKey of the wrong kind', () => {
    assert.throws(
      () => new AlephClient({ apiKey: /** @type {any} */ ([key]) }),
      (error) => (assertNoKey(error, key), true),
    );
  });
});

test('a key is not in the client', () => {
  const client = new AlephClient({ apiKey: KEYS[0] });
  assertNoKey(client, KEYS[0] ?? '');
  assert.equal(JSON.stringify(client), '{}');
});

/**
 * Errors as callers' fetches throw them, with the request they failed at.
 * @type {[where: string, thrown: (request: { url: string, init: RequestInit, bearer: string }) => unknown][]}
 */
const THROWN = [
  ['its init', ({ init }) => Object.assign(new TypeError('fetch failed'), { init })],
  ['its request', ({ url, init }) => Object.assign(new Error('no'), { request: new Request(url, init) })],
  ['its options', ({ bearer }) => Object.assign(new Error('no'), { options: { headers: { Authorization: bearer } } })],
  [
    'its config',
    ({ init }) => Object.assign(new Error('no'), { name: 'AxiosError', config: { headers: init.headers } }),
  ],
  ['a hidden member', ({ init }) => Object.defineProperty(new Error('no'), 'init', { value: init })],
  ['a member with a symbol for a name', ({ init }) => Object.assign(new Error('no'), { [Symbol('init')]: init })],
  [
    'a member of its class',
    ({ init }) =>
      new (class extends Error {
        request = init;
      })('no'),
  ],
  ['its cause', ({ init }) => new Error('no', { cause: Object.assign(new Error('no'), { init }) })],
  ['the text of its cause', ({ bearer }) => new Error('no', { cause: new Error(`Authorization: ${bearer}`) })],
  ['its cause, which is a text', ({ bearer }) => new Error('no', { cause: bearer })],
  ['its cause, which is the request', ({ init }) => new Error('no', { cause: init })],
  ['its tenth cause', ({ bearer }) => [...Array(10)].reduce((cause) => new Error('no', { cause }), new Error(bearer))],
  ['its errors', ({ bearer }) => new AggregateError([new Error(bearer), bearer], 'no')],
  ['its message', ({ bearer }) => new TypeError(`Headers.append: "${bearer}" is an invalid header value.`)],
  ['its message, as JSON', ({ init }) => new Error(JSON.stringify({ init: JSON.stringify(init) }))],
  ['its name', ({ bearer }) => Object.assign(new Error('no'), { name: bearer })],
  ['its stack', ({ bearer }) => Object.assign(new Error('no'), { stack: `Error: no\n    at send("${bearer}")` })],
  ['its code', ({ bearer }) => Object.assign(new Error('no'), { code: bearer })],
  ['its code, in a list', ({ bearer }) => Object.assign(new Error('no'), { code: [bearer] })],
  ['its message, in an object', ({ bearer }) => ({ message: { bearer, toString: () => bearer } })],
  ['a text that is thrown', ({ bearer }) => bearer],
  ['an object that is thrown', ({ init }) => ({ message: 'no', init })],
  ['a function that is thrown', ({ bearer }) => Object.assign(() => {}, { bearer })],
];

suite("a key that the caller's own fetch throws", () => {
  for (const [where, thrown] of THROWN) {
    test(`in ${where}`, async () => {
      for (const key of KEYS) {
        const fetch = /** @type {typeof globalThis.fetch} */ (
          async (url, init = {}) => {
            const bearer = String(new Headers(init.headers).get('authorization'));
            assert.equal(bearer, `Bearer ${key}`);
            throw thrown({ url: String(url), init, bearer });
          }
        );
        const { result, lines } = await everythingShown(key, { fetch, maxRetries: 0 });
        assert.equal(result.kind, 'connection');
        assertNoKey(result, key);
        assertNoKey(lines, key);
      }
    });
  }

  test('while a task is made, whose outcome is then unknown', async () => {
    const [key = ''] = KEYS;
    const fetch = () => Promise.reject(new Error('no', { cause: `Bearer ${key}` }));
    const call = new AlephClient({ apiKey: key, fetch }).createTask({ prompt: 'a', videoUrl: 'https://example.com/a' });
    const error = await rejection(call);
    assert.deepEqual([error.kind, error.cause.message], ['unknown-outcome', 'no']);
    assertNoKey(error, key);
  });

  test('in any spelling', async () => {
    for (const { name, key, text } of keySpellings) {
      const fetch = () => Promise.reject(Object.assign(new Error(text), { stack: text }));
      const { cause } = await rejection(new AlephClient({ apiKey: key, fetch, maxRetries: 0 }).getTask('a'));
      for (const shown of [cause.message, cause.stack]) assert.equal(shown, 'It spelled the key.', name);
    }
  });
});
