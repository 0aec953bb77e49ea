// Which tests run which code: each test file once, unchanged, under V8's coverage. What is known is kept until its reason changes.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
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
  const common = await hashOf(
    filesOf(ROOT, 'web', 'tests', 'dist')
      .filter((file) => !file.endsWith('.test.js'))
      .concat('dist/aleph.js'),
  );
  const waiting = files.entries();
  await Promise.all(
    places.map(async ({ folder }) => {
      for (const [at, file] of waiting) {
        const key = `${common} ${await hashOf([file])}`;
        if (kept[file]?.key === key) continue;
        onProgress(at + 1, files.length, file);
        kept[file] = { key, ...(await measure(folder, file)) };
        for (let tries = 2; tries <= MOST_TRIES && kept[file].tries === Infinity; tries++) {
          const again = await measure(folder, file);
          kept[file] = { key, ...again, tries: again.tries === 1 ? tries : Infinity };
        }
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
 * @param {Reach} reach
 * @param {import('./mutant.js').Mutant} mutant
 */
export function reaches({ runs }, { file, start }) {
  return runs[file]?.some(([from, to]) => from <= start && start < to) ?? false;
}

/** @param {string} folder @param {string} file @returns {Promise<Omit<Reach, 'key'>>} */
async function measure(folder, file) {
  const output = await mkdtemp(join(tmpdir(), 'kie-aleph-reach-'));
  const { end, ms } = await runTest(folder, file, { timeout: LONGEST_MS, env: { NODE_V8_COVERAGE: output } });
  const root = pathToFileURL(`${folder}/`).href;
  /** @type {Map<string, Uint8Array>} by file, a byte for each of its signs */
  const runs = new Map();
  for (const name of await readdir(output)) {
    // A process that was killed while it wrote leaves half a file.
    const { result } = await readFile(join(output, name), 'utf8')
      .then(JSON.parse)
      .catch(() => ({ result: [] }));
    for (const script of /** @type {Script[]} */ (result)) {
      if (script.url.startsWith(`${root}web/`)) await paint(script, root, runs);
    }
  }
  await rm(output, { recursive: true });
  return {
    tries: end === 'passed' ? 1 : Infinity,
    ms: Math.round(ms),
    runs: Object.fromEntries([...runs].map(([path, painted]) => [path, intervals(painted)])),
  };
}

/**
 * @param {Script} script
 * @param {string} root
 * @param {Map<string, Uint8Array>} runs
 */
async function paint(script, root, runs) {
  const url = script.url.replace(/[?#].*/, '');
  const path = decodeURIComponent(url.slice(root.length));
  const size = (await readFile(fileURLToPath(url), 'utf8')).length;
  const ranges = script.functions
    .flatMap((part) => part.ranges)
    .sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  const own = new Uint8Array(size);
  // What lies inside comes later, and knows better.
  for (const { startOffset, endOffset, count } of ranges) own.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  const all = runs.get(path) ?? new Uint8Array(size);
  for (let at = 0; at < size; at++) all[at] = Number(all[at] || own[at]);
  runs.set(path, all);
}

/** @param {Uint8Array} painted @returns {[number, number][]} */
function intervals(painted) {
  /** @type {[number, number][]} */
  const found = [];
  for (let at = painted.indexOf(1); at >= 0; ) {
    const end = painted.indexOf(0, at);
    found.push([at, end < 0 ? painted.length : end]);
    at = end < 0 ? -1 : painted.indexOf(1, end);
  }
  return found;
}

/** @param {string[]} files */
async function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(await readFile(join(ROOT, file)));
  return hash.digest('hex').slice(0, 16);
}
