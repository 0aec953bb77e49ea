// What an editor shows of the packed package: words for everything exported and for all its members, and the source behind a name.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { ROOT } from '../../tools/setup.js';
import { emptyProject } from './installed.js';

const PACKAGE = join(ROOT, 'build/package/package');
const manifest = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));

/** Entries by their types' files. @type {[entry: string, file: string][]} */
const ENTRIES = Object.entries(manifest.exports).flatMap(([entry, { types }]) =>
  types ? [[entry, join(PACKAGE, types)]] : [],
);

/** The platform's names, which it explains. */
const OF_THE_PLATFORM =
  /^(attributeChanged|connected|disconnected|adopted|connectedMove)Callback$|^observedAttributes$|^prototype$/;

const program = ts.createProgram(
  ENTRIES.map(([, file]) => file),
  {
    strict: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: ['node'],
    typeRoots: [join(ROOT, 'node_modules/@types')],
  },
);
const checker = program.getTypeChecker();

/** @param {ts.Symbol} symbol @returns {boolean} whether an editor has words for it */
function isDocumented(symbol) {
  const tags = symbol.getJsDocTags(checker).filter(({ name }) => ['returns', 'type', 'property'].includes(name));
  return [symbol.getDocumentationComment(checker), ...tags.map(({ text }) => text)].some((words) =>
    ts.displayPartsToString(words).trim(),
  );
}

/** @param {ts.Symbol} symbol @returns {ts.Symbol[]} the members of a class or of an object's type that are ours */
function membersOf(symbol) {
  if (!(symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.TypeAlias | ts.SymbolFlags.Interface))) return [];
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  return (type.isUnion() ? type.types : [type])
    .flatMap((each) => each.getProperties())
    .filter(({ name }) => !name.startsWith('__#') && !name.startsWith('#') && !OF_THE_PLATFORM.test(name))
    .filter(({ declarations = [] }) => declarations[0]?.getSourceFile().fileName.startsWith(PACKAGE));
}

for (const [entry, file] of ENTRIES) {
  test(`everything that ${entry.replace('.', 'kie-aleph')} exports says what it is`, () => {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    assert.ok(module, file);
    const silent = checker.getExportsOfModule(module).flatMap((exported) => {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      const members = membersOf(symbol).filter((member) => !isDocumented(member));
      return [
        ...(isDocumented(exported) || isDocumented(symbol) ? [] : [exported.name]),
        ...members.map(({ name }) => `${exported.name}.${name}`),
      ];
    });
    assert.deepEqual([...new Set(silent)], []);
  });
}

/** Where a name leads. @type {[name: string, source: string, says: RegExp][]} */
const DEFINITIONS = [
  ['AlephClient', 'web/client/client.js', /^export class AlephClient/],
  ['waitForTask', 'web/client/look-client.js', /^ {2}async waitForTask\(/],
  ['TaskFailedError', 'web/client/errors.js', /^export class TaskFailedError/],
  ['StartError', 'web/client/errors.js', /^export class StartError/],
  ['saveResult', 'web/save/save-result.js', /^export async function saveResult/],
  ['saveToFolder', 'web/save/save-to-folder.js', /^export async function saveToFolder/],
  ['createProxy', 'web/proxy/proxy.js', /^export function createProxy/],
  ['nodeListener', 'web/proxy/node-adapter.js', /^export function nodeListener/],
  ['AlephTaskElement', 'web/element/aleph-task.js', /^export class AlephTaskElement/],
];

test('the definition of a name is its source', async (t) => {
  const folder = await emptyProject(t);
  const file = join(folder, 'use.ts');
  const text = `import { AlephClient, StartError, TaskFailedError } from 'kie-aleph';
import { AlephTaskElement } from 'kie-aleph/element';
import { nodeListener } from 'kie-aleph/node';
import { createProxy } from 'kie-aleph/proxy';
import { saveResult } from 'kie-aleph/save';
import { saveToFolder } from 'kie-aleph/save/node';
new AlephClient().waitForTask('a');
`;
  await writeFile(file, text);
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { module: 'nodenext', target: 'es2022', types: [] }, files: ['use.ts'] }),
  );
  const editor = startEditor(t);
  await editor.ask('updateOpen', { openFiles: [{ file }] });
  for (const [name, source, says] of DEFINITIONS) {
    const before = text.slice(0, text.indexOf(name)).split('\n');
    const place = { file, line: before.length, offset: String(before.at(-1)).length + 1 };
    const [found] = await editor.ask('definition', place);
    assert.equal(found?.file, join(folder, 'node_modules/kie-aleph', source), name);
    const lines = (await readFile(found.file, 'utf8')).split('\n');
    // The maps of JavaScript are not exact: it may be its comment, or its first member.
    const near = lines.slice(Math.max(found.start.line - 30, 0), found.start.line + 30);
    assert.ok(
      near.some((line) => says.test(line)),
      `${name}: ${found.start.line}`,
    );
  }
});

/**
 * What stands behind an editor: TypeScript's server, which speaks JSON in lines.
 * @param {import('node:test').TestContext} t
 */
function startEditor(t) {
  const server = join(ROOT, 'node_modules/typescript/lib/tsserver.js');
  const child = spawn(process.execPath, [server, '--disableAutomaticTypingAcquisition'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => child.kill());
  /** @type {Map<number, (body: any) => void>} */
  const waiting = new Map();
  createInterface(child.stdout).on('line', (line) => {
    if (!line.startsWith('{')) return;
    const { type, request_seq: seq, body } = JSON.parse(line);
    if (type === 'response') waiting.get(seq)?.(body ?? []);
  });
  let last = 0;
  return {
    /** @param {string} command @param {object} args @returns {Promise<any>} */
    ask: (command, args) =>
      new Promise((resolve) => {
        waiting.set(++last, resolve);
        child.stdin.write(`${JSON.stringify({ seq: last, type: 'request', command, arguments: args })}\n`);
      }),
  };
}
