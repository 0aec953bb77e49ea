import { defineConfig } from 'wxt';

export default defineConfig({
  manifest: {
    name: 'Aleph tasks',
    permissions: ['alarms', 'storage'],
    // The second one is for a sandbox or a proxy on this machine.
    host_permissions: ['https://api.kie.ai/*', 'http://127.0.0.1/*'],
    content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'" },
  },
});
