// A proxy whose streams are of one worker, and whose looks are of another.
import { createProxy } from '../../../web/proxy/proxy.js';
import { durableObjectStore } from '../../../web/proxy/store/durable-object-store.js';

export { StoreObject } from '../../../web/proxy/store/durable-object-store.js';

/** @type {ReturnType<typeof createProxy>} */
let proxy;

export default {
  /**
   * @param {Request} request
   * @param {{ KIE_BASE_URL: string, STORE: import('../../../web/proxy/store/durable-object-store.js').StoreObjectNamespace }} env
   */
  fetch(request, { KIE_BASE_URL, STORE }) {
    proxy ??= createProxy({
      apiKey: 'test-key-0123456789',
      upstream: KIE_BASE_URL,
      clientLimit: false,
      // Streams are there where callbacks are; here none comes.
      callbacks: {
        read: async () => ({ refused: { status: 422, why: 'None' } }),
        secret: null,
        url: 'https://app.example/kie/callbacks',
      },
      store: durableObjectStore(STORE),
    });
    return proxy(request);
  },
};
