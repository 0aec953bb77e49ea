// Whether dist/page holds the page as its sources are now. It does after `npm run build`; then someone edits a file.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Not in the published package: its page is as its sources are, whatever times the package manager gave them. */
const BUILDER = 'tools/bundle-page.js';
const SOURCES = [
  BUILDER,
  'dist/aleph.js',
  'web/client',
  'web/create',
  'web/element',
  'web/page',
  'web/save',
  'web/shared',
  'web/words',
];

/**
 * @param {string} root of the project
 * @returns {boolean} false: the page is to be served from its sources
 */
export function builtPageIsCurrent(root) {
  const built = modified(join(root, 'dist/page/index.html'));
  const installed = modified(join(root, BUILDER)) === 0;
  return built > 0 && (installed || SOURCES.every((path) => newestIn(join(root, path)) <= built));
}

/** @param {string} path file or folder @returns {number} epoch ms */
function newestIn(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0;
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

/** @param {string} file @returns {number} epoch ms, 0 when it is not there */
function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
