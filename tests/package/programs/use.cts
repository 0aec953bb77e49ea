// What TypeScript knows of the package in a CommonJS file: compiled, never run.
import { AlephClient, type Task } from 'kie-aleph';
import proxy = require('kie-aleph/proxy');

export const client: AlephClient = new AlephClient({ baseUrl: '/kie' });
export const handler = proxy.createProxy({ apiKey: 'key' });
export const task: Promise<Task> = client.getTask('a');
