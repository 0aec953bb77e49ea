// Which tests run which code: each test file once, unchanged, under V8's coverage. What is known is kept until its reason changes.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { filesOf } from '../files-of.js';
import { needsNoBrowser, testFiles } from '../run-tests.js';
import { ROOT } from '../setup.js';
import { runTest } from './test-run.js';

/** Folders below tests/ that reach client and proxy without a browser and without an installed package. */
const FOLDERS = ['client', 'core', 'create', 'server', 'shared'];

/** A test that fails where much else runs is asked again, here and when it says that a mutant is dead. */
const MOST_TRIES = 3;

/** A test that takes longer tells of a whole machine; it would be run for each mutant. */
const LONGEST_MS = 200_000;

const KEPT = join(ROOT, 'build/mutate/reach.json');

/**
 * What one test file does with the code as it is.
 * @typedef {object} Reach
 * @property {string} key of all it depends on
 * @property {string[]} scripts of the project that it loads
 * @property {number} tries that it took to pass; Infinity (in JSON null) if it never did
 * @property {number} ms
 * @property {Record<string, [number, number][]>} runs by file: the parts that run
 */

/** @typedef {{ url: string, functions: { ranges: { startOffset: number, endOffset: number, count: number }[] }[] }} Script */

/**
 * @param {import('./place.js').Place[]} places one a test that runs at once
 * @param {(done: number, all: number, file: string) => void} onProgress
 * @returns {Promise<Map<string, Reach>>} by test file; only those that pass
 */
export async function reachOfTests(places, onProgress) {
  const files = testFiles(...FOLDERS).filter(needsNoBrowser);
  /** @type {Record<string, Reach>} */
  const kept = JSON.parse(await readFile(KEPT, 'utf8').catch(() => '{}'));
  // What a place has, for the work tree may change meanwhile.
  const [{ folder: unchanged } = { folder: ROOT }] = places;
  const data = filesOf(ROOT, 'web', 'tests', 'package.json').filter((file) => !file.endsWith('.js'));
  /** @param {string} file @param {string[]} scripts */
  const keyOf = (file, scripts) => hashOf(unchanged, [file, ...scripts, ...data]);
  const waiting = files.entries();
  await Promise.all(
    places.map(async ({ folder }) => {
      for (const [at, file] of waiting) {
        const known = kept[file];
        if (known?.scripts && known.key === (await keyOf(file, known.scripts))) continue;
        onProgress(at + 1, files.length, file);
        let reach = await measure(folder, file);
        for (let tries = 2; tries <= MOST_TRIES && reach.tries === Infinity; tries++) {
          const again = await measure(folder, file);
          reach = { ...again, tries: again.tries === 1 ? tries : Infinity };
        }
        kept[file] = { key: await keyOf(file, reach.scripts), ...reach };
        await mkdir(dirname(KEPT), { recursive: true });
        await writeFile(KEPT, JSON.stringify(kept));
      }
    }),
  );
  return new Map(
    files.flatMap((file) =>
      kept[file] && kept[file].tries <= MOST_TRIES && kept[file].tries ? [[file, kept[file]]] : [],
    ),
  );
}

/**
 * @param {Pick<Reach, 'runs'>} reach
 * @param {Pick<import('./mutant.js').Mutant, 'file' | 'start'>} mutant
 * @returns {boolean} also where it begins right behind what runs: a function that is never called is made all the same, and `?.` matters most
 *   where what follows it does not run
 */
export function reaches({ runs }, { file, start }) {
  return runs[file]?.some(([from, to]) => from <= start && start <= to) ?? false;
}

/** @param {string} folder @param {string} file @returns {Promise<Omit<Reach, 'key'>>} */
async function measure(folder, file) {
  const output = await mkdtemp(join(tmpdir(), 'kie-aleph-reach-'));
  const { end, ms } = await runTest(folder, file, { timeout: LONGEST_MS, env: { NODE_V8_COVERAGE: output } });
  const root = pathToFileURL(`${folder}/`).href;
  /** @type {Map<string, Uint8Array>} by file, a byte for each of its signs */
  const runs = new Map();
  /** @type {Set<string>} */
  const scripts = new Set();
  for (const name of await readdir(output)) {
    // A process that was killed while it wrote leaves half a file.
    const { result } = await readFile(join(output, name), 'utf8')
      .then(JSON.parse)
      .catch(() => ({ result: [] }));
    for (const script of /** @type {Script[]} */ (result)) {
      if (!script.url.startsWith(root)) continue;
      const path = pathBelow(root, script);
      scripts.add(path);
      if (path.startsWith('web/')) runs.set(path, await painted(script, join(folder, path), runs.get(path)));
    }
  }
  await rm(output, { recursive: true });
  return {
    tries: end === 'passed' ? 1 : Infinity,
    ms: Math.round(ms),
    scripts: [...scripts].filter((path) => !path.includes('node_modules') && existsSync(join(folder, path))).sort(),
    runs: Object.fromEntries([...runs].map(([path, bytes]) => [path, intervals(bytes)])),
  };
}

/** @param {string} root as URL @param {Script} script */
function pathBelow(root, { url }) {
  return decodeURIComponent(url.replace(/[?#].*/, '').slice(root.length));
}

/**
 * @param {Script} script
 * @param {string} path
 * @param {Uint8Array} [others] what has run in other processes
 * @returns {Promise<Uint8Array>} what runs, with that
 */
async function painted({ functions }, path, others) {
  const size = (await readFile(path, 'utf8')).length;
  const ranges = functions
    .flatMap((part) => part.ranges)
    .sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  const own = new Uint8Array(size);
  // What lies inside comes later, and knows better.
  for (const { startOffset, endOffset, count } of ranges) own.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  return others ? own.map((runs, at) => Number(runs || others[at])) : own;
}

/** @param {Uint8Array} bytes @returns {[number, number][]} */
function intervals(bytes) {
  /** @type {[number, number][]} */
  const found = [];
  for (let at = bytes.indexOf(1); at >= 0; ) {
    const end = bytes.indexOf(0, at);
    found.push([at, end < 0 ? bytes.length : end]);
    at = end < 0 ? -1 : bytes.indexOf(1, end);
  }
  return found;
}

/** @param {string} folder @param {string[]} files */
async function hashOf(folder, files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(await readFile(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}
