// Which files the project has.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {string} root
 * @param {...string} patterns as git reads them
 * @returns {string[]} paths below root: committed or new, not ignored, not deleted
 */
export function filesOf(root, ...patterns) {
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...patterns],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  return [...new Set(listed.split('\0'))].filter((file) => file && existsSync(join(root, file))).sort();
}
