// Debian packages of another suite in a private folder: no root, nothing of the system is touched.
// A prefix is usable only once its ready.json is there, so an interrupted run is simply done again.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { neededOf } from './needed-packages.js';
import { run, SetupError, which } from './process.js';
import { startProgress } from './progress.js';
import { makeRunnable } from './runnable.js';

/** Has an Emscripten that is new enough. */
const TOOLCHAIN_SUITE = 'forky';
/** It writes as who runs it, fetches no translations, and forgives a network that fails now and then. */
const OF_EVERY_APT = {
  'APT::Sandbox::User': process.env.USER ?? 'root',
  'Acquire::Languages': 'none',
  'Acquire::Retries': '3',
};
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * @param {string} [path] a PATH-like list, default: the environment's
 * @returns {boolean} whether this machine can prepare a prefix at all
 */
export function canUseDebian(path) {
  return ['apt-get', 'apt-cache', 'dpkg-deb'].every((name) => which(name, path)) && existsSync(KEYRING);
}

/**
 * @typedef {object} DebianPackage
 * @property {string} name
 * @property {string} version
 * @property {string} file name of the .deb in the download folder
 * @property {string} sha256 hex
 */

/**
 * Downloads, verifies and unpacks packages with all they need.
 * @param {string} prefix the folder to fill; its path must not change afterwards (it is written into the programs)
 * @param {string[]} packages
 * @param {{ suite?: string, programs?: RegExp }} [options] suite: `forky`; programs: which to make runnable, matched against their paths in the prefix
 * @returns {Promise<Record<string, string>>} the version of each package
 * @throws {SetupError}
 */
export async function preparePrefix(prefix, packages, { suite = TOOLCHAIN_SUITE, programs } = {}) {
  const ready = join(prefix, 'ready.json');
  if (existsSync(ready)) return JSON.parse(await readFile(ready, 'utf8')).versions;

  const state = `${prefix}.apt`;
  await rm(prefix, { recursive: true, force: true });
  const apt = await privateApt(state, suite);
  const wanted = await apt.resolve(packages);
  await apt.download(packages, wanted);

  const progress = startProgress(`Unpacking ${packages[0]}`);
  await mkdir(prefix, { recursive: true });
  let done = 0;
  await forEach(wanted, async ({ name, file }) => {
    progress.update(done++, wanted.length, name);
    await run('dpkg-deb', ['-x', join(apt.archives, file), prefix]);
  });
  progress.end();

  if (programs) await makeRunnable(prefix, programs);
  const versions = Object.fromEntries(wanted.map((item) => [item.name, item.version]));
  await writeFile(`${ready}.part`, JSON.stringify({ suite, packages, versions }, null, 1));
  await rename(`${ready}.part`, ready);
  await rm(state, { recursive: true, force: true });
  return versions;
}

/**
 * Refuses a file whose SHA-256 is not the one the signed package index gives; the file is removed so that the next run fetches it anew.
 * @param {string} file
 * @param {string} sha256 hex
 */
export async function verifyDownload(file, sha256) {
  const hash = createHash('sha256');
  const handle = await open(file);
  for await (const chunk of handle.createReadStream()) hash.update(chunk);
  if (hash.digest('hex') === sha256) return;
  await rm(file);
  throw new SetupError(
    `The download ${basename(file)} is corrupted: its SHA-256 is not the one of the signed package index.\n` +
      'It was removed. Run the command again; if this repeats, check the mirror and any proxy in between.',
  );
}

/**
 * The machine's own Debian mirrors, without its security archive.
 * @param {string} state folder of the private apt
 */
async function mirrors(state) {
  const known = await listedMirrors([]);
  if (known.length > 0) return known;
  // apt names only those whose index it has, and a fresh machine has none. Fetched into a folder of our own, which needs no root.
  const lists = join(state, 'machine-lists');
  await mkdir(join(lists, 'partial'), { recursive: true });
  const options = optionsOf({ 'Dir::State::lists': lists, 'Dir::Cache': state, ...OF_EVERY_APT });
  await run('apt-get', [...options, 'update']);
  return listedMirrors(options);
}

/** @param {string[]} options of apt-get @returns {Promise<string[]>} base URLs */
async function listedMirrors(options) {
  const format = ['--format', '$(REPO_URI) $(SUITE)', 'Created-By: Packages'];
  const targets = await run('apt-get', [...options, 'indextargets', ...format]);
  const uris = targets
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([uri, suite]) => uri && /^(https?|mirror\+)/.test(uri) && !/security/.test(`${uri}${suite}`))
    .map(([uri]) => String(uri));
  return [...new Set(uris)];
}

