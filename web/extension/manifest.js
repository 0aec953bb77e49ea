// The manifest: one for both browsers, but for how each names the background and the extension.

/** Result files come from any https host; a person may choose a proxy, also on this machine. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' https: http://127.0.0.1:* http://localhost:*",
  'media-src https: http://127.0.0.1:* http://localhost:*',
  'connect-src https: http://127.0.0.1:* http://localhost:*',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** @type {Record<'chrome' | 'firefox', object>} */
const DIFFERENCES = {
  chrome: {
    minimum_chrome_version: '116',
    background: { service_worker: 'background.js', type: 'module' },
  },
  firefox: {
    background: { scripts: ['background.js'], type: 'module' },
    browser_specific_settings: {
      gecko: {
        id: 'kie-aleph@kie-aleph.example',
        strict_min_version: '140.0',
        data_collection_permissions: { required: ['none'] },
      },
      gecko_android: { strict_min_version: '142.0' },
    },
  },
};

/**
 * @param {'chrome' | 'firefox'} browser
 * @param {string} version
 * @returns {object}
 */
export function manifestFor(browser, version) {
  return {
    manifest_version: 3,
    name: 'Aleph tasks',
    short_name: 'Aleph',
    description: 'Shows how a Runway Aleph video task of KIE.AI is doing, and tells when it is done.',
    version,
    icons: { 192: 'icon-192.png', 512: 'icon-512.png' },
    action: { default_popup: 'popup.html', default_title: 'Aleph tasks', default_icon: { 192: 'icon-192.png' } },
    options_ui: { page: 'options.html', open_in_tab: true },
    permissions: ['alarms', 'contextMenus', 'notifications', 'storage'],
    host_permissions: ['https://api.kie.ai/*'],
    content_security_policy: { extension_pages: POLICY },
    ...DIFFERENCES[browser],
  };
}
