// Node: node proxy.js
import { createServer } from 'node:http';
import { nodeListener } from 'kie-aleph/node';
import { createProxy } from 'kie-aleph/proxy';

const { KIE_API_KEY: apiKey, KIE_BASE_URL: upstream, PORT } = process.env;
// The names under which this server is asked: also that of a front, such as nginx.
const hosts = ['127.0.0.1', 'localhost'];
// nodeListener tells the connection's address. Behind a front all connections are the front's: name the header that it sets
// itself, such as clientHeader: 'x-real-ip'.
const proxy = createProxy({ apiKey, upstream, hosts, allowedOrigins: ['https://app.example'] });
createServer(nodeListener(proxy)).listen(Number(PORT ?? 8787), '127.0.0.1');
