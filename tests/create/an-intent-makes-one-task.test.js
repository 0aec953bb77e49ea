// Two clicks, a reload, a second tab, a stopped worker, any fault of the network: at most one task is made of an intent, and what is
// known of it is kept. At a real server that counts what it has made.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { createOnce, forgetIntent, IntentError, intentsOf, whenFree } from '../../web/create/create-once.js';
import { deferred } from '../helpers/deferred.js';
import { startService } from '../helpers/fake-service.js';
import { alephError, rejection } from '../helpers/rejection.js';
import { sharedStorage } from './tabs.js';

/** @typedef {import('node:http').ServerResponse} ServerResponse */

const NEW = { prompt: 'Make it snow', videoUrl: 'https://example.com/in.mp4' };
const MADE = (/** @type {number} */ n) => JSON.stringify({ code: 200, msg: 'success', data: { taskId: `task-${n}` } });
const refusal = (/** @type {number} */ code) => JSON.stringify({ code, msg: 'no', data: null });

/**
 * @param {import('node:test').TestContext} t
 * @param {(response: ServerResponse, n: number) => void} [answer] once it has made task `n`, from 1
 */
async function startMaker(t, answer = (response, n) => response.end(MADE(n))) {
  let made = 0;
  const arrived = deferred();
  const { url } = await startService(t, (request, response) => {
    request.resume().on('end', () => {
      answer(response, ++made);
      arrived.resolve(undefined);
    });
  });
  const newClient = () => new AlephClient({ baseUrl: url, apiKey: 'sk-0123456789abcdef', timeout: 1000 });
  return { newClient, made: () => made, arrived: arrived.promise };
}

/**
 * What happens to one answer: what is known afterwards.
 * @type {{ name: string, answer: (response: ServerResponse, n: number) => void, state: string, kind: string | null }[]}
 */
const FAULTS = [
  { name: 'all is well', answer: (response, n) => response.end(MADE(n)), state: 'made', kind: null },
  { name: 'the answer is lost', answer: (response) => response.destroy(), state: 'unknown', kind: 'unknown-outcome' },
  { name: 'no answer in time', answer: () => {}, state: 'unknown', kind: 'unknown-outcome' },
  {
    name: 'a cut body',
    answer: (response, n) =>
      response.writeHead(200, { 'Content-Length': 200 }).write(MADE(n).slice(0, 30), () => response.destroy()),
    state: 'unknown',
    kind: 'unknown-outcome',
  },
  { name: 'a web page', answer: (response) => response.end('<html>'), state: 'unknown', kind: 'unknown-outcome' },
  {
    name: '502 by something in front',
    answer: (response) => response.writeHead(502).end('<html>'),
    state: 'unknown',
    kind: 'unknown-outcome',
  },
  { name: 'an answered 500', answer: (response) => response.end(refusal(500)), state: 'refused', kind: 'server' },
  {
    name: 'an answered 402',
    answer: (response) => response.end(refusal(402)),
    state: 'refused',
    kind: 'insufficient-credits',
  },
  {
    name: 'too many, all the time',
    answer: (response) => response.setHeader('Retry-After', '0').end(refusal(429)),
    state: 'refused',
    kind: 'rate-limit',
  },
  {
    name: 'maintenance, all the time',
    answer: (response) => response.setHeader('Retry-After', '0').end(refusal(455)),
    state: 'refused',
    kind: 'maintenance',
  },
];

