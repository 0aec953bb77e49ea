// The options of the proxy, in one place.

/**
 * Where and how the service's callbacks come in. Where several processes serve the callers they need a `store` they share.
 * @typedef {object} CallbacksOption
 * @property {(request: Request, options: { secret?: string, now: () => number }) => Promise<import('./callbacks/read-callback.js').Callback | import('./callbacks/read-callback.js').Refused>} read `readCallback` of
 *   `kie-aleph/callbacks`. Given, and not imported here: it needs WebAssembly, which a proxy without callbacks does not
 * @property {string | null | undefined} secret the account's webhook key (kie.ai, settings); `null`: it has none, and whoever knows the URL
 *   is heard. While it is missing or empty (a build has none) each callback is answered with 500, which is logged once, and clients only look
 * @property {string} [url] none: the public URL of `path`. Tasks that are made through the proxy get it as their `callBackUrl` unless they
 *   have one; without it only tasks whose maker has given it are told of
 * @property {string} [path] `/callbacks`, below `mount`
 */

/**
 * How the proxy is set up.
 * @typedef {object} ProxyOptions
 * @property {import('./key.js').KeyOption} [apiKey] sent to the service, never to the page: printable ASCII without spaces. A
 *   function is asked before each request, and its time is part of `timeout`. Without a key (a build has none) each request is
 *   answered with 500, and the reason is logged once with `console.error`
 * @property {string[]} [allowedOrigins] none: origins such as `https://app.example` whose pages may ask, besides the proxy's own
 * @property {string[]} [hosts] every one: the names this server has, without a port, such as `['localhost', '127.0.0.1']`; a request
 *   under another name is answered with 421. Needed where no front routes by name: any site's name can be made to point at
 *   a server of your own network (DNS rebinding), and its pages would count as the proxy's own
 * @property {(request: Request) => boolean | Response | Promise<boolean | Response>} [authorize] everyone; needed for `create`. Asked before
 *   anything is read or sent: the request has no body; `false` is answered with 401, a Response as it is. Who is refused too often gets 429, and takes nothing from others;
 *   such a client is asked about again each time, one over its own `clientLimit` is not
 * @property {readonly ('look' | 'create' | 'upload' | 'credits')[]} [allow] `['look']`: what is forwarded. `look` is the lookups and links to finished
 *   files, `create` makes tasks, which costs credits, `upload` takes files in, `credits` tells what is left
 * @property {import('./operations/budget.js').BudgetOption} [budget] none: `{ credits, interval }` (ms), what all together may spend in any
 *   such interval; a task is counted as 110. Beyond it creating is refused with 402
 * @property {import('./limits.js').Rate | false} [clientLimit] `{ limit: 20, interval: 10000 }` (ms): of one client; as much again may be refused by `authorize`
 * @property {import('./limits.js').Rate | false} [taskLimit] `{ limit: 10, interval: 1000 }` (ms): looks at one task on one route that reach the service, what it gives one (docs)
 * @property {import('./limits.js').Rate | false} [globalLimit] `{ limit: 200, interval: 10000 }` (ms): of all together; ours, the service names none
 * @property {import('./limits.js').Rate | false} [clientCreateLimit] `{ limit: 5, interval: 60000 }`: tasks one client may create; instead of `clientLimit`
 * @property {import('./limits.js').Rate | false} [createLimit] `{ limit: 20, interval: 10000 }`: of all together, what the service gives one account
 * @property {string} [clientHeader] none: the one header that names the client, such as `X-Real-IP`: one that your front sets
 *   itself, whatever the client sent. Of a list, such as `X-Forwarded-For`, the last entry counts
 * @property {(request: Request, info: import('./clients.js').ConnectionInfo) => string | null} [clientOf] a rule of your own instead; `null` is not limited
 *   by itself. Default: `clientHeader` if given, else the connection's address where the platform tells it, else `null`.
 *   Of an IPv6 address the first 64 bits count
 * @property {CallbacksOption} [callbacks] none: `{ secret, url }`. The service's callbacks are taken at `/callbacks`
 *   below `mount`, and pages hear of their tasks by `/events` instead of asking
 * @property {number | false} [clientStreams] `100`: streams of events that one client may have open at once, at each process; another is refused
 *   with 429
 * @property {import('./store/store.js').Store} [store] `memoryStore()`: where limits are counted, and where all that is known of tasks is kept.
 *   Processes that serve one account share one, such as `redisStore` of `kie-aleph/store`; else each has limits of its own, and no
 *   other hears what a callback tells one of them
 * @property {import('./observing/events.js').OnEvent} [onEvent] none: hears what the proxy does, for metrics and logs: `createMetrics` and `createLog` of
 *   `kie-aleph/observing`. Never an id, a key, an address or a text
 * @property {string | undefined} [upstream] `https://api.kie.ai`; a trailing `/`, `/api` or `/api/v1` is not doubled
 * @property {string} [uploadUpstream] `https://kieai.redpandaai.co`; where `upstream` is given, that one
 * @property {number} [maxUploadBytes] `1073741824`; a larger upload is refused with 413, or cut off
 * @property {number} [uploadTimeout] `60000` ms without anything of an upload moving, or with its answer missing
 * @property {string} [mount] `/kie`: the path under which it is served, slashes around it or not; `/` for the root, and where a
 *   framework gives it requests without the prefix (`mount` of Hono and h3). Other paths are 404
 * @property {typeof globalThis.fetch} [fetch] the global one at call time
 * @property {number} [timeout] `30000` ms, body included, for all but uploads
 * @property {number} [maxResponseBytes] `1048576`; a longer answer is cut off with an error
 * @property {() => number} [now] epoch ms, for tests
 */

export {};
