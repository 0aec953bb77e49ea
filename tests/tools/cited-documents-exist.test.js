// What comments cite and what the documents name is in the repository: files, headings, and the vendor's pages.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { ROOT } from '../../tools/setup.js';

/** Made, or others'. */
const SKIPPED = new Set(['node_modules', 'dist', 'build', 'types', '.git']);
const SOURCE = /\.(cpp|hpp|js|ts|jsx|svelte|vue|css|html|sh)$|CMakeLists\.txt$/;
/** What a comment goes on with on its next line. */
const NEXT_LINE = /\n[ \t]*(?:\/{2,3}|\*|#)?[ \t]*/g;
/** Such as: docs/contract.md, "Data" */
const CITE = /(docs\/)?\b([\w-]+\.md)\b(?:, "([^"]+)")?/g;
const LINK = /\]\(([^)\s]+)\)/g;
/** A path in backquotes; one with a placeholder names no file. */
const PATH = /`((?:src|web|tools|tests|docs|\.github)\/[\w./-]+)`/g;
const VENDOR_PAGE = /https:\/\/docs\.kie\.ai\/[\w./-]*\w/g;

/** @type {Map<string, string>} by path from the root */
let documents;
/** @type {Map<string, string>} */
let sources;

before(async () => {
  const paths = await filesIn('.');
  documents = await readAll(paths.filter((path) => path.endsWith('.md')));
  sources = await readAll(paths.filter((path) => SOURCE.test(path)));
});

/** @param {string} folder @returns {Promise<string[]>} paths from the root */
async function filesIn(folder) {
  const entries = await readdir(join(ROOT, folder), { withFileTypes: true });
  const lists = entries
    .filter(({ name }) => !SKIPPED.has(name))
    .map((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]));
  return (await Promise.all(lists)).flat();
}

/** @param {string[]} paths */
async function readAll(paths) {
  const read = async (/** @type {string} */ path) =>
    /** @type {[string, string]} */ ([path, await readFile(join(ROOT, path), 'utf8')]);
  return new Map(await Promise.all(paths.map(read)));
}

/** @param {string} markdown */
const prose = (markdown) => markdown.replace(/^```[\s\S]*?^```/gm, '');

/** @param {string} path of a document @returns {string[]} */
const headingsOf = (path) =>
  [...prose(documents.get(path) ?? '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.replaceAll('`', ''));

/** As GitHub names a heading in a link. @param {string} heading */
const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

/** @param {string} name of a document @param {string | undefined} folder @param {string | undefined} heading */
function faultOfCite(name, folder, heading) {
  const path = `docs/${name}`;
  if (!folder) return documents.has(path) && 'is in docs/, and does not say so';
  if (!documents.has(path)) return 'is not there';
  return heading !== undefined && !headingsOf(path).includes(heading) && 'has no such heading';
}

/** @param {string} target of a link @param {string} path of the document it is in */
function faultOfLink(target, path) {
  const [file, anchor] = target.split('#');
  const linked = file ? join(dirname(path), file) : path;
  if (!existsSync(join(ROOT, linked))) return 'is not there';
  return anchor !== undefined && !headingsOf(linked).map(anchorOf).includes(anchor) && 'names no heading';
}

test('each document that a comment cites is there, and so is the heading', () => {
  const wrong = [];
  let cites = 0;
  for (const [path, text] of sources) {
    for (const [cite, folder, name = '', heading] of text.replace(NEXT_LINE, ' ').matchAll(CITE)) {
      if (folder) cites++;
      const fault = faultOfCite(name, folder, heading);
      if (fault) wrong.push(`${path}: ${cite} ${fault}`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.notEqual(cites, 0);
});

test("the vendor's pages that are cited are among the contract's sources", () => {
  const listed = new Set(documents.get('docs/contract.md')?.match(VENDOR_PAGE));
  const cited = [...sources].flatMap(([path, text]) => (text.match(VENDOR_PAGE) ?? []).map((url) => ({ path, url })));
  assert.deepEqual(
    cited.filter(({ url }) => !listed.has(url)),
    [],
  );
});

test("an endpoint's header says where the vendor describes it", () => {
  const silent = ['src/core/endpoints/aleph_record_info.hpp', 'src/core/endpoints/jobs_record_info.hpp'].filter(
    (path) => !sources.get(path)?.match(VENDOR_PAGE),
  );
  assert.deepEqual(silent, []);
});

test('each link and each path in a document leads to a file and a heading that are there', () => {
  const wrong = [];
  for (const [path, markdown] of documents) {
    const text = prose(markdown);
    for (const [, target = ''] of text.matchAll(LINK)) {
      const fault = !/^[a-z]+:/.test(target) && faultOfLink(target, path);
      if (fault) wrong.push(`${path}: ${target} ${fault}`);
    }
    for (const [, named = ''] of text.matchAll(PATH)) {
      if (!existsSync(join(ROOT, named))) wrong.push(`${path}: ${named} is not there`);
    }
  }
  assert.deepEqual(wrong, []);
});
