import { AlephClient } from 'kie-aleph';
import { AlephTask } from 'kie-aleph/react';
import { useState } from 'react';

const asked: string[] = [];
const client = new AlephClient({
  baseUrl: '/kie',
  fetch: (input, init) => {
    asked.push(String(input));
    return fetch(input, init);
  },
});
if (globalThis.document) Object.assign(globalThis, { asked });

export function App() {
  const [taskId, setTaskId] = useState('sandbox-succeeded');
  const [shown, setShown] = useState(true);
  const [log, setLog] = useState<string[]>([]);
  const note = (line: string) => setLog((lines) => [...lines, line]);
  return (
    <main>
      <button type="button" id="fail" onClick={() => setTaskId('sandbox-failed')}>
        another
      </button>
      <button type="button" id="toggle" onClick={() => setShown(!shown)}>
        toggle
      </button>
      {shown && (
        <AlephTask
          className="task"
          taskId={taskId}
          client={client}
          onUpdate={({ detail }) => note(`update ${detail.task.status}`)}
          onSuccess={({ detail }) => note(`success ${detail.task.response?.resultVideoUrl ? 'with a video' : ''}`)}
          onFailure={({ detail }) => note(`failure ${detail.task.taskId}`)}
          onError={({ detail }) => note(`error ${detail.error.kind}`)}
        >
          <p slot="footer">Below it</p>
        </AlephTask>
      )}
      <output>{log.join('; ')}</output>
    </main>
  );
}
