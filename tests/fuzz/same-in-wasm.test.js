// The same bytes give the same result natively and in WebAssembly: the seeds, and what the last fuzzing kept of its own.
// Needs the preset `fuzz`, which `npm test` builds.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startModule } from '../../web/client/module/inside.js';
import { ENDPOINTS } from '../../web/shared/endpoints.js';
import { SIGNED_AT } from '../core/cases/callback-cases.js';
import { ASKED_ID } from '../core/contract-cases.js';
import { scheduleCases, START } from '../core/schedule-cases.js';
import { PLANTED_KEY } from './planted-key.js';
import { seeds } from './write-corpus.js';

const BUILD = fileURLToPath(new URL('../../build/fuzz/', import.meta.url));
const REPLAY = join(BUILD, 'tests/fuzz/aleph_replay');

/** What all endpoints take together. */
const INPUT = {
  taskId: ASKED_ID,
  prompt: 'Make it snow',
  videoUrl: 'https://example.com/in.mp4',
  url: 'https://example.com/in.mp4',
  fileUrl: 'https://example.com/in.mp4',
  uploadPath: 'kie-aleph',
};

/** The first request of a wait that has failed in nothing, with the least jitter. */
const FIRST = {
  baseUrl: 'https://api.kie.ai',
  timeout: 60_000,
  maxResponseBytes: 1_000_000,
  failures: 0,
  random: 0,
};

const module = await startModule();

/** @param {string} target @returns {Uint8Array[]} */
function inputsOf(target) {
  const folders = ['short', 'corpus'].map((name) => join(BUILD, name, target)).filter((folder) => existsSync(folder));
  const found = folders.flatMap((folder) => readdirSync(folder).map((name) => readFileSync(join(folder, name))));
  return [...(seeds[target] ?? []).map((input) => Uint8Array.from(input)), ...found];
}

/** @param {string[]} lines @returns {unknown[]} what the native program says of each */
function natively(lines) {
  assert.ok(existsSync(REPLAY), 'npm run build -- fuzz');
  const { status, stdout, stderr } = spawnSync(REPLAY, {
    input: `${lines.join('\n')}\n`,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  assert.equal(status, 0, stderr);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** An input of the target `read`, as answer.cpp takes it apart. @param {Uint8Array} input @returns {Promise<unknown>} */
function settlementOf(input) {
  const [row = 0, low = 0, high = 0, seconds = 0] = input;
  const { operation = 'look', route = 'aleph' } = ENDPOINTS[row % ENDPOINTS.length] ?? {};
  const response = {
    status: 100 + ((low | (high << 8)) % 500),
    headers: { get: () => (seconds === 255 ? null : String(seconds)) },
    arrayBuffer: async () => Uint8Array.from(input.subarray(4)).buffer,
  };
  const fetch = async () => /** @type {Response} */ (/** @type {unknown} */ (response));
  return new Promise((resolve, reject) => {
    module.startRequest({ ...FIRST, operation, route }, INPUT, {
      apiKey: PLANTED_KEY,
      fetch,
      onFetchError: reject,
      onSettled: resolve,
    });
  });
}

/** @param {readonly unknown[]} inputs @param {unknown[]} actual @param {unknown[]} expected */
function assertSame(inputs, actual, expected) {
  assert.equal(actual.length, inputs.length);
  assert.equal(expected.length, inputs.length);
  for (const [i, input] of inputs.entries()) {
    const shown = input instanceof Uint8Array ? Buffer.from(input).toString('latin1') : JSON.stringify(input);
    assert.deepEqual(actual[i], expected[i], shown);
  }
}

suite('natively and in WebAssembly', () => {
  test('an answer is read the same', async () => {
    const inputs = inputsOf('read');
    const lines = inputs.map((input) => `answer ${Buffer.from(input).toString('hex')}`);
    assertSame(inputs, await Promise.all(inputs.map(settlementOf)), natively(lines));
  });

  test('a callback is read the same', () => {
    const given = inputsOf('callback').map((input) => ({
      body: new TextDecoder().decode(input),
      timestamp: String(SIGNED_AT),
      now: SIGNED_AT * 1000,
    }));
    const lines = given.map((callback) => `callback ${JSON.stringify(callback)}`);
    assertSame(given, given.map(module.readCallback), natively(lines));
  });

  test('the next look is planned the same', () => {
    const states = scheduleCases.flatMap(({ state }) =>
      [0, 0.25, 0.999_999].map((random) => ({ ...START, ...state, random })),
    );
    const lines = states.map((state) => `look ${JSON.stringify(state)}`);
    assertSame(states, states.map(module.planLook), natively(lines));
  });

  test('the key that is planted is one', () => {
    const header = readFileSync(new URL('invariants.hpp', import.meta.url), 'utf8');
    assert.ok(header.includes(`R"(${PLANTED_KEY})"`));
  });
});
