// A callback is read within bounds, and believed only with a signature that is right and new, where there is a secret.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { readCallback } from '../../web/proxy/callbacks/read-callback.js';
import { signatureOf } from '../../web/shared/signature.js';
import { deferred } from '../helpers/deferred.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { ID, SIGNATURES, SIGNED_AT } from '../core/cases/callback-cases.js';

const VIDEO = 'https://file.com/m/aleph.mp4';
const now = () => SIGNED_AT * 1000;

/** @param {BodyInit} body @param {Record<string, string>} [headers] */
function post(body, headers = {}) {
  const init = { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers }, duplex: 'half' };
  return new Request('https://example.com/callbacks', init);
}

/** @param {string} [taskId] */
const succeeded = (taskId = ID) =>
  JSON.stringify({ code: 200, msg: 'ok', taskId, data: { result_video_url: VIDEO, result_image_url: '' } });

/** @param {string} signature @param {string} [timestamp] */
const signed = (signature, timestamp = String(SIGNED_AT)) => ({
  'X-Webhook-Timestamp': timestamp,
  'X-Webhook-Signature': signature,
});

/** @param {Awaited<ReturnType<typeof readCallback>>} read */
function refusal(read) {
  assert.ok(read.refused, 'read');
  return read.refused;
}

test('says what became of a task', async () => {
  const { task, ...said } = /** @type {any} */ (await readCallback(post(succeeded())));
  assert.deepEqual(said, { taskId: ID, route: 'aleph', status: 'succeeded' });
  assert.equal(task.response.resultVideoUrl, VIDEO);
});

test('has no status where only a look can tell', async () => {
  const read = /** @type {any} */ (await readCallback(post(JSON.stringify({ code: 200, data: { taskId: ID } }))));
  assert.deepEqual([read.taskId, read.route, read.status], [ID, null, null]);
});

test('reads with the WebAssembly it is given', async () => {
  const wasm = await readFile(new URL('../../dist/external/aleph.wasm', import.meta.url));
  const read = /** @type {any} */ (await readCallback(post(succeeded()), { wasm }));
  assert.equal(read.status, 'succeeded');
});

suite('with a secret', () => {
  for (const { secret, taskId, timestamp, signature } of SIGNATURES) {
    test(`takes the signature by ${secret}, and makes the same`, async () => {
      const read = await readCallback(post(succeeded(taskId), signed(signature, timestamp)), { secret, now });
      assert.equal(/** @type {any} */ (read).taskId, taskId);
      assert.equal(await signatureOf(secret, `${taskId}.${timestamp}`), signature);
    });
  }

  const { secret, signature: right } = /** @type {(typeof SIGNATURES)[1]} */ (SIGNATURES[1]);
  const [first = {}] = [signed(right)];
  for (const { name, headers, later = 0, says } of [
    { name: 'none', headers: {}, says: /not signed/ },
    { name: 'no timestamp', headers: { 'X-Webhook-Signature': right }, says: /not signed/ },
    { name: 'no signature', headers: { 'X-Webhook-Timestamp': String(SIGNED_AT) }, says: /not signed/ },
    { name: 'that of another task', headers: signed(SIGNATURES[0]?.signature ?? ''), says: /wrong/ },
    { name: 'a part of it', headers: signed(right.slice(0, 8)), says: /wrong/ },
    { name: 'an empty one', headers: signed(''), says: /wrong/ },
    { name: 'no base64', headers: signed('%%%'), says: /wrong/ },
    { name: 'it with another time', headers: signed(right, String(SIGNED_AT + 1)), says: /wrong/ },
    { name: 'it when it is old', headers: first, later: 301, says: /300 seconds/ },
    { name: 'it before its time', headers: first, later: -301, says: /300 seconds/ },
    { name: 'a time in words', headers: signed(right, 'now'), says: /digits/ },
  ]) {
    test(`refuses ${name}`, async () => {
      const at = () => now() + later * 1000;
      const { status, why } = refusal(await readCallback(post(succeeded(), headers), { secret, now: at }));
      assert.equal(status, 401);
      assert.match(why, says);
      assert.ok(!why.includes(secret));
    });
  }

  for (const [what, secret] of /** @type {const} */ ([
    ['empty', ''],
    ['missing', undefined],
  ]))
    test(`one that is given, and is ${what}, is a mistake, not none`, async () => {
      const options = /** @type {{ secret: string }} */ ({ secret });
      const message = new RegExp(`^The secret of callbacks is ${what}`);
      await assert.rejects(readCallback(post(succeeded()), options), { name: 'TypeError', message });
    });
});

