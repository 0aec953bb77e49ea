// Types of the built module; what it holds is described in web/client/module/module.js.
declare function createModule(overrides?: {
  printErr?(text: string): void;
  instantiateWasm?(imports: any, receive: any): object;
}): Promise<any>;
export default createModule;
