// Types of the built module; what it holds is described in web/client/module.js.
declare function createModule(overrides?: { printErr?(text: string): void }): Promise<any>;
export default createModule;
