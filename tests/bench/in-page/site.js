// A document for each contender, whose script hands its `getTask` to what the document measures with; bundled once for each use.
import { bundle } from './bundles.js';
import { CONTENDERS } from './contenders.js';
import { serveFiles } from './server.js';

/**
 * @typedef {object} Site
 * @property {Map<string, string>} urls of each contender's document, by its name
 * @property {string} together the URL of a document with all of their scripts, in their order
 * @property {Map<string, import('./bundles.js').Files>} files of each contender, by its name
 * @property {() => void} close
 */

/**
 * @param {Function} bench runs in the page before all scripts: makes `globalThis.bench`, which they call
 * @param {{ hands?: readonly string[] }} [options] hands: `['getTask']`: what they call it with; undefined where a contender has no such thing
 * @returns {Promise<Site>}
 */
export async function startSite(bench, { hands = ['getTask'] } = {}) {
  /** @type {Map<string, string | Uint8Array>} */
  const served = new Map();
  /** @type {Map<string, string>} */
  const paths = new Map();
  /** @type {Site['files']} */
  const files = new Map();
  /** @type {string[]} */
  const scripts = [];
  for (const [at, contender] of CONTENDERS.entries()) {
    const made = await bundle(contender, hands);
    for (const [path, content] of made.files) served.set(`/${at}/${path}`, content);
    const script = made.script(`/${at}`);
    served.set(`/${at}/index.html`, documentOf(bench, [script]));
    paths.set(contender.name, `/${at}/index.html`);
    files.set(contender.name, made.files);
    scripts.push(script);
  }
  served.set('/together.html', documentOf(bench, scripts));
  const { url, close } = await serveFiles(served);
  return {
    urls: new Map([...paths].map(([name, path]) => [name, url + path])),
    together: `${url}/together.html`,
    files,
    close,
  };
}

/** @param {Function} bench @param {readonly string[]} scripts */
function documentOf(bench, scripts) {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>bench</title>
<link rel="icon" href="data:,">
<script>(${bench})();</script>
${scripts.join('\n')}
</html>
`;
}
