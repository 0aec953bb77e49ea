// Which of the packages that apt would install a prefix needs: programs, what they read, and the libraries they load.

/**
 * Dependencies of no use in a prefix: what compiles for the machine itself or runs elsewhere already, and parts of LLVM that no
 * program of ours loads. What only these need does not come either.
 */
const NOT_NEEDED =
  /^(python3|nodejs$|binutils|ccache$|procps$|clang-tools-|libclang1-|llvm-\d+-(runtime|linker-tools)$|lib(c\d[\d.]*|gcc-\d+|objc-\d+|stdc\+\+-\d+)-dev$|libpfm|libc-gconv|openssl-provider|libsasl2-modules)/;

/**
 * @typedef {object} PackageRecord as the package index has it
 * @property {string} name
 * @property {string} depends its fields Depends and Pre-Depends
 * @property {string} provides its field Provides
 */

/**
 * @param {string} field of a record: "a (>= 1), b | c:any"
 * @returns {string[]} names, alternatives among them
 */
function namesIn(field) {
  return field
    .split(/[,|]/)
    .map((part) => part.trim().replace(/[ :(].*/, ''))
    .filter(Boolean);
}

/**
 * Follows the dependencies within what apt has chosen.
 * @param {string[]} packages are needed whatever their names
 * @param {PackageRecord[]} records of all that apt would install
 * @returns {Set<string>} the names of those that are needed
 */
export function neededOf(packages, records) {
  /** @type {Map<string, PackageRecord[]>} */
  const providers = new Map();
  for (const record of records)
    for (const name of [record.name, ...namesIn(record.provides)])
      providers.set(name, [...(providers.get(name) ?? []), record]);

  /** @type {Set<string>} */
  const needed = new Set();
  const queue = [...packages];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    for (const record of providers.get(name) ?? []) {
      if (needed.has(record.name) || (NOT_NEEDED.test(record.name) && !packages.includes(record.name))) continue;
      needed.add(record.name);
      queue.push(...namesIn(record.depends));
    }
  }
  return needed;
}

/**
 * @param {string} listing what the dynamic linker's `--list` says of a program
 * @param {string} folder of the prefix's libraries
 * @returns {string[]} the libraries that do not come from there: those of this machine may be others, and another machine's none
 */
export function foreignLibraries(listing, folder) {
  return [...listing.matchAll(/^\s*(\S+) => (\S+)/gm)]
    .filter(([, , path]) => !path?.startsWith(`${folder}/`))
    .map(([, name]) => String(name));
}