suite('after', () => {
  for (const { name, answer, state, kind } of FAULTS) {
    test(`${name} the intent is ${state}, and the same one sends nothing more`, async (t) => {
      const shared = sharedStorage();
      const { newClient, made } = await startMaker(t, answer);
      const tab = shared.openTab();
      const call = () => createOnce(newClient(), NEW, { id: 'a', ...tab });
      if (kind === null) assert.equal((await call()).taskId, 'task-1');
      else assert.equal((await alephError(call())).kind, kind);
      assert.deepEqual(
        shared.intents().map((intent) => [intent.state, intent.kind, intent.taskId]),
        [[state, kind, kind === null ? 'task-1' : null]],
      );

      const before = made();
      // The same page, then the page after a reload.
      for (const { store, locks } of [tab, shared.openTab()]) {
        const again = createOnce(newClient(), NEW, { id: 'a', store, locks, again: true });
        if (kind === null) assert.deepEqual([(await again).taskId, (await again).route], ['task-1', 'jobs']);
        else assert.ok((await rejection(again)) instanceof IntentError);
      }
      assert.equal(made(), before);
    });
  }
});

suite('while it is being sent', () => {
  /** @param {import('node:test').TestContext} t */
  async function sending(t) {
    const shared = sharedStorage();
    /** @type {ServerResponse[]} */
    const held = [];
    const maker = await startMaker(t, (response) => void held.push(response));
    const tab = shared.openTab();
    const first = createOnce(maker.newClient(), NEW, { id: 'a', ...tab });
    await maker.arrived;
    return { ...maker, shared, tab, first, answer: () => held[0]?.end(MADE(1)) };
  }

  test('it is stored already, with its time and owner, without a key', async (t) => {
    const { shared, answer, first } = await sending(t);
    const [intent] = shared.intents();
    assert.deepEqual([intent?.state, intent?.input], ['sending', NEW]);
    assert.match(String(intent?.owner), /^\w{8,}$/);
    assert.ok(Date.now() - Number(intent?.time) < 60_000);
    assert.doesNotMatch(JSON.stringify(shared.intents()), /sk-0123456789abcdef/);
    answer();
    await first;
  });

  test('a second click joins the first', async (t) => {
    const { newClient, tab, first, answer, made } = await sending(t);
    const second = createOnce(newClient(), NEW, { id: 'a', ...tab });
    answer();
    assert.equal(await second, await first);
    assert.equal(made(), 1);
  });

  test('a second tab waits for the first, and has its task', async (t) => {
    const { newClient, shared, first, answer, made } = await sending(t);
    const second = createOnce(newClient(), NEW, { id: 'a', ...shared.openTab() });
    answer();
    assert.deepEqual([(await second).taskId, (await first).taskId], ['task-1', 'task-1']);
    assert.equal((await second).status, 'processing');
    assert.equal(made(), 1);
  });

  test('who waits for it can leave', async (t) => {
    const { newClient, shared, first, answer, made } = await sending(t);
    const controller = new AbortController();
    const second = createOnce(newClient(), NEW, { id: 'a', ...shared.openTab(), signal: controller.signal });
    controller.abort('gone');
    assert.equal(await rejection(second), 'gone');
    answer();
    await first;
    assert.equal(made(), 1);
  });

  for (const what of ['reload', 'stopped worker']) {
    test(`a ${what} leaves it unknown, and who comes next sends nothing`, async (t) => {
      const { newClient, shared, tab, made } = await sending(t);
      const next = shared.openTab();
      assert.deepEqual(
        (await intentsOf(next.store, next)).map(({ state }) => state),
        ['sending'],
      );
      const free = whenFree('a', next);
      tab.crash();
      await free;
      assert.deepEqual(
        (await intentsOf(next.store, next)).map(({ state }) => state),
        ['unknown'],
      );
      const error = await rejection(createOnce(newClient(), NEW, { id: 'a', ...next }));
      assert.ok(error instanceof IntentError);
      assert.deepEqual([error.kind, error.intent.state, error.intent.id], ['unknown-outcome', 'unknown', 'a']);
      assert.equal(shared.intents()[0]?.state, 'unknown');
      assert.equal(made(), 1);
    });
  }

  test('a second tab that waits when the first one crashes sends nothing', async (t) => {
    const { newClient, shared, tab, made } = await sending(t);
    const second = rejection(createOnce(newClient(), NEW, { id: 'a', ...shared.openTab() }));
    tab.crash();
    assert.equal((await second).intent.state, 'unknown');
    assert.equal(made(), 1);
  });

  test('another intent of the same input is refused, unless it is made again on purpose', async (t) => {
    const { newClient, shared, tab, first, answer, made } = await sending(t);
    const other = shared.openTab();
    const error = await rejection(createOnce(newClient(), NEW, { id: 'b', ...other }));
    assert.deepEqual([error.intent.id, error.intent.state], ['a', 'sending']);
    tab.crash();
    const after = await rejection(createOnce(newClient(), NEW, { id: 'b', ...other }));
    assert.deepEqual([after.intent.id, after.intent.state], ['a', 'unknown']);
    assert.equal(made(), 1);
    answer();
    await Promise.race([first, forgetIntent(other.store, 'a')]);
  });
});