suite('a body is refused that', () => {
  const oversized = () => post('x'.repeat(262_145));
  const endless = () => new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) });
  const large = /^The callback is larger than 262144 bytes\.$/;
  for (const { name, request, status, says } of [
    { name: 'is too large', request: oversized, status: 413, says: large },
    {
      name: 'says it is too large',
      request: () => post('{}', { 'Content-Length': '262145' }),
      status: 413,
      says: large,
    },
    { name: 'never ends', request: () => post(endless()), status: 413, says: large },
    { name: 'is no JSON', request: () => post('taskId=1'), status: 422, says: /JSON.*\.$/ },
    { name: 'is empty', request: () => post(''), status: 422, says: /^The callback.*\.$/ },
    {
      name: 'is no UTF-8',
      request: () => post(new Uint8Array([0x7b, 0xff, 0x7d])),
      status: 422,
      says: /^The callback is not UTF-8\.$/,
    },
    { name: 'names no task', request: () => post('{"code":200}'), status: 422, says: /task.*\.$/ },
    {
      name: 'breaks off',
      request: () => post(new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) })),
      status: 400,
      says: /^The callback ended before its end\.$/,
    },
  ]) {
    test(name, async () => {
      const { status: given, why } = refusal(await readCallback(request()));
      assert.equal(given, status);
      assert.match(why, says);
    });
  }

  test('is not there in time, and is let go', async () => {
    let cancelled = false;
    const silent = new ReadableStream({ cancel: () => void (cancelled = true) });
    const late = { status: 408, why: 'The callback came too slowly.' };
    assert.deepEqual(refusal(await readCallback(post(silent), { timeout: 1 })), late);
    assert.ok(cancelled);
  });
});

test('as many bytes as may be are read, also as announced, and no time runs on', async (t) => {
  const clock = FakeClock.install(t);
  const body = succeeded().padEnd(262_144);
  const read = await readCallback(post(body, { 'Content-Length': '262144' }));
  assert.equal(read.taskId, ID);
  assert.equal(clock.pending, 0);
});

suite('its WebAssembly', () => {
  const file = new URL('../../dist/external/aleph.wasm', import.meta.url);
  /** What gives it, and counts. @param {() => Promise<unknown>} [first] before it is given */
  function giver(first = async () => {}) {
    let times = 0;
    const wasm = async () => {
      if (times++ === 0) await first();
      return readFile(file);
    };
    return { wasm, times: () => times };
  }

  test('is started once, and anew where another is given', async () => {
    const [one, other] = [giver(), giver()];
    for (const { wasm } of [one, one, other, other])
      assert.equal((await readCallback(post(succeeded()), { wasm })).taskId, ID);
    assert.equal((await readCallback(post(succeeded()))).taskId, ID);
    assert.deepEqual([one.times(), other.times()], [1, 1]);
  });

  test('is started again after it could not be', async () => {
    const { wasm, times } = giver(() => Promise.reject(new Error('away')));
    await assert.rejects(readCallback(post(succeeded()), { wasm }), { name: 'StartError' });
    assert.equal((await readCallback(post(succeeded()), { wasm })).taskId, ID);
    assert.equal(times(), 2);
  });

  test('stays started when another one fails that was given before', async () => {
    const failing = deferred();
    const late = giver(() => failing.promise.then(() => Promise.reject(new Error('away'))));
    const good = giver();
    const first = assert.rejects(readCallback(post(succeeded()), { wasm: late.wasm }), { name: 'StartError' });
    while (late.times() === 0) await new Promise((resolve) => setImmediate(resolve));
    await readCallback(post(succeeded()), { wasm: good.wasm });
    failing.resolve();
    await first;
    await readCallback(post(succeeded()), { wasm: good.wasm });
    assert.equal(good.times(), 1);
  });
});
