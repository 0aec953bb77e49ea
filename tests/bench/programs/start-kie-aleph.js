// The same with this package.
import { AlephClient } from '../../../web/client/index.js';

const [, , base, taskId, key] = process.argv;
const task = await new AlephClient({ apiKey: key, baseUrl: base }).getTask(taskId, { route: 'jobs' });
console.log(task.taskId, task.parameters?.aspectRatio, task.response?.resultVideoUrl);
