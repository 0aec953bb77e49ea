// The mutants of a JavaScript file: each operator looks at one node of TypeScript's tree and gives the changes it can make there.
import ts from 'typescript';
import { mutantOf } from './mutant.js';

/** @typedef {import('./mutant.js').Edit} Edit */

/** @type {Record<string, string>} */
const SWAPPED = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '&&': '||',
  '||': '&&',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '&': '|',
  '+=': '-=',
  '-=': '+=',
};

/** Methods that are one another's mistake. */
const MISTAKEN = new Map(
  Object.entries({
    some: 'every',
    every: 'some',
    startsWith: 'endsWith',
    endsWith: 'startsWith',
    min: 'max',
    max: 'min',
    shift: 'pop',
    unshift: 'push',
  }),
);

/** From here on a number is an amount rather than an edge: it is doubled, not counted up. */
const AMOUNT = 1000;

/** @type {Record<string, (node: ts.Node, source: ts.SourceFile) => Edit[]>} */
const OPERATORS = {
  operator(node, source) {
    if (!ts.isBinaryExpression(node)) return [];
    const { left, right, operatorToken } = node;
    const sign = operatorToken.getText(source);
    if (sign === '??') {
      return [over(node, source, `(${left.getText(source)} && ${right.getText(source)})`)];
    }
    const isText = [left, right].some((side) => ts.isStringLiteral(side) || ts.isTemplateLiteral(side));
    const other = SWAPPED[sign];
    return other && !(isText && sign === '+') ? [over(operatorToken, source, other)] : [];
  },
  negation(node, source) {
    if (!ts.isPrefixUnaryExpression(node)) return [];
    const { ExclamationToken: exclamation, MinusToken: minus } = KINDS;
    return [exclamation, minus].includes(node.operator) ? [over(node, source, node.operand.getText(source))] : [];
  },
  step(node, source) {
    if (!ts.isPrefixUnaryExpression(node) && !ts.isPostfixUnaryExpression(node)) return [];
    const text = node.getText(source);
    if (/\+\+/.test(text)) return [over(node, source, text.replace('++', '--'))];
    return /--/.test(text) ? [over(node, source, text.replace('--', '++'))] : [];
  },
  condition(node, source) {
    if (ts.isIfStatement(node)) return choices(node.expression, source, ['true', 'false']);
    if (ts.isConditionalExpression(node)) return choices(node.condition, source, ['true', 'false']);
    if (ts.isWhileStatement(node) && node.expression.kind !== KINDS.TrueKeyword)
      return choices(node.expression, source, ['false']);
    return ts.isForStatement(node) && node.condition ? choices(node.condition, source, ['false']) : [];
  },
  statement(node, source) {
    const canGo = ts.isExpressionStatement(node) || ts.isThrowStatement(node) || ts.isForOfStatement(node);
    // A constructor without it cannot be.
    return canGo && !/^super\(/.test(node.getText(source)) ? [over(node, source, ';')] : [];
  },
  wait(node, source) {
    if (!ts.isExpressionStatement(node) || !ts.isAwaitExpression(node.expression)) return [];
    return [over(node.expression, source, node.expression.expression.getText(source))];
  },
  result(node, source) {
    const value = ts.isReturnStatement(node)
      ? node.expression
      : ts.isArrowFunction(node) && !ts.isBlock(node.body)
        ? node.body
        : undefined;
    if (!value || value.getText(source) === 'undefined') return [];
    const isCondition =
      ts.isBinaryExpression(value) && /^([<>]=?|[!=]==|&&|\|\|)$/.test(value.operatorToken.getText(source));
    return choices(value, source, isCondition ? ['true', 'false'] : ['undefined']);
  },
  literal(node, source) {
    if (node.kind === KINDS.TrueKeyword) return [over(node, source, 'false')];
    if (node.kind === KINDS.FalseKeyword) return [over(node, source, 'true')];
    if (ts.isNumericLiteral(node)) {
      const number = Number(node.text);
      return [over(node, source, String(number < AMOUNT ? number + 1 : number * 2))];
    }
    return [];
  },
  text(node, source) {
    const isText =
      ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node);
    const { parent } = node;
    const isName =
      ts.isImportDeclaration(parent) ||
      ts.isExportDeclaration(parent) ||
      (ts.isPropertyAssignment(parent) && parent.name === node);
    if (!isText || isName) return [];
    return [over(node, source, node.getText(source).length === 2 ? "'mutant'" : "''")];
  },
  pattern(node, source) {
    if (node.kind !== KINDS.RegularExpressionLiteral) return [];
    const text = node.getText(source);
    const loose = [text.replace(/^\/\^/, '/'), text.replace(/\$(\/\w*)$/, '$1')];
    return loose.filter((other) => other !== text && !other.startsWith('//')).map((other) => over(node, source, other));
  },
  mistaken(node, source) {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
    const { name } = node.expression;
    const other = MISTAKEN.get(name.getText(source));
    return other ? [over(name, source, other)] : [];
  },
  chain(node, source) {
    const token = ts.isPropertyAccessExpression(node) ? node.questionDotToken : undefined;
    return token ? [over(token, source, '.')] : [];
  },
  member(node, source) {
    if (!ts.isObjectLiteralExpression(node)) return [];
    return node.properties.map((member) => over(member, source, '...{}'));
  },
  element(node, source) {
    const list = ts.isArrayLiteralExpression(node) ? node.elements : ts.isCallExpression(node) ? node.arguments : [];
    return list.filter(ts.isSpreadElement).map((spread) => over(spread, source, '...[]'));
  },
  handler(node, source) {
    return ts.isFunctionLike(node) &&
      'body' in node &&
      node.body &&
      ts.isBlock(node.body) &&
      node.body.statements.length > 1
      ? [over(node.body, source, '{}')]
      : [];
  },
};

