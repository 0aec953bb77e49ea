// Runs the main job in workerd, which compiles no WebAssembly at run time: the module is a static import.
import * as kie from 'kie-aleph/external';
import wasm from 'kie-aleph/aleph.wasm';
import { mainJob } from './main-job.js';

export default {
  async fetch(_request, env) {
    return Response.json(await mainJob(kie, env.SERVICE, { wasm, maxRetries: 0 }, true));
  },
};
