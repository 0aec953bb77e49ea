// The manifest: one for both browsers, but for how each names the background and the extension; and its words in each language.
import { EXTENSION_WORDS } from '../words/index.js';

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

/** Pixels: of the bar, twice that, the list of extensions, notifications and stores. */
export const ICON_SIZES = [16, 32, 48, 128];

/** By their size. */
const ICONS = Object.fromEntries(ICON_SIZES.map((size) => [size, `icons/icon-${size}.png`]));

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
    name: '__MSG_name__',
    short_name: 'Aleph',
    description: '__MSG_description__',
    default_locale: 'en',
    version,
    icons: ICONS,
    action: { default_popup: 'popup.html', default_title: '__MSG_name__', default_icon: ICONS },
    options_ui: { page: 'options.html', open_in_tab: true },
    permissions: ['alarms', 'contextMenus', 'notifications', 'storage'],
    // Asked for in the options, by who wants finished videos saved.
    optional_permissions: ['downloads'],
    host_permissions: ['https://api.kie.ai/*'],
    content_security_policy: { extension_pages: POLICY },
    ...DIFFERENCES[browser],
  };
}

/**
 * The words that the manifest and the stores take from files.
 * @returns {Map<string, object>} by path: a `messages.json` for each language
 */
export function localeFiles() {
  return new Map(
    Object.entries(EXTENSION_WORDS).map(([tag, { name, description }]) => [
      `_locales/${localeOf(tag)}/messages.json`,
      { name: { message: name }, description: { message: description } },
    ]),
  );
}

/** As browsers name it: they know regions, not scripts (`zh_CN`). @param {string} tag BCP 47 */
function localeOf(tag) {
  const { language, script, region } = new Intl.Locale(tag);
  const known = script ? new Intl.Locale(tag).maximize().region : region;
  return known ? `${language}_${known}` : language;
}
