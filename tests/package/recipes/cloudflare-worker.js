// Cloudflare Workers: the key is a secret of the worker, `wrangler secret put KIE_API_KEY`
import { createProxy } from 'kie-aleph/proxy';

let proxy;
export default {
  fetch(request, env) {
    proxy ??= createProxy({
      apiKey: env.KIE_API_KEY,
      upstream: env.KIE_BASE_URL,
      allowedOrigins: ['https://app.example'],
      clientHeader: 'cf-connecting-ip', // Cloudflare sets it, whatever the client sent; here and nowhere else
    });
    return proxy(request);
  },
};
