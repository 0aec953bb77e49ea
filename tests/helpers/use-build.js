// Runs tests against another build of the module: `KIE_ALEPH_BUILD=build/sanitize/module node --import ./tests/helpers/use-build.js --test …`
import { register } from 'node:module';
import { resolve as resolvePath } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';

const SHIPPED = new URL('../../dist/aleph.js', import.meta.url).href;
const folder = process.env.KIE_ALEPH_BUILD;

// The thread of the hooks loads this file again.
if (isMainThread && folder) register(import.meta.url);

/** @type {import('node:module').ResolveHook} */
export async function resolve(specifier, context, nextResolve) {
  const resolved = await nextResolve(specifier, context);
  if (resolved.url !== SHIPPED || !folder) return resolved;
  return { ...resolved, url: pathToFileURL(resolvePath(folder, 'aleph.js')).href };
}
