// What the tests need of the machine is found on PATH, in a library folder or by its variable; what is missing is named with its package.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ensurePrograms, findProgram, PROGRAMS } from '../../tools/machine-packages.js';
import { SetupError } from '../../tools/process.js';

const HERE = fileURLToPath(import.meta.url);
const PROGRAM = {
  name: 'a decoder',
  commands: ['no-such-program'],
  libraries: ['no-such-folder/decoder.so'],
  variable: 'KIE_ALEPH_TEST_DECODER',
  debian: 'some-decoder',
};

/** @param {import('node:test').TestContext} t @param {Record<string, string>} values of the environment, during this test */
function withEnv(t, values) {
  const before = { ...process.env };
  Object.assign(process.env, values);
  t.after(() => {
    for (const name of Object.keys(values)) delete process.env[name];
    Object.assign(process.env, before);
  });
}

test('what is nowhere is missing', () => assert.equal(findProgram(PROGRAM), null));

test('a path in the variable is taken', (t) => {
  withEnv(t, { [PROGRAM.variable]: HERE });
  assert.equal(findProgram(PROGRAM), HERE);
});

test('a library is found without being on PATH', () => {
  const decoder = findProgram(PROGRAMS.decoder);
  assert.ok(decoder !== null && existsSync(decoder), String(decoder));
});

test('where nothing can be installed, one message names each package once', async (t) => {
  withEnv(t, { PATH: '' });
  await assert.rejects(ensurePrograms([PROGRAM, { ...PROGRAM, name: 'its other half' }]), (error) => {
    assert.ok(error instanceof SetupError);
    assert.match(error.message, /a decoder: Debian package some-decoder, or its path in KIE_ALEPH_TEST_DECODER/);
    assert.match(error.message, /its other half/);
    assert.match(error.message, /apt-get install some-decoder$/);
    return true;
  });
});
