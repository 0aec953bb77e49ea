// Lays JSON out for people without reading its values, so that long numbers and duplicate keys stay as they were sent.

/** A string, a run of anything that is not structure, or one character of structure. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[^\s"{}[\],:]+|[{}[\],:]/g;

/**
 * @param {string} json
 * @returns {string} the same tokens with line breaks and indents of two spaces; other text comes back as it is
 */
export function prettyJson(json) {
  try {
    JSON.parse(json);
  } catch {
    return json;
  }
  const tokens = json.match(TOKENS) ?? [];
  let depth = 0;
  let text = '';
  for (const [i, token] of tokens.entries()) {
    const opens = token === '{' || token === '[';
    const closes = token === '}' || token === ']';
    const before = tokens[i - 1];
    if (closes) depth--;
    // What follows an opening or a comma begins a line; a closing one too, unless there is nothing inside.
    const breaks = before === ',' || (before === '{' || before === '[' ? !closes : closes);
    if (breaks) text += `\n${'  '.repeat(depth)}`;
    text += token === ':' ? ': ' : token;
    if (opens) depth++;
  }
  return text;
}
