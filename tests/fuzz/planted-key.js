// The key that answers may spell while they are fuzzed: as in invariants.hpp, to which same-in-wasm.test.js holds it.
export const PLANTED_KEY = 'sk-7f/3a"9+e<1&Z';
