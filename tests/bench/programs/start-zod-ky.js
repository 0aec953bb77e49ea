// The same with ky and zod.
import { makeClient } from './zod-ky.js';

const [, , base, taskId, key] = process.argv;
const task = await makeClient(key, fetch, base)(taskId, { route: 'jobs' });
console.log(task.taskId, task.parameters?.aspectRatio, task.response?.resultVideoUrl);
