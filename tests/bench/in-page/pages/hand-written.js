// What a page writes that has no package: fetch and JSON.parse.
import { taskOf } from './task-of.js';

export async function getTask(taskId) {
  const response = await fetch(`/kie/api/v1/aleph/record-info?taskId=${encodeURIComponent(taskId)}`);
  return taskOf(JSON.parse(await response.text()));
}
