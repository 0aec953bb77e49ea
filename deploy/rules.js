// Yours: who may do what. The options of createProxy that no environment variable says: README, "Pages without a key: the proxy".

/** @type {import('kie-aleph/proxy').ProxyOptions} */
export const rules = {
  // With 'create' also say who may, since each task costs credits: authorize: (request) => isSignedIn(request.headers.get('cookie')).
  allow: ['look'],
};
