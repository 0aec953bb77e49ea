// Mutants are what `npm run mutate` says they are: one change each, of what runs, in JavaScript and in C++; a seed repeats its sample.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cppMutants } from '../../tools/mutate/cpp.js';
import { isJavaScript, javascriptMutants } from '../../tools/mutate/javascript.js';
import { mutated, sample, sampleOfEach } from '../../tools/mutate/mutant.js';
import { reaches } from '../../tools/mutate/reach.js';
import { ROOT } from '../../tools/setup.js';

/** @type {[source: string, mutants: string[]][]} */
const JAVASCRIPT = [
  ['a < b;', ['a <= b;', ';']],
  ['x = a ?? b;', ['x = (a && b);', ';']],
  ["x = a + 'b';", ["x = a + '';", ';']],
  ['if (a) b();', ['if (true) b();', 'if (false) b();', 'if (a) ;']],
  ['await a();', ['a();', ';']],
  ['f = () => a === b;', ['f = () => a !== b;', 'f = () => true;', 'f = () => false;', ';']],
  ['throw e;', [';']],
  ['x = -1;', ['x = 1;', 'x = -2;', ';']],
  ['x = 60_000;', ['x = 120000;', ';']],
  ['x = /^a$/;', ['x = /a$/;', 'x = /^a/;', ';']],
  ['x = { a: b };', ['x = { ...{} };', ';']],
  ['x = [...a];', ['x = [...[]];', ';']],
  ['x = a?.b;', ['x = a.b;', ';']],
  ["import { a } from 'a';", []],
  ['// a < b', []],
];
for (const [source, expected] of JAVASCRIPT) {
  test(`of ${source}`, () => {
    const found = javascriptMutants('a.js', source).map((mutant) => mutated(source, mutant));
    assert.deepEqual(found.sort(), expected.sort());
    assert.deepEqual(
      found.filter((text) => !isJavaScript(text)),
      [],
    );
  });
}

for (const [start, isReached] of /** @type {const} */ ([
  [9, false],
  [10, true],
  [19, true],
  [20, true],
  [21, false],
]))
  test(`a mutant at ${start} is ${isReached ? '' : 'not '}asked about where 10 to 20 runs`, () => {
    const reach = { runs: { 'a.js': /** @type {[number, number][]} */ ([[10, 20]]) } };
    assert.equal(reaches(reach, { file: 'a.js', start }), isReached);
    assert.equal(reaches(reach, { file: 'b.js', start }), false);
  });

test('a change that leaves no program is seen', () => assert.equal(isJavaScript('a = ;'), false));

/** @type {[source: string, mutants: string[]][]} */
const CPP = [
  ['  x = a < b;', ['  x = a <= b;', '  ;']],
  ['  std::vector<int> v;', []],
  ["  f(60'000);", ['  f(120000);', '  ;']],
  ['  f(\'a\', "b");', ['  f(\'#\', "b");', '  f(\'a\', "");', '  ;']],
  ['  if (a) f(b);', ['  if (true) f(b);', '  if (false) f(b);', '  if (a) ;']],
  ['  if (const auto a = f()) g();', ['  if (const auto a = f(); false) g();', '  if (const auto a = f()) ;']],
  ['  return a ? b : c;', ['  return {};', '  return a && false ? b : c;', '  return a || true ? b : c;']],
  ['  // a < b', []],
  ['#if A < 1', []],
  ['static_assert(a < 1);', []],
];
for (const [source, expected] of CPP) {
  test(`of ${source.trim()}`, () => {
    const found = cppMutants('a.cpp', source).map((mutant) => mutated(source, mutant));
    assert.deepEqual(found.sort(), expected.sort());
  });
}

test('what a text or a comment says is no code', () => {
  const source = '  f(R"x(a < 1; // "if (b)")x");';
  assert.deepEqual(
    cppMutants('a.cpp', source).map((mutant) => mutated(source, mutant)),
    ['  ;', '  f("");'],
  );
});

test('a mutant says where it is and what it changes, in one line', () => {
  const [mutant] = javascriptMutants('a.js', 'a;\n  f(\n1);\n')
    .filter(({ operator }) => operator === 'statement')
    .slice(1);
  assert.deepEqual(
    { ...mutant, start: 0, end: 0 },
    {
      file: 'a.js',
      start: 0,
      end: 0,
      text: ';',
      operator: 'statement',
      within: '',
      line: 2,
      source: 'f(',
      change: 'f( 1); → ;',
    },
  );
});

test('a seed repeats its sample, and another draws another', () => {
  const all = Array.from({ length: 100 }, (_, i) => i);
  assert.deepEqual(sample(all, 10, 7), sample(all, 10, 7));
  assert.notDeepEqual(sample(all, 10, 7), sample(all, 10, 8));
  assert.deepEqual(
    sample(all, Infinity, 7).sort((a, b) => a - b),
    all,
  );
});

/** @type {[file: string, source: string, functions: string[]][]} */
const FUNCTIONS = [
  ['a.js', 'x = 1; function f() { return 2; }', ['', 'function f() { return 2; }']],
  ['a.js', 'class A {\n  f() {\n    return g(() => 2);\n  }\n}', ['f() {']],
  ['a.js', 'const f = (a) => a + 2;', ['(a) => a + 2']],
  [
    'a.cpp',
    'namespace {\nconstexpr int a = 1;\n\nint f(int b,\n      int c) {\n  return b + c;\n}\n}',
    ['', 'int f(int b,'],
  ],
  ['a.cpp', 'struct A {\n  int f() const {\n    if (a) {\n      return 1;\n    }\n  }\n};', ['int f() const {']],
];
for (const [file, source, functions] of FUNCTIONS) {
  test(`functions of ${JSON.stringify(source)}`, () => {
    const found = (file === 'a.js' ? javascriptMutants : cppMutants)(file, source);
    const names = new Set(found.map(({ within }) => within.replace(/^\d+ +/, '')));
    assert.deepEqual([...names], functions);
    assert.equal(sampleOfEach(found, 1, 7).length, functions.length);
    assert.equal(sampleOfEach(found, Infinity, 7).length, found.length);
  });
}

test('each change that is listed as changing nothing is one that would be tried, and listed once', () => {
  const read = (/** @type {string} */ file) => readFileSync(join(ROOT, file), 'utf8');
  const listed = /** @type {{ file: string, source: string, change: string }[]} */ (
    JSON.parse(read('tools/mutate/equivalent.json'))
  ).map(({ file, source, change }) => `${file}: ${source}: ${change}`);
  const files = new Set(listed.map((name) => name.split(':', 1).join()));
  const tried = new Set(
    [...files].flatMap((file) => {
      const mutants = file.endsWith('.js') ? javascriptMutants(file, read(file)) : cppMutants(file, read(file));
      return mutants.map(({ source, change }) => `${file}: ${source}: ${change}`);
    }),
  );
  assert.deepEqual(
    listed.filter((name, at) => !tried.has(name) || listed.indexOf(name) !== at),
    [],
  );
});
