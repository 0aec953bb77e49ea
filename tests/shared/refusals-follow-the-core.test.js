// What counts as "nothing was made" where no WebAssembly runs is what the core, too, takes for a refusal; and the model is the core's.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { MODEL, saysRefused } from '../../web/shared/creating.js';
import { alephError } from '../helpers/rejection.js';
import { fakeFetch } from '../helpers/responses.js';

const NEW = { prompt: 'Make it snow', videoUrl: 'https://example.com/in.mp4' };
/** Behind these a task may have been begun. */
const DOUBTFUL = ['server', 'task-failed', 'api', 'unknown-outcome'];

/** @param {string} text */
const bytes = (text) => new TextEncoder().encode(text);

/** @param {string} body @returns {Promise<string>} the kind of the client's error */
async function kindOf(body) {
  const { fetch } = fakeFetch(body);
  return (await alephError(new AlephClient({ fetch, maxRetries: 0 }).createTask(NEW))).kind;
}

test('each code is a refusal just where the core has no doubt', async () => {
  /** @type {number[]} */
  const refusals = [];
  for (let code = 201; code < 600; code++) {
    const body = JSON.stringify({ code, msg: 'no' });
    const isRefused = saysRefused(bytes(body));
    assert.equal(isRefused, !DOUBTFUL.includes(await kindOf(body)), `${code}`);
    if (isRefused) refusals.push(code);
  }
  assert.ok(refusals.includes(402) && refusals.length > 5);
});

suite('no refusal:', () => {
  for (const body of [
    '{"code":200,"data":{"taskId":"a"}}',
    '{"code":200}',
    '{"data":{"code":402}}',
    '{"code":402',
    '[402]',
    'null',
    '402',
    '',
    '<html>',
  ]) {
    test(body || 'nothing', async () => {
      assert.equal(saysRefused(bytes(body)), false);
      if (!body.includes('taskId')) assert.ok(DOUBTFUL.includes(await kindOf(body)), await kindOf(body));
    });
  }
});

test('stricter than the core: a code in quotes is none', () =>
  assert.equal(saysRefused(bytes('{"code":"402"}')), false));

test('the model is the one whose tasks the core makes', async () => {
  const { fetch, requests } = fakeFetch('{"code":200,"data":{"taskId":"a"}}');
  await new AlephClient({ fetch }).createTask(NEW);
  assert.equal(JSON.parse(String(await new Response(requests[0]?.init.body).text())).model, MODEL);
});
