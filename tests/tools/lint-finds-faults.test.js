// `npm run lint` fails on a fault of each kind, and passes the same project without it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { LINTERS } from '../../tools/lint.js';
import { SetupError } from '../../tools/process.js';
import { ROOT } from '../../tools/setup.js';
import { tidy } from '../../tools/tidy.js';

/** What the linters read of this project: its own settings. */
const SETTINGS = ['.clang-format', '.clang-tidy', '.gitignore', 'biome.jsonc', 'tools/tsconfig.json'];

/** A project of one file for each linter, without a fault. @type {Record<string, string>} */
const SOUND = {
  'tools/add.js': '/** @param {number} a @param {number} b */\nexport function add(a, b) {\n  return a + b;\n}\n',
  'web/page.css': 'p {\n  color: red;\n}\n',
  'src/core/add.hpp': '#pragma once\n\nnamespace aleph {\nint add(int left, int right);\n}  // namespace aleph\n',
  'src/core/add.cpp':
    '#include "add.hpp"\n\nnamespace aleph {\nint add(int left, int right) { return left + right; }\n}  // namespace aleph\n',
  '.github/workflows/test.yml':
    'on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npm test\n',
};

/**
 * @typedef {object} Fault
 * @property {string} what
 * @property {string} linter
 * @property {keyof SOUND} file
 * @property {[sound: string, planted: string]} change
 * @property {RegExp} says
 */

/** @type {Fault[]} */
const FAULTS = [
  {
    what: 'a variable that is not used',
    linter: 'biome',
    file: 'tools/add.js',
    change: ['  return', '  const c = 3;\n  return'],
    says: /tools\/add\.js:3.*noUnusedVariables/,
  },
  {
    what: 'what is only worth a warning',
    linter: 'biome',
    file: 'tools/add.js',
    change: ['return a + b;', 'return a == b;'],
    says: /tools\/add\.js:3.*noDoubleEquals/,
  },
  {
    what: 'a promise that nobody waits for',
    linter: 'biome',
    file: 'tools/add.js',
    change: ['  return', '  Promise.resolve(a).then(add);\n  return'],
    says: /tools\/add\.js:3.*noFloatingPromises/,
  },
  {
    what: 'JavaScript in another format',
    linter: 'biome',
    file: 'tools/add.js',
    change: ['a + b;', 'a+b'],
    says: /tools\/add\.js format/,
  },
  {
    what: 'CSS in another format',
    linter: 'biome',
    file: 'web/page.css',
    change: ['  color', 'color'],
    says: /web\/page\.css format/,
  },
  {
    what: 'CSS that no browser knows',
    linter: 'biome',
    file: 'web/page.css',
    change: ['color:', 'colour:'],
    says: /web\/page\.css:2.*noUnknownProperty/,
  },
  {
    what: 'a wrong type',
    linter: 'tsc',
    file: 'tools/add.js',
    change: ['a + b', "add(a, 'b')"],
    says: /tools\/add\.js\(3,\d+\): error TS2345/,
  },
  {
    what: 'C++ in another format',
    linter: 'clang-format',
    file: 'src/core/add.cpp',
    change: ['{ return', '{return'],
    says: /src\/core\/add\.cpp:4:.*clang-format-violations/,
  },
  {
    what: 'a branch that is there twice',
    linter: 'clang-tidy',
    file: 'src/core/add.cpp',
    change: ['left + right', 'left > 0 ? right : right'],
    says: /src\/core\/add\.cpp:4:.*bugprone-branch-clone/,
  },
  {
    what: 'a workflow step with an unknown key',
    linter: 'actionlint',
    file: '.github/workflows/test.yml',
    change: ['run: npm', 'rum: npm'],
    says: /test\.yml:6.*"rum"/,
  },
];

/** @type {string} */
let root;
before(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'lint-')));
  for (const file of SETTINGS) await cp(join(ROOT, file), join(root, file));
  for (const [file, text] of Object.entries(SOUND)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  // The linters ask git which files there are.
  execFileSync('git', ['init', '-q'], { cwd: root });
});
after(() => rm(root, { recursive: true }));

/** clang-tidy is given the command that CMake would give it. @type {typeof LINTERS} */
const ALL = {
  ...LINTERS,
  'clang-tidy': async (folder) => {
    const database = join(folder, 'build');
    const file = join(folder, 'src/core/add.cpp');
    const command = `c++ -std=c++23 -c ${file}`;
    await mkdir(database, { recursive: true });
    await writeFile(join(database, 'compile_commands.json'), JSON.stringify([{ directory: folder, command, file }]));
    await tidy(folder, [{ file, database, command, options: [] }]);
  },
};

for (const [name, lint] of Object.entries(ALL)) test(`${name} passes what is sound`, () => lint(root));

for (const { what, linter, file, change, says } of FAULTS) {
  test(`${linter} finds ${what}`, async () => {
    const sound = String(SOUND[file]);
    const planted = sound.replace(...change);
    assert.notEqual(planted, sound);
    await writeFile(join(root, file), planted);
    try {
      await assert.rejects(
        async () => ALL[linter]?.(root),
        (error) => {
          assert.ok(error instanceof SetupError);
          assert.match(error.message, says);
          return true;
        },
      );
    } finally {
      await writeFile(join(root, file), sound);
    }
  });
}
