// WebAssembly in a file of its own.
import { AlephClient } from 'kie-aleph/external';

const client = new AlephClient({ baseUrl: '/kie' });
export const getTask = (taskId) => client.getTask(taskId);
export const ready = () => client.ready();
