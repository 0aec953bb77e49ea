// Types of the built module, beside which a copy of this file lies in dist/.
import type { WasmModule } from '../web/client/module/module.js';

declare function createModule(overrides?: {
  printErr?(text: string): void;
  instantiateWasm?(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void): object;
}): Promise<WasmModule>;
export default createModule;
