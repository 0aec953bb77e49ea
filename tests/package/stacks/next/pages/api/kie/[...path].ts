import { nodeListener } from 'kie-aleph/node';
import { createProxy } from 'kie-aleph/proxy';

const { KIE_API_KEY: apiKey, KIE_BASE_URL: upstream } = process.env;

export default nodeListener(createProxy({ apiKey, upstream, mount: '/api/kie' }));
