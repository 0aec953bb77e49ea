// The memory of the client's module, which it keeps to itself.
/**
 * To be called before the module starts.
 * @returns {() => WebAssembly.Memory} that of the first module started since
 */
export function watchMemory() {
  /** @type {WebAssembly.Memory[]} */
  const memories = [];
  const { Instance } = WebAssembly;
  // Node's own fetch starts a module, too, but not by this.
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, [module, imports]) {
      const instance = new target(module, imports);
      memories.push(...Object.values(instance.exports).filter((value) => value instanceof WebAssembly.Memory));
      return instance;
    },
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