const KINDS = ts.SyntaxKind;

/**
 * @param {ts.Node} node
 * @param {ts.SourceFile} source
 * @param {string} text
 * @returns {Edit}
 */
function over(node, source, text) {
  return { start: node.getStart(source), end: node.end, text };
}

/**
 * @param {ts.Node} node
 * @param {ts.SourceFile} source
 * @param {string[]} texts
 */
function choices(node, source, texts) {
  return texts.filter((text) => text !== node.getText(source)).map((text) => over(node, source, text));
}

/**
 * @param {string} file
 * @param {string} text
 * @returns {import('./mutant.js').Mutant[]}
 */
export function javascriptMutants(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  /** @type {Map<string, import('./mutant.js').Mutant>} no change twice, whichever operators make it */
  const mutants = new Map();
  /** @param {ts.Node} node @param {import('./mutant.js').Span} [around] the function it is in */
  const visit = (node, around) => {
    const within = isNamed(node) ? { start: node.getStart(source), end: node.end } : around;
    for (const [operator, edits] of Object.entries(OPERATORS)) {
      for (const edit of edits(node, source)) {
        const key = JSON.stringify(edit);
        if (!mutants.has(key)) mutants.set(key, mutantOf(file, text, operator, edit, within));
      }
    }
    ts.forEachChild(node, (child) => visit(child, within));
  };
  ts.forEachChild(source, (child) => visit(child));
  return [...mutants.values()];
}

/** @param {ts.Node} node @returns {boolean} whether it is a function that has a name */
function isNamed(node) {
  if (!ts.isFunctionLike(node)) return false;
  return !(ts.isArrowFunction(node) || ts.isFunctionExpression(node)) || !ts.isCallExpression(node.parent);
}

/**
 * @param {string} text of a file
 * @returns {boolean} whether it can be read at all
 */
export function isJavaScript(text) {
  const { diagnostics = [] } = ts.transpileModule(text, {
    fileName: 'mutant.js',
    reportDiagnostics: true,
    compilerOptions: { allowJs: true, target: ts.ScriptTarget.Latest, module: ts.ModuleKind.ESNext },
  });
  return diagnostics.length === 0;
}
