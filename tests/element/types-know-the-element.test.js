// The shipped types know the tag, its properties and its events, without skipLibCheck.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import ts from 'typescript';
import { writeTypes } from '../../tools/types.js';

const GOOD = [
  "element.taskId = 'a'; element.follow = false; element.apiKey = 'key';",
  "element.addEventListener('aleph-success', ({ detail }) => { const url: string | null | undefined = detail.task.response?.resultVideoUrl; return url; });",
  "element.addEventListener('aleph-error', ({ detail }) => { if (detail.error.kind === 'rate-limit' && detail.willRetry) return detail.error.retryAfter; return null; });",
  "if (element.state === 'succeeded') element.refresh();",
  "element.route = 'jobs'; const route: 'auto' | 'aleph' | 'jobs' = element.route;",
];

const BAD = [
  'element.taskId = 7;',
  "element.route = 'other';",
  "element.state = 'failed';",
  "element.addEventListener('aleph-success', ({ detail }) => detail.error);",
  "if (element.state === 'done') element.refresh();",
];

/** @type {string} */
let folder;
/** What the compiler objects to, by file. @type {Map<string | undefined, string[]>} */
const objections = new Map();
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kie-aleph-types-'));
  await writeTypes(folder);
  for (const source of [...GOOD, ...BAD]) {
    const head = `import './element/define.js';\nconst element = document.createElement('aleph-task');\n`;
    await writeFile(fileOf(source), head + source);
  }
  // One program for all of them: most of its time goes into reading the DOM's types.
  const program = ts.createProgram([...GOOD, ...BAD].map(fileOf), {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
  });
  for (const { file, messageText } of ts.getPreEmitDiagnostics(program)) {
    const said = ts.flattenDiagnosticMessageText(messageText, ' ');
    // The compiler writes paths with slashes on every system.
    const name = file && resolve(file.fileName);
    objections.set(name, [...(objections.get(name) ?? []), said]);
  }
});
after(() => rm(folder, { recursive: true, force: true }));

/** @param {string} source */
function fileOf(source) {
  return join(folder, `use-${[...GOOD, ...BAD].indexOf(source)}.ts`);
}

for (const source of GOOD) test(source, () => assert.equal(objections.get(fileOf(source)), undefined));

for (const source of BAD) test(`refused: ${source}`, () => assert.equal(objections.get(fileOf(source))?.length, 1));

test('the compiler objects to nothing else', () => {
  for (const source of [...GOOD, ...BAD]) objections.delete(fileOf(source));
  assert.deepEqual([...objections], []);
});
