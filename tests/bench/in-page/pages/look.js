// The entry for pages that make no tasks.
import { AlephClient } from 'kie-aleph/look';

const client = new AlephClient({ baseUrl: '/kie' });
export const getTask = (taskId) => client.getTask(taskId);
export const ready = () => client.ready();
