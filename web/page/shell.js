// What the service worker keeps of the page itself. tools/bundle-page.js puts the built page's list in the place of this file.

/** Another list or other contents have another version. */
export const version = 'source';

/** Paths on this server. @type {string[]} */
export const files = [];
