// Of all that apt would install for a toolchain only what its programs need is fetched, and a library that is missed is told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foreignLibraries, neededOf } from '../../tools/needed-packages.js';

/** A package index in short: what each depends on, and what it provides. @type {Record<string, [depends: string, provides?: string]>} */
const INDEX = {
  emscripten: ['clang-30, nodejs (>= 18), python3:any, node-acorn (>= 8)'],
  'clang-30': ['libllvm30 (= 30.1), libstdc++-30-dev | libstdc++-dev, libclang1-30, libclang-common-30-dev'],
  libllvm30: ['libc6 (>= 2.40), libedit0 | libedit1'],
  libedit1: ['libc6'],
  libc6: [', libgcc-s1'],
  'libgcc-s1': [''],
  'libclang-common-30-dev': ['llvm-headers'],
  'libheaders-of-llvm': ['', 'llvm-headers (= 30), more'],
  'libstdc++-30-dev': ['libc6-dev, libasan12'],
  'libclang1-30': ['libonly-there'],
  'libonly-there': [''],
  'libc6-dev': ['linux-libc-dev'],
  'linux-libc-dev': [''],
  libasan12: [''],
  nodejs: ['libnode150'],
  libnode150: ['libicu90'],
  libicu90: [''],
  python3: ['python3.20'],
  'python3.20': ['libsqlite3-0'],
  'libsqlite3-0': [''],
  'node-acorn': ['nodejs:any'],
};
const RECORDS = Object.entries(INDEX).map(([name, [depends, provides = '']]) => ({ name, depends, provides }));

const NEEDED = /** @type {[packages: string[], needed: string[]][]} */ ([
  [
    ['emscripten'],
    [
      'clang-30',
      'emscripten',
      'libc6',
      'libclang-common-30-dev',
      'libedit1',
      'libgcc-s1',
      'libheaders-of-llvm',
      'libllvm30',
      'node-acorn',
    ],
  ],
  [['libedit1'], ['libc6', 'libedit1', 'libgcc-s1']],
  // What is asked for by name is given, with what it needs.
  [
    ['libclang1-30', 'nodejs'],
    ['libclang1-30', 'libicu90', 'libnode150', 'libonly-there', 'nodejs'],
  ],
]);

for (const [packages, needed] of NEEDED) {
  test(`${packages.join(' and ')}: ${needed.length} packages`, () =>
    assert.deepEqual([...neededOf(packages, RECORDS)].sort(), needed));
}

test('a library of this machine, or none, is told apart from those of the prefix', () => {
  const listing = [
    '\tlinux-vdso.so.1 (0x00007f32e4e02000)',
    '\tlibbinaryen.so => /prefix/usr/lib/x/libbinaryen.so (0x00007f32e3a00000)',
    '\tlibm.so.6 => /lib/x/libm.so.6 (0x00007f32e4cc7000)',
    '\tlibz3.so.4 => not found',
    '\t/prefix/usr/lib/x/ld-linux.so.2 (0x00007f32e4e04000)',
  ].join('\n');
  assert.deepEqual(foreignLibraries(listing, '/prefix/usr/lib/x'), ['libm.so.6', 'libz3.so.4']);
});