/** @param {Record<string, string>} settings of apt @returns {string[]} as arguments */
function optionsOf(settings) {
  return Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

/**
 * A private apt: its own index, archives and an empty list of installed packages.
 * @param {string} state
 * @param {string} suite
 */
async function privateApt(state, suite) {
  const archives = join(state, 'archives');
  const list = join(state, 'sources.list');
  for (const folder of ['lists/partial', 'archives/partial', 'none/partial']) {
    await mkdir(join(state, folder), { recursive: true });
  }
  await writeFile(join(state, 'status'), '');
  const settings = {
    'Dir::State': state,
    'Dir::State::status': join(state, 'status'),
    'Dir::Cache': state,
    'Dir::Cache::archives': archives,
    'Dir::Etc::sourcelist': list,
    'Dir::Etc::sourceparts': '-',
    'Dir::Etc::preferencesparts': '-',
    'APT::Install-Recommends': '0',
    ...OF_EVERY_APT,
  };
  const options = optionsOf(settings);

  const progress = startProgress('Reading the package index');
  const failures = [];
  const uris = await mirrors(state);
  let found = false;
  for (const [index, uri] of uris.entries()) {
    progress.update(index, uris.length);
    await writeFile(list, `deb [signed-by=${KEYRING}] ${uri} ${suite} main\n`);
    try {
      await run('apt-get', [...options, '-o', 'APT::Update::Error-Mode=any', 'update']);
      found = true;
      break;
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (!found) {
    throw new SetupError(
      `None of this machine's ${uris.length} apt sources serves Debian "${suite}".\n${failures.at(-1) ?? 'No apt source is set.'}`,
    );
  }
  progress.end();

  return {
    archives,
    /**
     * The packages and all they need, with the hashes of the signed index.
     * @param {string[]} packages
     * @returns {Promise<DebianPackage[]>}
     */
    async resolve(packages) {
      // With an empty archive folder apt lists every file, also those already downloaded.
      const printed = await run('apt-get', [
        ...options,
        '-o',
        `Dir::Cache::archives=${join(state, 'none')}`,
        'install',
        '-y',
        '--print-uris',
        ...packages,
      ]);
      const files = [...printed.matchAll(/^'[^']+' (\S+) \d+ \S+$/gm)].map(([, file]) => String(file));
      const names = files.map((file) => file.slice(0, file.indexOf('_')));
      const shown = await run('apt-cache', [...options, 'show', '--no-all-versions', ...names]);
      const records = shown.split(/\n\n+/).map(readRecord);
      const needed = neededOf(packages, records);
      return files
        .map((file, index) => ({ file, name: String(names[index]) }))
        .filter(({ name }) => needed.has(name))
        .map(({ file, name }) => {
          const record = records.find((entry) => entry.name === name);
          if (!record?.sha256) throw new SetupError(`The package index has no SHA-256 for ${name}.`);
          return { name, version: record.version, sha256: record.sha256, file };
        });
    },
    /**
     * @param {string[]} packages
     * @param {DebianPackage[]} wanted
     */
    async download(packages, wanted) {
      const progress = startProgress(`Downloading ${packages[0]}`);
      let done = 0;
      await run('apt-get', [...options, 'download', ...wanted.map(({ name, version }) => `${name}=${version}`)], {
        cwd: archives,
        onLine: (line) => {
          if (line.startsWith('Get:')) progress.update(done++, wanted.length, line.split(' ')[4]);
        },
      });
      for (const item of wanted) await verifyDownload(join(archives, item.file), item.sha256);
      progress.end(`${wanted.length} packages, verified`);
    },
  };
}

/** @param {string} text of one package in the index */
function readRecord(text) {
  const field = (/** @type {string} */ name) => new RegExp(`^${name}: (.+)$`, 'm').exec(text)?.[1] ?? '';
  return {
    name: field('Package'),
    version: field('Version'),
    sha256: field('SHA256'),
    depends: `${field('Depends')}, ${field('Pre-Depends')}`,
    provides: field('Provides'),
  };
}

/**
 * As many at once as there are cores.
 * @template T
 * @param {T[]} items
 * @param {(item: T) => Promise<void>} work
 */
async function forEach(items, work) {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}
