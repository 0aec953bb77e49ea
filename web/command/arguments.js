// The command line, read by the tables of options.js.
import { parseArgs } from 'node:util';
import { listOf } from './help.js';
import { COMMANDS, OPTIONS, UsageError } from './options.js';

const SWITCHES = /** @type {const} */ ({
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', short: 'v', default: false },
});

/** As parseArgs wants them. */
const PARSED = Object.fromEntries(
  Object.entries(OPTIONS).map(([option, { value }]) => [
    option,
    { type: value ? /** @type {const} */ ('string') : /** @type {const} */ ('boolean') },
  ]),
);

/**
 * What is to be done; an option that was not given is `undefined`.
 * @typedef {object} Invocation
 * @property {import('./options.js').Command | 'help' | 'version'} command
 * @property {string} subject the task id, the file or URL to upload, or the file to read; '' where there is none
 * @property {boolean} [json]
 * @property {number} [timeout] ms
 * @property {string} [save] folder
 * @property {boolean} [wait]
 * @property {'auto' | import('../shared/endpoints.js').Route} [route]
 * @property {string} [keyFile]
 * @property {string} [baseUrl]
 * @property {number} [port]
 * @property {string} [video] file or URL
 * @property {string} [prompt] `-`: from standard input
 * @property {string} [aspectRatio]
 * @property {string} [referenceImage]
 * @property {number} [seed]
 * @property {string} [waterMark]
 * @property {boolean} [uploadCn]
 * @property {string} [callBackUrl]
 * @property {string} [secretEnv] name of a variable
 * @property {number} [at] epoch ms
 */

/**
 * @param {string[]} argv without the program's name
 * @returns {Invocation}
 * @throws {UsageError}
 */
export function readArguments(argv) {
  if (argv.some((argument) => /^--?(api[-_]?)?key(=|$)/i.test(argument))) {
    throw new UsageError(
      'A key in an argument can be read by every user of this machine. Set KIE_API_KEY, or use --key-file.',
    );
  }
  const { values, positionals } = parse(argv);
  const { help, version, ...given } = values;
  if (help) return { command: 'help', subject: '' };
  if (version) return { command: 'version', subject: '' };
  // A command is a word, or two.
  const pair = positionals.slice(0, 2).join(' ');
  const isPair = positionals.length > 1 && Object.hasOwn(COMMANDS, pair);
  const [command, ...subjects] = isPair ? [pair, ...positionals.slice(2)] : positionals;
  const known = commandOf(command);
  const { takes, needs = [] } = COMMANDS[known];
  if (subjects.length !== (takes ? 1 : 0))
    throw new UsageError(
      takes ? `${known} needs exactly one ${takes}.` : `${known} takes nothing but options, not ${quoted(subjects)}.`,
    );
  for (const option of Object.keys(given)) {
    if (!OPTIONS[option]?.of.includes(known)) throw new UsageError(`${known} has no option --${option}.`);
  }
  for (const option of needs) {
    if (given[option] === undefined) throw new UsageError(`${known} needs --${option}.`);
  }
  const invocation = { command: known, subject: subjects[0] ?? '', ...read(given) };
  // An end put to a request that makes a task would leave it unknown whether there is one.
  if (known === 'create' && invocation.timeout !== undefined && !invocation.wait && invocation.save === undefined)
    throw new UsageError("create's --timeout is that of its --wait, which is missing.");
  return invocation;
}

/** @param {string | undefined} name @returns {import('./options.js').Command} */
function commandOf(name) {
  if (name !== undefined && Object.hasOwn(COMMANDS, name)) return /** @type {import('./options.js').Command} */ (name);
  const all = listOf(Object.keys(COMMANDS), 'or');
  throw new UsageError(
    name === undefined ? `Which command? ${all}.` : `There is no command ${JSON.stringify(name)}: ${all}.`,
  );
}

/**
 * @param {Record<string, unknown>} given
 * @returns {Omit<Invocation, 'command' | 'subject'>}
 */
function read(given) {
  return Object.fromEntries(
    Object.entries(given).map(([option, value]) => {
      const { name = option, read } = OPTIONS[option] ?? {};
      return [name, read ? read(String(value), option) : value];
    }),
  );
}

/** @param {string[]} subjects */
const quoted = (subjects) => subjects.map((subject) => JSON.stringify(subject)).join(', ');

/** @param {string[]} argv @returns {{ values: Record<string, string | boolean | undefined>, positionals: string[] }} */
function parse(argv) {
  try {
    return parseArgs({ args: argv, options: { ...PARSED, ...SWITCHES }, allowPositionals: true });
  } catch (error) {
    throw new UsageError(/** @type {Error} */ (error).message);
  }
}
