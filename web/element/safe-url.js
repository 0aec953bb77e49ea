// The one check between a URL from the network and the page.

/**
 * @param {string | null | undefined} text
 * @returns {string | null} the URL when a link or a media element may have it: https:, or http: on this machine
 */
export function safeUrl(text) {
  if (!text || !URL.canParse(text)) return null;
  const { protocol, hostname, username, password, href } = new URL(text);
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
  return username + password === '' && (protocol === 'https:' || (protocol === 'http:' && isLoopback)) ? href : null;
}
