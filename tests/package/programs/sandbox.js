// What the sandbox gives here: a task of one's own, the file it names, and the key that it wants. Said as JSON, on one line.
import { AlephClient } from 'kie-aleph';
import { createSandbox, SANDBOX_KEY } from 'kie-aleph/sandbox';

const sandbox = createSandbox({ tasks: { mine: { state: 'succeeded', parameters: { prompt: 'Dusk' } } } });
const fetch = (url, init) => sandbox(new Request(url, init));
const task = await new AlephClient({ apiKey: SANDBOX_KEY, fetch }).getTask('mine');
const media = await sandbox(new Request(task.response.resultVideoUrl, { headers: { Range: 'bytes=4-7' } }));
const said = { prompt: task.parameters.prompt, status: media.status, text: await media.text() };
console.log(JSON.stringify(said));
