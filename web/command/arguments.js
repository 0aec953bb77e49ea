// The command line: what it may be, and what it says of itself.
import { parseArgs } from 'node:util';
import { ROUTES } from '../shared/endpoints.js';

export const HELP = `kie-aleph: how is a Runway Aleph task of KIE.AI doing?

  kie-aleph get <id>      the task as it is now
  kie-aleph wait <id>     waits for its end, with progress
  kie-aleph serve         the page, on this machine only: over a sandbox, or with a key over the real service

  --json                  the task as one JSON document on standard output
  --timeout <seconds>     of get and wait (wait: 1200)
  --save <folder>         of get and wait: the finished task's video into that folder, and the task as JSON beside it
  --route <route>         of get and wait, where the service keeps the task: aleph, jobs, or auto to find out (auto)
  --key-file <path>       reads the key from a file instead of KIE_API_KEY
  --base-url <url>        another service than https://api.kie.ai
  --port <number>         of serve (8787)
  -h, --help   -v, --version

The key comes from KIE_API_KEY or a file, never from an argument, which every user of the machine could read.

Exit codes: 0 succeeded (get: or still processing), 1 failed, 2 usage, 3 not found, 4 authentication, 5 timeout, 6 other
`;

/** A mistake in the arguments: exit code 2. */
export class UsageError extends Error {}

const OPTIONS = /** @type {const} */ ({
  json: { type: 'boolean', default: false },
  timeout: { type: 'string' },
  save: { type: 'string' },
  route: { type: 'string' },
  'key-file': { type: 'string' },
  'base-url': { type: 'string' },
  port: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', short: 'v', default: false },
});

/** Which options each command takes, and how many ids. */
const COMMANDS = /** @type {Record<string, { options: string[], ids: number }>} */ ({
  get: { options: ['json', 'timeout', 'save', 'route', 'key-file', 'base-url'], ids: 1 },
  wait: { options: ['json', 'timeout', 'save', 'route', 'key-file', 'base-url'], ids: 1 },
  serve: { options: ['key-file', 'base-url', 'port'], ids: 0 },
});

/**
 * @typedef {object} Invocation
 * @property {'get' | 'wait' | 'serve' | 'help' | 'version'} command
 * @property {string} taskId '' for serve
 * @property {boolean} json
 * @property {number | undefined} timeout ms
 * @property {string | undefined} save folder
 * @property {'auto' | import('../shared/endpoints.js').Route | undefined} route
 * @property {string | undefined} keyFile
 * @property {string | undefined} baseUrl
 * @property {number | undefined} port
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
  const [command, ...ids] = positionals;
  const base = {
    taskId: ids[0] ?? '',
    json: values.json,
    timeout: millisecondsOf(values.timeout),
    save: values.save,
    route: routeOf(values.route),
    keyFile: values['key-file'],
    baseUrl: values['base-url'],
    port: portOf(values.port),
  };
  if (values.help) return { ...base, command: 'help' };
  if (values.version) return { ...base, command: 'version' };
  const known = command !== undefined && Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  if (!known)
    throw new UsageError(
      command === undefined
        ? 'Which command? get, wait or serve.'
        : `There is no command ${JSON.stringify(command)}: get, wait or serve.`,
    );
  if (ids.length !== known.ids)
    throw new UsageError(known.ids === 1 ? `${command} needs exactly one task id.` : `${command} takes no task id.`);
  for (const [name, value] of Object.entries(values)) {
    if (value && !known.options.includes(name)) throw new UsageError(`${command} has no option --${name}.`);
  }
  return { ...base, command: /** @type {Invocation['command']} */ (command) };
}

/** @param {string[]} argv */
function parse(argv) {
  try {
    return parseArgs({ args: argv, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(/** @type {Error} */ (error).message);
  }
}

/** @param {string | undefined} text @returns {number | undefined} ms */
function millisecondsOf(text) {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !(value > 0)) throw new UsageError('--timeout must be a positive number of seconds.');
  return value * 1000;
}

/** @param {string | undefined} text @returns {Invocation['route']} */
function routeOf(text) {
  if (text === undefined || text === 'auto') return text;
  const route = ROUTES.find((known) => known === text);
  if (!route) throw new UsageError(`--route must be auto, ${ROUTES.join(' or ')}.`);
  return route;
}

/** @param {string | undefined} text */
function portOf(text) {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < 0 || value > 65_535)
    throw new UsageError('--port must be a whole number from 0 to 65535.');
  return value;
}
