// Types of the built module. What the texts hold, JSON, is described in web/client/module/module.js.

/** Of the request that is being started. */
interface StartedRequest {
  apiKey: string | undefined;
  fetch: typeof globalThis.fetch;
  failed(error: unknown): void;
  settled(json: string, raw: string | undefined): void;
}

export interface WasmModule {
  request?: StartedRequest | undefined;
  requestTask(request: string): number;
  abortRequest(id: number): void;
  planLook(state: string): string;
  planDeadline(state: string): string;
}

declare function createModule(overrides?: {
  printErr?(text: string): void;
  instantiateWasm?(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void): object;
}): Promise<WasmModule>;
export default createModule;
