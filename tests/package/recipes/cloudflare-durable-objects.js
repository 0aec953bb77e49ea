// Cloudflare Workers, which run it everywhere at once: limits, looks and creates of all of them together, in Durable Objects.
// In wrangler.jsonc:
//   "durable_objects": { "bindings": [{ "name": "STORE", "class_name": "StoreObject" }] },
//   "migrations": [{ "tag": "v1", "new_sqlite_classes": ["StoreObject"] }]
import { durableObjectStore } from 'kie-aleph/durable-objects';
import { createProxy } from 'kie-aleph/proxy';

export { StoreObject } from 'kie-aleph/durable-objects';

let proxy;
export default {
  fetch(request, env) {
    proxy ??= createProxy({
      apiKey: env.KIE_API_KEY,
      upstream: env.KIE_BASE_URL,
      allowedOrigins: ['https://app.example'],
      clientHeader: 'cf-connecting-ip',
      store: durableObjectStore(env.STORE, { shares: 10 }), // while the objects are away, each takes a tenth of every limit
    });
    return proxy(request);
  },
};
