// What people do with a task, in any runtime: reads it, waits for it, aborts, and sees an error. Says what happened as one object.

/**
 * @param {typeof import('kie-aleph')} kie
 * @param {string} url of the service
 * @param {object} [options] more for the client
 * @param {boolean} [redirects] also tries a redirect, of which browsers themselves report in the console
 */
export async function mainJob({ AlephClient, AlephError, version }, url, options = {}, redirects = false) {
  const client = new AlephClient({ baseUrl: url, ...options });
  const said = (error) => (AlephError.is(error) ? error.kind : String(error?.name ?? error));
  const task = await client.getTask('task-done');
  const states = [];
  const waited = await client.waitForTask('task-slow', {
    interval: 20,
    onUpdate: ({ task }) => states.push(task?.status),
  });
  const controller = new AbortController();
  const aborted = client
    .waitForTask('task-pending', { interval: 20, signal: controller.signal, onUpdate: () => controller.abort() })
    .catch(said);
  const error = await client.getTask('task-unknown').catch(said);
  const redirected = redirects ? await client.getTask('task-redirected').catch(said) : 'connection';
  return {
    version,
    status: task.status,
    video: task.response.resultVideoUrl,
    prompt: task.parameters.prompt,
    states,
    waited: waited.status,
    aborted: await aborted,
    error,
    redirected,
  };
}
