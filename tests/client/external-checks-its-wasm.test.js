// kie-aleph/external takes WebAssembly in every form, and refuses what is not the one of its build with the fix in the message.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { rejection } from '../helpers/rejection.js';
import { fakeFetch } from '../helpers/responses.js';

/** @typedef {import('../../web/client/module/external.js').WasmInput} WasmInput */

const BYTES = new Uint8Array(readFileSync(new URL('../../dist/external/aleph.wasm', import.meta.url)));
const OTHER = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const TAMPERED = BYTES.map((byte, at) => (at === BYTES.length - 1 ? byte ^ 1 : byte));
const TYPED = { headers: { 'Content-Type': 'application/wasm' } };

let imports = 0;
/** A fresh copy of the entry, since one start serves all its clients. @returns {Promise<typeof import('../../web/client/external.js')>} */
const fresh = () => import(`../../web/client/external.js?${imports++}`);

const server = createServer((request, response) => {
  if (request.url === '/aleph.wasm')
    return void response.writeHead(200, { 'Content-Type': 'application/wasm' }).end(BYTES);
  if (request.url === '/untyped')
    return void response.writeHead(200, { 'Content-Type': 'application/octet-stream' }).end(BYTES);
  if (request.url === '/page')
    return void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>x</title>');
  response.writeHead(404).end('gone');
});
let origin = '';
before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
});
after(() => void server.close());

/** @type {{ what: string, wasm: () => WasmInput | undefined }[]} */
const TAKEN = [
  { what: 'nothing: the file beside the module', wasm: () => undefined },
  { what: 'a URL', wasm: () => new URL(`${origin}/aleph.wasm`) },
  { what: 'a URL whose server names another type', wasm: () => `${origin}/untyped` },
  { what: 'a file: URL', wasm: () => new URL('../../dist/external/aleph.wasm', import.meta.url) },
  { what: 'a Response', wasm: () => new Response(BYTES, TYPED) },
  { what: 'bytes', wasm: () => BYTES },
  { what: 'an ArrayBuffer', wasm: () => BYTES.buffer },
  { what: 'a compiled module', wasm: () => new WebAssembly.Module(BYTES) },
  { what: 'a function', wasm: () => async () => new WebAssembly.Module(BYTES) },
  { what: 'a promise', wasm: () => fetch(`${origin}/aleph.wasm`) },
];

for (const { what, wasm } of TAKEN) {
  test(`${what} starts and reads a task`, async () => {
    const { AlephClient } = await fresh();
    const client = new AlephClient({ wasm: wasm(), fetch: fakeFetch().fetch });
    assert.equal((await client.getTask('a')).status, 'succeeded');
  });
}

/** @type {{ what: string, wasm: () => WasmInput, says: RegExp }[]} */
const REFUSED = [
  {
    what: 'a web page',
    wasm: () => `${origin}/page`,
    says: /\/page is not WebAssembly: it begins with 3c 21 64 .*"<!doctype html><".* option wasm/,
  },
  { what: 'HTTP 404', wasm: () => `${origin}/nothing`, says: /\/nothing answered HTTP 404 .* option wasm/ },
  {
    what: 'a server that is not there',
    wasm: () => 'http://127.0.0.1:1/aleph.wasm',
    says: /could not be loaded from http:\/\/127\.0\.0\.1:1\/aleph\.wasm/,
  },
  { what: 'no file', wasm: () => 'file:///nothing.wasm', says: /could not be loaded from file:\/\/\/nothing\.wasm/ },
  { what: 'other bytes', wasm: () => OTHER, says: /does not belong to this version .* SHA-256 is 93a44bbb/ },
  { what: 'a changed file', wasm: () => TAMPERED, says: /does not belong to this version/ },
  {
    what: 'a Response of another build',
    wasm: () => new Response(OTHER, TYPED),
    says: /does not belong to this version/,
  },
  { what: 'nothing at all', wasm: () => new Uint8Array(), says: /is not WebAssembly/ },
  {
    what: 'another module',
    wasm: () => new WebAssembly.Module(OTHER),
    says: /does not belong to this version .* its build is another one/,
  },
  { what: 'a module of another build', wasm: () => new WebAssembly.Module(TAMPERED), says: /its build is another one/ },
  { what: 'a function that throws', wasm: () => () => Promise.reject(new Error('no')), says: /could not be started/ },
];

for (const { what, wasm, says } of REFUSED) {
  test(`${what} is refused, and another client starts with what it has`, async () => {
    const { AlephClient, StartError } = await fresh();
    const wrong = new AlephClient({ wasm: wasm(), fetch: fakeFetch().fetch });
    const right = new AlephClient({ wasm: BYTES, fetch: fakeFetch().fetch });
    const [error, task] = await Promise.all([rejection(wrong.ready()), right.getTask('a')]);
    assert.ok(error instanceof StartError);
    assert.match(error.message, says);
    assert.equal(task.status, 'succeeded');
  });
}

test('where the page has no crypto.subtle the module still tells another build', async () => {
  const { crypto } = globalThis;
  Object.defineProperty(globalThis, 'crypto', { value: undefined, configurable: true });
  try {
    const { AlephClient } = await fresh();
    assert.match((await rejection(new AlephClient({ wasm: OTHER }).ready())).message, /its build is another one/);
    await new AlephClient({ wasm: BYTES }).ready();
  } finally {
    Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true });
  }
});

test('version and wasmSha256 are those of the package and of its file, in both entries', async () => {
  const external = await fresh();
  const root = await import('../../web/client/index.js');
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  for (const entry of [external, root]) {
    assert.equal(entry.version, version);
    assert.equal(entry.wasmSha256, createHash('sha256').update(BYTES).digest('hex'));
  }
  assert.deepEqual(Object.keys(external).sort(), Object.keys(root).sort());
});
