// The mutants of a C++ file, by its signs: clang-format has put them so that a space on both sides tells an operator from a bracket.
import { mutantOf } from './mutant.js';

/** @typedef {import('./mutant.js').Edit} Edit */

/** @type {Record<string, string>} */
const SWAPPED = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '==': '!=',
  '!=': '==',
  '&&': '||',
  '||': '&&',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '&': '|',
  '|': '&',
  '<<': '>>',
  '>>': '<<',
  '+=': '-=',
  '-=': '+=',
  '*=': '+=',
};

/** Names that are one another's mistake. */
const MISTAKEN = new Map(
  Object.entries({
    min: 'max',
    max: 'min',
    any_of: 'all_of',
    none_of: 'any_of',
    all_of: 'any_of',
    starts_with: 'ends_with',
    ends_with: 'starts_with',
    true: 'false',
    false: 'true',
    continue: 'break',
  }),
);

/** From here on a number is an amount rather than an edge: it is doubled, not counted up. */
const AMOUNT = 1000;

const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//.source;
const DIRECTIVE = /^[ \t]*#[^\n]*/.source;
const RAW = /R"([^(]*)\([\s\S]*?\)\1"/.source;
const TEXT = /"(?:\\.|[^"\\])*"/.source;
const NUMBER = /\b0[xX][\da-fA-F']+[uUlL]*|\b\d[\d']*(?:\.\d+)?(?:e[+-]?\d+)?[uUlLf]*/.source;
const SIGN = /'(?:\\.|[^'\\])+'/.source;
const TOKEN = new RegExp([COMMENT, DIRECTIVE, RAW, TEXT, NUMBER, SIGN].join('|'), 'gm');

/** What says nothing at run time, or is no statement. */
const NOT_RUN = /^\s*(static_assert|using|namespace|template|struct|class|enum|explicit)\b/;

/** @type {Record<string, (code: string) => Edit[]>} of the code alone: texts, comments and directives are blank in it */
const OPERATORS = {
  operator: (code) => found(code, / (<=|>=|==|!=|&&|\|\||<<|>>|[-+*]=|[-+*/%<>&|]) /g, (sign) => SWAPPED[sign]),
  negation: (code) => found(code, /(?<=[\s(!])(!)(?=[\w(*])/g, () => ''),
  step: (code) => found(code, /(\+\+|--)(?=\w)/g, (sign) => (sign === '++' ? '--' : '++')),
  mistaken: (code) => found(code, /\b(\w+)\b/g, (name) => MISTAKEN.get(name)),
  result: (code) =>
    found(code, /\breturn ([^;]+);/g, (value) => (/^(\{\}|true|false)$/.test(value) ? undefined : '{}')),
  choice: (code) => ['&& false', '|| true'].flatMap((end) => found(code, /\S( )\? /g, () => ` ${end} `)),
  statement: (code) =>
    found(
      code,
      /(?:^[ \t]+|\) )(?!return|const|auto|using|case|else|if|for|while|do\b)((?:\*?[\w:]+(?:\(|\.|->|\[)[^;{}]*|[\w.[\]>-]+ [-+*|&^]?= [^;{}]*|break|continue));/gm,
      () => '',
    ),
  condition,
};

/**
 * @param {string} code
 * @param {RegExp} pattern its first group is replaced
 * @param {(text: string) => string | undefined} other
 * @returns {Edit[]}
 */
function found(code, pattern, other) {
  return [...code.matchAll(pattern)].flatMap((match) => {
    const part = match[1] ?? '';
    const text = other(part);
    if (text === undefined) return [];
    const start = match.index + match[0].indexOf(part);
    return [{ start, end: start + part.length, text }];
  });
}

/** @param {string} code @returns {Edit[]} each condition settled; one that declares what it asks can only be made false */
function condition(code) {
  return [...code.matchAll(/\b(if|while) \(/g)].flatMap((match) => {
    const open = match.index + match[0].length;
    const close = endOf(code, open);
    const inside = code.slice(open, close);
    if (/^\w[\w:<>]*(?: \w+)*(?:[&*]| )+\w+ = [^;]*$|^const auto[^;]*$/.test(inside))
      return [{ start: close, end: close, text: '; false' }];
    const start = open + inside.lastIndexOf(';') + 1;
    const texts = match[1] === 'if' ? ['true', 'false'] : ['false'];
    return texts.map((text) => ({ start, end: close, text: start > open ? ` ${text}` : text }));
  });
}

/** @param {string} code @param {number} open behind a bracket @returns {number} where that is closed */
function endOf(code, open) {
  let depth = 1;
  for (let at = open; at < code.length; at++) {
    if (code[at] === '(') depth++;
    if (code[at] === ')' && --depth === 0) return at;
  }
  return code.length;
}

/** @param {string} token @returns {string | undefined} a literal in another's place */
function otherLiteral(token) {
  if (/^R?"/.test(token)) return token.length > 2 && token !== 'R"()"' ? '""' : '"mutant"';
  if (/^'/.test(token)) return token === "'#'" ? "'*'" : "'#'";
  const [, digits = '', suffix = ''] = /^(0[xX][\da-fA-F']+|[\d'.]+(?:e[+-]?\d+)?)(\w*)$/.exec(token) ?? [];
  const number = Number(digits.replaceAll("'", ''));
  return `${number < AMOUNT ? number + 1 : number * 2}${suffix}`;
}

/** What a function gives, its name, and its body, which clang-format ends as far in as it began; one within it is part of it. */
const FUNCTION =
  /^( *)(?!(?:if|for|while|switch|return|else|do)\b)[\w:~<>&*, [\]=]+\([^;{}]*\)[^;{}]*\{\n[\s\S]*?\n\1\}/gm;

/** @param {string} code @returns {import('./mutant.js').Span[]} none within another */
function functionsOf(code) {
  return [...code.matchAll(FUNCTION)].map(({ index, 0: text }) => ({ start: index, end: index + text.length }));
}

/**
 * @param {string} file
 * @param {string} source
 * @returns {import('./mutant.js').Mutant[]}
 */
export function cppMutants(file, source) {
  /** @type {[string, Edit][]} */
  const edits = [];
  const code = source.replace(TOKEN, (token, _raw, at) => {
    if (/^(\/\/|\/\*|\s*#)/.test(token)) return token.replace(/[^\n]/g, ' ');
    const text = otherLiteral(token);
    if (text !== undefined) edits.push(['literal', { start: at, end: at + token.length, text }]);
    // A letter that no operator takes for anything.
    return /^[R"']/.test(token) ? token.replace(/[^\n]/g, 'x') : token;
  });
  for (const [operator, of] of Object.entries(OPERATORS)) for (const edit of of(code)) edits.push([operator, edit]);
  const functions = functionsOf(code);
  return edits
    .filter(([, { start }]) => !NOT_RUN.test(source.slice(source.lastIndexOf('\n', start - 1) + 1, start + 1)))
    .map(([operator, edit]) => {
      const within = functions.find(({ start, end }) => start <= edit.start && edit.start < end);
      return mutantOf(file, source, operator, edit, within);
    })
    .sort((a, b) => a.start - b.start);
}
