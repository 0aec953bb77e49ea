// Test files begin in the order given, a failed one fails the run, and lists of files name files that are there.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ALONE, LONG, testFiles } from '../../tools/run-tests.js';
import { ROOT } from '../../tools/setup.js';
import { freePort } from '../helpers/free-port.js';
import { step, stepTable, together } from '../../tools/steps.js';

test('what runs alone and what begins first is there', () => {
  for (const file of [...ALONE, ...LONG]) assert.ok(existsSync(join(ROOT, file)), file);
});

test('long files come first, the others by name', () => {
  const files = testFiles('.');
  assert.deepEqual(files.slice(0, LONG.length), LONG);
  const others = files.slice(LONG.length);
  assert.deepEqual(others, [...others].sort());
  assert.equal(new Set(files).size, files.length);
});

/**
 * Runs small test files one at a time, named by what they do, in this order.
 * @param {import('node:test').TestContext} t
 * @param {Record<string, string>} bodies
 */
async function runFiles(t, bodies) {
  const folder = await mkdtemp(join(tmpdir(), 'kie-aleph-files-'));
  t.after(() => rm(folder, { recursive: true }));
  const log = join(folder, 'log');
  const files = Object.entries(bodies).map(async ([name, body]) => {
    const file = join(folder, `${name}.test.mjs`);
    const text = `import { appendFileSync } from 'node:fs';\nimport { test } from 'node:test';\nappendFileSync(${JSON.stringify(log)}, '${name} ');\n${body}\n`;
    return writeFile(file, text).then(() => file);
  });
  const { NODE_TEST_CONTEXT, ...env } = process.env;
  const args = [join(ROOT, 'tools/run-test-files.js'), '1', ...(await Promise.all(files))];
  /** @type {{ code: number, said: string }} */
  const end = await new Promise((resolve) =>
    execFile(process.execPath, args, { env }, (error, said) => resolve({ code: Number(error?.code ?? 0), said })),
  );
  return { ...end, order: (await readFile(log, 'utf8')).trim() };
}

const PASSES = "test('passes', () => {});";

test('files begin as they are given; each is told with its time', async (t) => {
  const { code, said, order } = await runFiles(t, { two: PASSES, one: PASSES, three: PASSES });
  assert.equal(code, 0, said);
  assert.equal(order, 'two one three');
  for (const name of ['one', 'two', 'three'])
    assert.match(said, new RegExp(`\\d\\.\\d s {2}\\S*${name}\\.test\\.mjs$`, 'm'));
});

for (const [what, body] of Object.entries({
  'a failed test': "test('fails', () => { throw new Error('so it is'); });",
  'a file that throws': "throw new Error('so it is');",
})) {
  test(`${what} fails the run, and is told last`, async (t) => {
    const { code, said, order } = await runFiles(t, { wrong: body, right: PASSES });
    assert.equal(code, 1, said);
    assert.equal(order, 'wrong right');
    assert.match(said.slice(said.indexOf('failing tests')), /wrong\.test\.mjs/);
  });
}

test('a test that is to be done fails nothing', async (t) => {
  const { code, said } = await runFiles(t, { later: "test('fails', { todo: true }, () => { throw new Error(); });" });
  assert.equal(code, 0, said);
});

test('of what goes on at once a failure is thrown when all have ended', async () => {
  let ended = false;
  const works = [
    () => Promise.reject(new Error('the first')),
    async () => {
      await new Promise((resolve) => setImmediate(resolve));
      ended = true;
    },
  ];
  await assert.rejects(together(...works), /the first/);
  assert.ok(ended);
});

test('a step gives what it made, and is in the table, also when it failed', async () => {
  assert.equal(await step('one', () => 1), 1);
  await assert.rejects(
    step('two', () => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.match(stepTable(undefined, 3, 0), /^ +\d+\.\d s {2}one\n +\d+\.\d s {2}two\n +\d+\.\d s {2}all of it$/);
  assert.equal(
    stepTable(
      [
        { name: 'a', seconds: 61.26 },
        { name: 'b', seconds: 0.2 },
      ],
      1234.5,
    ),
    '   61.3 s  a\n 1234.5 s  all of it',
  );
});

test('a port for a program is free, and none that a system gives to those who ask for any', async (t) => {
  const server = createServer().listen(await freePort(), '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  assert.ok(port >= 20_000 && port < 32_768, `${port}`);
});
