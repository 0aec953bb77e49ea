// What TypeScript knows of the entries for Node alone, whose types they need.
import { createServer } from 'node:http';
import { nodeListener } from 'kie-aleph/node';
import { createSandbox } from 'kie-aleph/sandbox';

export const server = createServer(nodeListener(createSandbox(), { stallTimeout: 1000 }));
// @ts-expect-error a handler gives a Response
nodeListener(() => 'text');
