// What the command says of itself, from its tables.
import { EXIT_CODES } from './exit-codes.js';
import { COMMANDS, OPTIONS } from './options.js';

/** Characters in front of what something is. */
const WIDEST = 28;

/** What so many commands take is said of none. */
const MANY = 5;

export const HELP = `kie-aleph: videos with KIE.AI's Runway Aleph

${Object.values(COMMANDS)
  .map(({ usage, says }) => row(`kie-aleph ${usage}`, says))
  .join('')}
${Object.entries(OPTIONS)
  .map(([option, { value, of, says }]) =>
    row(`--${option}${value ? ` <${value}>` : ''}`, (of.length < MANY ? `of ${listOf(of)}: ` : '') + says),
  )
  .join('')}${row('-h, --help', 'this; -v, --version: which version')}
The key comes from KIE_API_KEY or a file, never from an argument, which every user of the machine could read.
What is made is told by its id on standard error as soon as it has one: nothing is lost with what ends the command.

Exit codes: ${EXIT_CODES.map(({ code, means }) => `${code} ${means}`).join(', ')}
`;

/** @param {string} name @param {string} says */
function row(name, says) {
  return name.length > WIDEST ? `  ${name}\n  ${' '.repeat(WIDEST)}  ${says}\n` : `  ${name.padEnd(WIDEST)}  ${says}\n`;
}

/** @param {string[]} names @param {string} [last] the word before the last */
export function listOf(names, last = 'and') {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`;
}
