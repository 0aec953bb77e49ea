// The memory of the client's module, which it keeps to itself.
import { mock } from 'node:test';

/**
 * To be called before the module starts.
 * @returns {() => WebAssembly.Memory} that of the first module started since
 */
export function watchMemory() {
  /** @type {WebAssembly.Memory[]} */
  const memories = [];
  const instantiate = /** @type {(...args: unknown[]) => Promise<any>} */ (WebAssembly.instantiate);
  mock.method(WebAssembly, 'instantiate', async (/** @type {unknown[]} */ ...args) => {
    const result = await instantiate(...args);
    // Node's own fetch starts a module, too, of which the result is the instance itself.
    memories.push(
      ...Object.values(result.instance?.exports ?? {}).filter((value) => value instanceof WebAssembly.Memory),
    );
    return result;
  });
  return () => {
    const [memory, ...others] = memories;
    if (!memory || others.length > 0) throw new Error(`${memories.length} modules have started, not one`);
    return memory;
  };
}

/** @param {WebAssembly.Memory} memory @param {string} text @returns {number} how often it is there */
export function copiesIn(memory, text) {
  // Not as a text: under sanitizers the memory is larger than one may be.
  const bytes = Buffer.from(memory.buffer);
  let found = 0;
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + 1)) found++;
  return found;
}