suite('the same input', () => {
  const OTHERS = [
    { name: 'another prompt', input: { ...NEW, prompt: 'Make it rain' } },
    { name: 'another video', input: { ...NEW, videoUrl: 'https://example.com/other.mp4' } },
    { name: 'another seed', input: { ...NEW, seed: 7 } },
    { name: 'another file under the same URL', input: NEW, file: 'other.mp4' },
  ];
  for (const { name, input, file } of OTHERS) {
    test(`is not the same with ${name}`, async (t) => {
      const { newClient, made } = await startMaker(t, (response) => response.destroy());
      const tab = sharedStorage().openTab();
      await alephError(createOnce(newClient(), NEW, { id: 'a', ...tab }));
      await alephError(createOnce(newClient(), input, { id: 'b', file, ...tab }));
      assert.equal(made(), 2);
    });
  }

  test('is the same whatever URL an upload has given its file', async (t) => {
    const { newClient, made } = await startMaker(t, (response) => response.destroy());
    const tab = sharedStorage().openTab();
    await alephError(createOnce(newClient(), NEW, { id: 'a', file: 'x.mp4', ...tab }));
    const input = { ...NEW, videoUrl: 'https://example.com/uploaded-again.mp4' };
    const error = await rejection(createOnce(newClient(), input, { id: 'b', file: 'x.mp4', ...tab }));
    assert.equal(error.intent.id, 'a');
    assert.equal(made(), 1);
  });

  test('is asked about for a minute after it was made', async (t) => {
    let now = 1_787_093_500_000;
    t.mock.method(Date, 'now', () => now);
    const { newClient, made } = await startMaker(t);
    const tab = sharedStorage().openTab();
    await createOnce(newClient(), NEW, { id: 'a', ...tab });
    now += 59_000;
    const error = await rejection(createOnce(newClient(), NEW, { id: 'b', ...tab }));
    assert.deepEqual([error.intent.state, error.intent.taskId, error.taskId], ['made', 'task-1', 'task-1']);
    now += 2000;
    assert.equal((await createOnce(newClient(), NEW, { id: 'c', ...tab })).taskId, 'task-2');
    assert.equal(made(), 2);
  });

  test('is made again when a person says so, or has forgotten the first', async (t) => {
    const { newClient, made } = await startMaker(t, (response) => response.destroy());
    const tab = sharedStorage().openTab();
    await alephError(createOnce(newClient(), NEW, { id: 'a', ...tab }));
    await alephError(createOnce(newClient(), NEW, { id: 'b', again: true, ...tab }));
    await forgetIntent(tab.store, 'a');
    await forgetIntent(tab.store, 'b');
    await alephError(createOnce(newClient(), NEW, { id: 'c', ...tab }));
    assert.equal(made(), 3);
  });

  test('in two tabs at the same time is sent by one', async (t) => {
    const { newClient, made } = await startMaker(t);
    const shared = sharedStorage();
    const calls = ['a', 'b'].map((id) => createOnce(newClient(), NEW, { id, ...shared.openTab() }));
    const ends = await Promise.allSettled(calls);
    assert.deepEqual(ends.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal(made(), 1);
  });
});
