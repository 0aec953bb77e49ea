// Questions from one process to another that it has started, and their answers.

/** @typedef {Record<string, (given: any) => Promise<unknown>>} Answers by the question's name */

/** @param {Answers} answers of this process, to the one that has started it */
export function answerMessages(answers) {
  process.on('message', async (/** @type {any} */ { id, name, given }) => {
    const said = await answers[name]?.(given);
    // Whoever asked may have ended.
    if (process.connected) process.send?.({ id, said });
  });
}

/**
 * @param {import('node:child_process').ChildProcess | import('node:cluster').Worker} child
 * @returns {(name: string, given?: object) => Promise<any>} rejects when it ends before it answers
 */
export function asker(child) {
  let last = 0;
  /** @type {Map<number, { resolve: (said: unknown) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  child.on('message', (/** @type {any} */ { id, said }) => {
    waiting.get(id)?.resolve(said);
    waiting.delete(id);
  });
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('The process ended.'));
    waiting.clear();
  });
  return (name, given) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      child.send({ id: last, name, given }, (/** @type {Error | null} */ error) => error && reject(error));
    });
}
