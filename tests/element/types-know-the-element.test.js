// The shipped types know the tag, its properties and its events, without skipLibCheck.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import ts from 'typescript';
import { writeTypes } from '../../tools/types.js';

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kie-aleph-types-'));
  await writeTypes(folder);
});
after(() => rm(folder, { recursive: true, force: true }));

/**
 * @param {string} source TypeScript
 * @returns {Promise<string[]>} what the compiler objects to
 */
async function objections(source) {
  const file = join(folder, 'use.ts');
  await writeFile(
    file,
    `import './element/define.js';\nconst element = document.createElement('aleph-task');\n${source}`,
  );
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
  });
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

const GOOD = [
  "element.taskId = 'a'; element.follow = false; element.apiKey = 'key';",
  "element.addEventListener('aleph-success', ({ detail }) => { const url: string | null | undefined = detail.task.response?.resultVideoUrl; return url; });",
  "element.addEventListener('aleph-error', ({ detail }) => { if (detail.error.kind === 'rate-limit' && detail.willRetry) return detail.error.retryAfter; return null; });",
  "if (element.state === 'succeeded') element.refresh();",
];
for (const source of GOOD) test(source, async () => assert.deepEqual(await objections(source), []));

const BAD = [
  'element.taskId = 7;',
  "element.state = 'failed';",
  "element.addEventListener('aleph-success', ({ detail }) => detail.error);",
  "if (element.state === 'done') element.refresh();",
];
for (const source of BAD) test(`refused: ${source}`, async () => assert.equal((await objections(source)).length, 1));
