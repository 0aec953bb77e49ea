// The root export, of which a page uses one method.
import { AlephClient } from 'kie-aleph';

const client = new AlephClient({ baseUrl: '/kie' });
export const getTask = (taskId) => client.getTask(taskId);
export const ready = () => client.ready();
