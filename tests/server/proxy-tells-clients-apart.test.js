// A client is its connection, or what the one trusted header says; what it says of itself counts for nothing.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createProxy } from '../../web/proxy/proxy.js';
import { networkOf, shortNameOf } from '../../web/proxy/clients.js';
import { pending } from '../helpers/responses.js';
import { ROUTES } from './routes.js';

for (const { route, path } of ROUTES) {
  suite(`${route} route`, () => {
    /**
     * A proxy that lets each client ask once.
     * @param {Partial<import('../../web/proxy/proxy.js').ProxyOptions>} options
     */
    function askOnce(options = {}) {
      const proxy = createProxy({
        apiKey: 'test-key-0123456789',
        fetch: async () => new Response(pending()),
        now: () => 0,
        clientLimit: { limit: 1, interval: 1000 },
        globalLimit: false,
        ...options,
      });
      /** @param {Record<string, string>} headers @param {import('../../web/proxy/proxy.js').ConnectionInfo} [info] */
      return async (headers, info) => {
        const url = `https://proxy.example/kie${path}?taskId=a`;
        return (await proxy(new Request(url, { headers }), info)).status;
      };
    }

    /**
     * Two requests with these headers and of these connections: do they come from one client?
     * @typedef {{ headers?: Record<string, string>, address?: string }} Asked
     * @type {{ what: string, options?: Partial<import('../../web/proxy/proxy.js').ProxyOptions>, asked: [Asked, Asked], same: boolean }[]}
     */
    const PAIRS = [
      {
        what: 'one connection, whatever address its headers name',
        asked: [
          { address: '192.0.2.1', headers: { 'CF-Connecting-IP': '198.51.100.1', 'X-Real-IP': '198.51.100.1' } },
          { address: '192.0.2.1', headers: { 'CF-Connecting-IP': '198.51.100.2', 'X-Real-IP': '198.51.100.2' } },
        ],
        same: true,
      },
      {
        what: 'two connections, whatever address their headers name',
        asked: [
          { address: '192.0.2.1', headers: { 'X-Real-IP': '198.51.100.1' } },
          { address: '192.0.2.2', headers: { 'X-Real-IP': '198.51.100.1' } },
        ],
        same: false,
      },
      {
        what: 'behind a front that sets X-Real-IP, a forged CF-Connecting-IP',
        options: { clientHeader: 'X-Real-IP' },
        asked: [
          { address: '127.0.0.1', headers: { 'X-Real-IP': '192.0.2.1', 'CF-Connecting-IP': '198.51.100.1' } },
          { address: '127.0.0.1', headers: { 'X-Real-IP': '192.0.2.1', 'CF-Connecting-IP': '198.51.100.2' } },
        ],
        same: true,
      },
      {
        what: 'behind a front that sets X-Real-IP, two clients',
        options: { clientHeader: 'x-real-ip' },
        asked: [
          { address: '127.0.0.1', headers: { 'X-Real-IP': '192.0.2.1' } },
          { address: '127.0.0.1', headers: { 'X-Real-IP': '192.0.2.2' } },
        ],
        same: false,
      },
      {
        what: 'what the front adds to a forged X-Forwarded-For',
        options: { clientHeader: 'X-Forwarded-For' },
        asked: [
          { headers: { 'X-Forwarded-For': '198.51.100.1, 192.0.2.1' } },
          { headers: { 'X-Forwarded-For': '198.51.100.2,192.0.2.1 ' } },
        ],
        same: true,
      },
      {
        what: 'around the front, by their connections',
        options: { clientHeader: 'X-Real-IP' },
        asked: [{ address: '192.0.2.1' }, { address: '192.0.2.2' }],
        same: false,
      },
      {
        what: 'around the front, where connections are not known: one client together, not each without a limit',
        options: { clientHeader: 'X-Real-IP' },
        asked: [{}, { headers: { 'X-Real-IP': '' } }],
        same: true,
      },
      {
        what: 'two addresses of one IPv6 network',
        asked: [{ address: '2001:db8:1:2:3:4:5:6' }, { address: '2001:db8:1:2::1' }],
        same: true,
      },
      {
        what: 'two IPv6 networks',
        asked: [{ address: '2001:db8:1:2::1' }, { address: '2001:db8:1:3::1' }],
        same: false,
      },
      {
        what: 'a rule of one’s own goes before',
        options: { clientHeader: 'X-Real-IP', clientOf: ({ headers }) => headers.get('x-user') },
        asked: [
          { address: '192.0.2.1', headers: { 'X-Real-IP': '192.0.2.1', 'X-User': 'a' } },
          { address: '192.0.2.2', headers: { 'X-Real-IP': '192.0.2.2', 'X-User': 'a' } },
        ],
        same: true,
      },
      {
        what: 'a rule of one’s own knows the connection',
        options: { clientOf: (_, { remoteAddress = '' }) => remoteAddress.slice(0, 3) },
        asked: [{ address: '192.0.2.1' }, { address: '198.51.100.1' }],
        same: false,
      },
      {
        what: 'nobody whom a rule of one’s own does not name',
        options: { clientOf: () => null },
        asked: [{ address: '192.0.2.1' }, { address: '192.0.2.1' }],
        same: false,
      },
    ];

    for (const { what, options, asked, same } of PAIRS) {
      test(`${what}: ${same ? 'one client' : 'not one client'}`, async () => {
        const ask = askOnce(options);
        const statuses = [];
        for (const { headers = {}, address } of asked) {
          statuses.push(await ask(headers, address === undefined ? undefined : { remoteAddress: address }));
        }
        assert.deepEqual(statuses, [200, same ? 429 : 200]);
      });
    }

    test('40 requests of one client that forges a new address each time are limited', async () => {
      const ask = askOnce({ clientHeader: 'X-Real-IP', clientLimit: { limit: 10, interval: 10_000 } });
      let answered = 0;
      for (let i = 0; i < 40; i++) {
        if ((await ask({ 'X-Real-IP': '192.0.2.1', 'CF-Connecting-IP': `198.51.100.${i}` })) === 200) answered++;
      }
      assert.equal(answered, 10);
    });

    for (const clientHeader of ['', 'X Real IP', 'x-real-ip:', 'ä']) {
      test(`clientHeader refuses ${JSON.stringify(clientHeader)}`, () =>
        assert.throws(() => askOnce({ clientHeader }), TypeError));
    }

    /** @type {[address: string | undefined, network: string | null][]} */
    const NETWORKS = [
      [undefined, null],
      ['', null],
      ['192.0.2.1', '192.0.2.1'],
      ['192.0.2.1:54321', '192.0.2.1'],
      ['::ffff:192.0.2.1', '192.0.2.1'],
      ['::FFFF:c000:201', '192.0.2.1'],
      ['[::ffff:192.0.2.1]:443', '192.0.2.1'],
      ['::1', '0:0:0:0::/64'],
      ['::', '0:0:0:0::/64'],
      ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
      ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
      ['2001:db8::', '2001:db8:0:0::/64'],
      ['2001::4:5:6:7:8', '2001:0:0:4::/64'],
      ['2001::2:3:4:5:6:7', '2001:0:2:3::/64'],
      ['[2001:db8::1]', '2001:db8:0:0::/64'],
      ['[2001:db8::1]:443', '2001:db8:0:0::/64'],
      ['fe80::1%eth0', 'fe80:0:0:0::/64'],
      ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
      ['::ffff:203.113.45.77', '203.113.45.77'],
      ['x[::1]', 'x[::1]'],
      ['[::1]x', '[::1]x'],
      ['x]@[::1', 'x]@[::1'],
      ['a1:2', 'a1:2'],
      ['unknown', 'unknown'],
      ['_hidden', '_hidden'],
      ['1:2:3', '1:2:3'],
      ['::1]@evil.example/[', '::1]@evil.example/['],
    ];
    suite('the network of an address', () => {
      for (const [address, network] of NETWORKS) {
        test(`${address} is ${network}`, () => assert.equal(networkOf(address), network));
      }
    });

    test('a name of any length is kept in 16 characters; names that differ anywhere stay different', async () => {
      const long = 'x'.repeat(15_000);
      const names = ['', 'a', 'b', long, `${long}a`, `a${long}`, '192.0.2.1'];
      const short = await Promise.all(names.map(shortNameOf));
      assert.deepEqual(new Set(short.map(({ length }) => length)), new Set([16]));
      assert.equal(new Set(short).size, names.length);
      assert.equal(await shortNameOf(long), short[3]);
    });
  });
}
