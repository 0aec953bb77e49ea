// What is not the service's callback does nothing, and a key that is missing is said.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCallback } from '../../../web/proxy/callbacks/read-callback.js';
import { createProxy } from '../../../web/proxy/proxy.js';
import { turns } from '../../helpers/turns.js';
import { callbackOf, SECRET } from '../callbacks.js';
import { CALLBACK_URL, create, listen, setUp, SUCCESS } from './telling.js';

/** @type {{ name: string, request: () => Request | Promise<Request>, status: number, option?: string | null }[]} */
const REFUSED = [
  {
    name: 'no signature',
    request: () => callbackOf(SUCCESS, { headers: { 'X-Webhook-Signature': null } }),
    status: 401,
  },
  {
    name: 'no timestamp',
    request: () => callbackOf(SUCCESS, { headers: { 'X-Webhook-Timestamp': null } }),
    status: 401,
  },
  { name: "another secret's signature", request: () => callbackOf(SUCCESS, { secret: 'other' }), status: 401 },
  { name: "another task's signature", request: () => callbackOf(SUCCESS, { taskId: 'task-2' }), status: 401 },
  {
    name: 'a signature in hex',
    request: () => callbackOf(SUCCESS, { headers: { 'X-Webhook-Signature': 'ab'.repeat(32) } }),
    status: 401,
  },
  {
    name: 'a signature that is no base64',
    request: () => callbackOf(SUCCESS, { headers: { 'X-Webhook-Signature': '%%%' } }),
    status: 401,
  },
  { name: 'one of before the window', request: () => callbackOf(SUCCESS, { at: Date.now() - 302_000 }), status: 401 },
  { name: 'one of after the window', request: () => callbackOf(SUCCESS, { at: Date.now() + 302_000 }), status: 401 },
  { name: 'no JSON', request: () => callbackOf('{'), status: 422 },
  { name: 'no task', request: () => callbackOf({ code: 200 }), status: 422 },
  { name: 'two tasks', request: () => callbackOf({ taskId: 'task-1', task_id: 'task-2' }), status: 422 },
  { name: 'broken UTF-8', request: () => brokenUtf8(), status: 422 },
  { name: '256 KiB and a byte', request: () => callbackOf(JSON.stringify(SUCCESS).padEnd(262_145)), status: 413 },
  { name: 'as GET', request: () => new Request('http://localhost/kie/callbacks'), status: 405 },
];

async function brokenUtf8() {
  const { url, headers } = await callbackOf(SUCCESS);
  return new Request(url, { method: 'POST', headers, body: Uint8Array.of(0x22, 0xff, 0x22) });
}

for (const { name, request, status } of REFUSED)
  test(`${name}: ${status}, and nothing is looked at`, async (t) => {
    const { proxy, answers, asked } = setUp();
    await listen(t, proxy);
    answers.set('task-1', SUCCESS);
    const response = await proxy(await request());
    await turns();
    const said = await response.text();
    assert.equal(response.status, status, said);
    assert.match(said, status === 405 ? /^\{"code":405,/ : /^\{"code":422,.*[^.]\."\}$/);
    assert.doesNotMatch(said, /kie-aleph-test-key|task-1/);
    assert.deepEqual(asked, []);
  });

test('256 KiB are read', async () => {
  const { proxy } = setUp();
  assert.equal((await proxy(await callbackOf(JSON.stringify(SUCCESS).padEnd(262_144)))).status, 200);
});

test('callbacks come where they are told to, and nowhere else', async () => {
  const { proxy } = setUp({ callbacks: { read: readCallback, secret: SECRET, path: '/hooks/of-kie' } });
  assert.equal((await proxy(await callbackOf(SUCCESS, { url: 'http://localhost/kie/hooks/of-kie' }))).status, 200);
  assert.equal((await proxy(await callbackOf(SUCCESS))).status, 404);
});

for (const [name, callbacks, says] of /** @type {const} */ ([
  ['no way to read', { read: undefined, secret: null }, /readCallback/],
  ['no secret', {}, /needs a secret/],
  ['a secret that is none', { secret: 7 }, /The webhook key is not a string\. Set callbacks\.secret of createProxy/],
  ['a URL that is none', { secret: null, url: '/kie/callbacks' }, /callbacks\.url/],
  ['a URL that is no page', { secret: null, url: 'ftp://app.example/' }, /callbacks\.url/],
  ['a path that is none', { secret: null, path: 'hook?x' }, /callbacks\.path/],
]))
  test(`${name} is refused at once`, () => {
    assert.throws(() => createProxy({ callbacks: Object.assign({ read: readCallback }, callbacks) }), {
      name: 'TypeError',
      message: says,
    });
  });

for (const [what, secret] of /** @type {const} */ ([
  ['missing', undefined],
  ['empty', ''],
]))
  test(`a webhook key that is ${what} is said at the first callback, logged once, and nobody is heard`, async (t) => {
    const logged = t.mock.method(console, 'error', () => {});
    const { proxy, asked, looks } = setUp({ callbacks: { read: readCallback, secret, url: CALLBACK_URL } });
    assert.equal(logged.mock.callCount(), 0);
    const { taskId } = (await (await create(proxy)).json()).data;
    assert.equal(asked[0]?.body.callBackUrl, undefined, 'the service is not asked to tell');
    const says = `The webhook key is ${what}. Set callbacks.secret of createProxy`;
    for (let i = 0; i < 2; i++) {
      const response = await proxy(await callbackOf({ code: 200, data: { task_id: taskId } }, { taskId }));
      assert.equal(response.status, 500);
      assert.ok((await response.json()).msg.startsWith(says));
    }
    assert.deepEqual(looks(), []);
    assert.deepEqual(
      logged.mock.calls.map(({ arguments: [line] }) => line.slice(0, `kie-aleph: ${says}`.length)),
      [`kie-aleph: ${says}`],
    );
  });

test('a way of reading callbacks that fails is answered, without its words', async () => {
  const { proxy, looks } = setUp({
    callbacks: { read: () => Promise.reject(new Error('words')), secret: SECRET, url: CALLBACK_URL },
  });
  const response = await proxy(await callbackOf(SUCCESS));
  assert.equal(response.status, 500);
  assert.deepEqual(await response.json(), { code: 500, msg: 'The proxy failed.' });
  assert.equal(looks().length, 0);
});
