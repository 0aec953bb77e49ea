// An answer that holds a task, and a text beside it as it is spelled.

const TASK = '"code":200,"data":{"taskId":"a"}';

/**
 * @param {string} text
 * @param {{ anyText?: boolean }} [options] `anyText`: a text that no JSON can hold as it is comes escaped once more
 * @returns {string} the text itself when it can be no part of such an answer
 */
export function withTask(text, { anyText = false } = {}) {
  if (/^\{./s.test(text) && isJson(text)) return `{${TASK},${text.slice(1).replace(/"data":null/, '"none":null')}`;
  if (isJson(`"${text}"`)) return `{${TASK},"text":"${text}"}`;
  return anyText ? `{${TASK},"text":${JSON.stringify(text)}}` : text;
}

/** @param {string} text */
function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
