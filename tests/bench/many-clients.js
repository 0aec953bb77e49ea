// What pages do that make tasks and listen, without a browser: as little as it takes, since there are thousands of them.
import { once } from 'node:events';
import { get, request } from 'node:http';

const HEARTBEAT = ':';

/**
 * @param {string} url of a process
 * @param {import('node:http').Agent} agent
 * @returns {Promise<{ status: number, taskId: string | null }>} taskId: of the task that was made. Rejects when nothing is answered
 */
export async function create(url, agent) {
  const body = JSON.stringify({
    model: 'runway/gen4-aleph',
    input: {
      prompt: `snow at ${Date.now()}`,
      video_url: 'https://a.example/a.mp4',
      videoUrl: 'https://a.example/a.mp4',
    },
  });
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
  const asked = request(`${url}/kie/api/v1/jobs/createTask`, { method: 'POST', headers, agent });
  asked.end(body);
  const [response] = await once(asked, 'response');
  let text = '';
  for await (const piece of response.setEncoding('utf8')) text += piece;
  const { data } = JSON.parse(text);
  return { status: response.statusCode, taskId: typeof data?.taskId === 'string' ? data.taskId : null };
}

/**
 * @param {string} url
 * @param {string} taskId
 * @param {() => void} onEnd the task is over
 * @returns {Promise<{ response: import('node:http').IncomingMessage, ended: Promise<unknown> }>} once it has said hello
 */
export async function listen(url, taskId, onEnd) {
  const asked = get(`${url}/kie/events?taskId=${taskId}`, { agent: false });
  const [response] = await once(asked, 'response');
  if (response.statusCode !== 200) throw new Error(`No stream: HTTP ${response.statusCode}`);
  response.on('error', () => {});
  let rest = '';
  await new Promise((resolve) => {
    response.setEncoding('utf8').on('data', (/** @type {string} */ piece) => {
      const events = (rest + piece).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        if (event === HEARTBEAT) continue;
        if (event.startsWith('event: hello')) resolve(undefined);
        else if (event.includes('\\"state\\":\\"success\\"')) onEnd();
      }
    });
  });
  return { response, ended: once(response, 'close') };
}
