// Before a server's own code: what would go to the real service goes to the test's.
const { fetch } = globalThis;
globalThis.fetch = (url, init) => fetch(String(url).replace('https://api.kie.ai', process.env.TEST_SERVICE), init);
