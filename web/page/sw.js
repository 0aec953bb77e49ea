// The service worker: the page opens without a network, and tasks seen before are shown as they were last seen.
// tools/bundle-page.js makes one classic script of it, which every engine takes.
import { lookupIn } from '../shared/endpoints.js';
import { ANSWERS, KEPT_AT, otherLookups, toKeep } from './kept-answers.js';
import { files, version } from './shell.js';

/**
 * What a service worker has and a window has not, as far as it is used here.
 * @typedef {Event & { waitUntil(work: Promise<unknown>): void }} ExtendableEvent
 * @typedef {ExtendableEvent & { request: Request, respondWith(answer: Promise<Response>): void }} FetchEvent
 */
const scope = /** @type {any} */ (self);

const SHELL_PREFIX = 'kie-aleph-shell-';
const SHELL = SHELL_PREFIX + version;

const MOST_ANSWERS = 100;

// Each version's files have names of their own and an open page has loaded all of its: nothing breaks when a new one takes over.
scope.addEventListener('install', (/** @type {ExtendableEvent} */ event) =>
  event.waitUntil(Promise.all([precache(), scope.skipWaiting()])),
);
scope.addEventListener('activate', (/** @type {ExtendableEvent} */ event) =>
  event.waitUntil(Promise.all([dropOldShells(), scope.clients.claim()])),
);
scope.addEventListener('fetch', (/** @type {FetchEvent} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || !/^https?:$/.test(url.protocol)) return;
  // Not answering leaves the request to the browser, as if there were no worker.
  if (lookupIn(url.pathname)) return event.respondWith(answer(event));
  if (url.origin !== location.origin) return;
  if (request.mode === 'navigate' && url.pathname === '/') return event.respondWith(openPage(request));
  if (files.includes(url.pathname)) event.respondWith(shellFile(request));
});

async function precache() {
  const cache = await caches.open(SHELL);
  await cache.addAll(files.map((file) => new Request(file, { cache: 'no-cache' })));
}

async function dropOldShells() {
  const old = (await caches.keys()).filter((name) => name.startsWith(SHELL_PREFIX) && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** @param {Request} request */
async function openPage(request) {
  try {
    return await fetch(request);
  } catch (error) {
    return orThrow(await caches.match('/index.html', { cacheName: SHELL }), error);
  }
}

/** @param {Request} request */
async function shellFile(request) {
  return (await caches.match(request, { cacheName: SHELL, ignoreSearch: true, ignoreVary: true })) ?? fetch(request);
}

/** @param {FetchEvent} event */
async function answer(event) {
  const { request } = event;
  try {
    const response = await fetch(request);
    if (response.status === 200) event.waitUntil(keep(request, response.clone()).catch(() => {}));
    return response;
  } catch (error) {
    return orThrow((await keptFor(request.url)) ?? (await keptElsewhere(request.url)), error);
  }
}

/** @param {string} url of a lookup */
function keptFor(url) {
  return caches.match(url, { cacheName: ANSWERS });
}

/**
 * Where only the other route's answer is kept, this one did not know the task, and says so again: who asks goes on to the other.
 * @param {string} url of a lookup
 * @returns {Promise<Response | undefined>}
 */
async function keptElsewhere(url) {
  const [kept] = (await Promise.all(otherLookups(url).map(keptFor))).filter((answer) => answer !== undefined);
  return kept && Response.json({ code: 200, msg: 'success', data: null }, { headers: kept.headers });
}

/**
 * Keeps an answer that holds a task by its URL alone: nothing of the request's headers, where a key may be.
 * @param {Request} request
 * @param {Response} response
 */
async function keep(request, response) {
  const body = await toKeep(request, response);
  if (body === null) return;
  const headers = { 'Content-Type': 'application/json', [KEPT_AT]: new Date().toISOString() };
  const cache = await caches.open(ANSWERS);
  await cache.put(request.url, new Response(body, { headers }));
  // In the order they were put; what is put anew becomes the youngest.
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, Math.max(kept.length - MOST_ANSWERS, 0)).map((oldest) => cache.delete(oldest)));
}

/**
 * @param {Response | undefined} kept
 * @param {unknown} error of the network
 */
function orThrow(kept, error) {
  if (kept) return kept;
  throw error;
}
