// Progress of long steps on standard error: "name: done of total"; one rewritten line on a terminal, few lines elsewhere.

/**
 * @typedef {object} Progress
 * @property {(done: number, total: number, note?: string) => void} update
 * @property {(note?: string) => void} end
 */

/**
 * @param {string} name the step, as the user reads it
 * @param {{ stream?: { isTTY?: boolean, write(text: string): unknown, columns?: number } }} [options]
 * @returns {Progress}
 */
export function startProgress(name, { stream = process.stderr } = {}) {
  const started = Date.now();
  let lastShown = -1;
  const show = (/** @type {string} */ text, /** @type {boolean} */ final) => {
    if (stream.isTTY) stream.write(`\r\u001b[K${text.slice(0, (stream.columns ?? 80) - 1)}${final ? '\n' : ''}`);
    else stream.write(`${text}\n`);
  };
  show(`${name} …`, false);
  return {
    update(done, total, note = '') {
      // On a terminal every step is shown; in a log each tenth, so that CI output stays readable.
      const tenth = total > 0 ? Math.floor((done / total) * 10) : 0;
      if (!stream.isTTY && tenth === lastShown) return;
      lastShown = tenth;
      show(`${name}: ${done} of ${total}${note && ` (${note})`}`, false);
    },
    end(note = '') {
      show(`${name}: done in ${((Date.now() - started) / 1000).toFixed(1)} s${note && ` (${note})`}`, true);
    },
  };
}
