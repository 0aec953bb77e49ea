// A site's name that is made to point at this server (DNS rebinding) does not make the site's pages the proxy's own.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createProxy } from '../../web/proxy/proxy.js';
import { ROUTES } from './routes.js';

for (const { route, path } of ROUTES) {
  suite(`${route} route`, () => {
    const HOSTS = ['127.0.0.1', 'localhost', '[::1]', 'proxy.example', 'xn--kse-qla.example'];

    /** @type {{ origin: string, status: number }[]} */
    const NAMES = [
      { origin: 'http://127.0.0.1:8787', status: 200 },
      { origin: 'http://localhost', status: 200 },
      { origin: 'http://LOCALHOST:1', status: 200 },
      { origin: 'http://[0:0:0:0:0:0:0:1]:8787', status: 200 },
      { origin: 'https://proxy.example', status: 200 },
      { origin: 'https://käse.example', status: 200 },
      { origin: 'http://rebound.evil.example:8787', status: 421 },
      { origin: 'http://localhost.evil.example', status: 421 },
      { origin: 'http://localhost.', status: 421 },
      { origin: 'http://127.0.0.2', status: 421 },
    ];

    for (const { origin, status } of NAMES) {
      test(`${origin}: ${status}`, async () => {
        let sent = 0;
        const fetch = async () => (sent++, new Response('{"code":200}'));
        const proxy = createProxy({ apiKey: 'test-key-0123456789', hosts: HOSTS, fetch });
        const { url } = new Request(`${origin}/kie${path}?taskId=a`);
        const headers = { Origin: new URL(url).origin, 'Sec-Fetch-Site': 'same-origin' };
        const response = await proxy(new Request(url, { headers }));
        assert.equal(response.status, status);
        assert.equal((await response.json()).code, status);
        assert.equal(sent, status === 200 ? 1 : 0);
      });
    }

    for (const hosts of [[], ['localhost:8787'], ['http://localhost'], ['*'], ['::1'], ['LOCALHOST'], ['a/b'], ['']]) {
      test(`hosts refuses ${JSON.stringify(hosts)}`, () =>
        assert.throws(() => createProxy({ apiKey: 'test-key-0123456789', hosts }), {
          name: 'TypeError',
          message: `hosts: ${JSON.stringify(hosts[0] ?? '')} is not a host's name without a port, such as "localhost".`,
        }));
    }
  });
}
