// Debian packages of another suite in a private folder: no root, nothing of the system is touched.
// A prefix is usable only once its ready.json is there, so an interrupted run is simply done again.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, open, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { run, SetupError, which } from './process.js';
import { startProgress } from './progress.js';

/** Has an Emscripten that is new enough. */
const TOOLCHAIN_SUITE = 'forky';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Packages that come as dependencies but are of no use in a prefix: their files would only take space. */
const NOT_UNPACKED =
  /^(python3|libpython3|nodejs$|libnode\d|node-undici|binutils|libbinutils|libgprofng|debconf|tzdata|libgcc-\d+-dev|linux-libc-dev|libobjc|lib[alth]+w?san\d|libubsan|procps|ccache)/;

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
 * Downloads, verifies and unpacks packages with all they depend on.
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

  const unpacked = wanted.filter((item) => !NOT_UNPACKED.test(item.name));
  const progress = startProgress(`Unpacking ${packages[0]}`);
  await mkdir(prefix, { recursive: true });
  for (const [index, item] of unpacked.entries()) {
    progress.update(index, unpacked.length, item.name);
    await run('dpkg-deb', ['-x', join(apt.archives, item.file), prefix]);
  }
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

/** The machine's own Debian mirrors, without its security archive. */
async function mirrors() {
  const targets = await run('apt-get', ['indextargets', '--format', '$(REPO_URI) $(SUITE)', 'Created-By: Packages']);
  const uris = targets
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([uri, suite]) => uri && /^(https?|mirror\+)/.test(uri) && !/security/.test(`${uri}${suite}`))
    .map(([uri]) => uri);
  return [...new Set(uris)];
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
    'APT::Sandbox::User': process.env.USER ?? 'root',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
  };
  const options = Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]);

  const progress = startProgress('Reading the package index');
  const failures = [];
  const uris = await mirrors();
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
     * The packages and all they depend on, with the hashes of the signed index.
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
      const records = shown.split(/\n\n+/).map((text) => ({
        name: /^Package: (.+)$/m.exec(text)?.[1],
        version: /^Version: (.+)$/m.exec(text)?.[1] ?? '',
        sha256: /^SHA256: ([0-9a-f]{64})$/m.exec(text)?.[1] ?? '',
      }));
      return files.map((file, index) => {
        const name = String(names[index]);
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
      await run('apt-get', [...options, 'install', '-y', '--download-only', ...packages], {
        onLine: (line) => {
          if (line.startsWith('Get:')) progress.update(done++, wanted.length, line.split(' ')[4]);
        },
      });
      for (const item of wanted) await verifyDownload(join(archives, item.file), item.sha256);
      progress.end(`${wanted.length} packages, verified`);
    },
  };
}

/**
 * Points programs at the prefix's own dynamic linker and libraries.
 * @param {string} prefix
 * @param {RegExp} programs
 */
async function makeRunnable(prefix, programs) {
  const libraryRoot = join(prefix, 'usr/lib');
  const triplet = (await readdir(libraryRoot)).find((name) => /-linux-gnu/.test(name));
  if (!triplet) throw new SetupError(`No multiarch library folder in ${libraryRoot}.`);
  const libraries = join(libraryRoot, triplet);
  const linker = (await readdir(libraries)).find((name) => /^ld-linux.*\.so\.\d+$|^ld64\.so/.test(name));
  if (!linker) throw new SetupError(`No dynamic linker in ${libraries}.`);
  const interpreter = join(libraries, linker);

  /** @param {string[]} args */
  const patchelf = (args) => run(interpreter, ['--library-path', libraries, join(prefix, 'usr/bin/patchelf'), ...args]);

  const folders = [
    'usr/bin',
    ...(await readdir(libraryRoot)).filter((name) => /^llvm-\d+$/.test(name)).map((name) => `usr/lib/${name}/bin`),
  ];
  const files = [];
  for (const folder of folders) {
    const names = await readdir(join(prefix, folder)).catch(() => []);
    files.push(
      ...names
        .map((name) => `${folder}/${name}`)
        .filter((path) => programs.test(path))
        .map((path) => join(prefix, path)),
    );
  }
  // libLLVM and libclang-cpp carry a RUNPATH of their own, which hides ours.
  const shared = (await readdir(libraries))
    .filter((name) => /^lib(LLVM|clang-cpp)\.so/.test(name))
    .map((name) => join(libraries, name));
  const progress = startProgress('Making the toolchain runnable');
  let done = 0;
  for (const file of files) {
    progress.update(done++, files.length, basename(file));
    if (!(await isDynamicProgram(file))) continue;
    await patchelf(['--set-interpreter', interpreter, '--force-rpath', '--set-rpath', libraries, file]);
    await chmod(file, 0o755);
  }
  for (const file of shared) {
    if (await isElf(file)) await patchelf(['--force-rpath', '--set-rpath', '$ORIGIN', file]);
  }
  progress.end();
}

/** @param {string} file */
async function isElf(file) {
  const handle = await open(file).catch(() => null);
  if (!handle) return false;
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
  await handle.close();
  return bytesRead === 4 && buffer.equals(Buffer.from('\x7fELF', 'latin1'));
}

/** @param {string} file */
async function isDynamicProgram(file) {
  return (await isElf(file)) && (await readFile(file)).includes('ld-linux');
}
