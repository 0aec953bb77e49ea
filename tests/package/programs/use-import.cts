// The same where TypeScript takes require() of ES modules for impossible: compiled, never run.
export async function getTask(taskId: string): Promise<string> {
  const { AlephClient } = await import('kie-aleph');
  const task = await new AlephClient({ baseUrl: '/kie' }).getTask(taskId);
  return task.status;
}
