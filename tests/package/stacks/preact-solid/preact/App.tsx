// <aleph-task> in Preact.
import { AlephClient } from 'kie-aleph';
import 'kie-aleph/element/define';
import { render } from 'preact';
import { useState } from 'preact/hooks';

const client = new AlephClient({ baseUrl: '/kie' });

function App() {
  const [taskId, setTaskId] = useState('sandbox-succeeded');
  const [log, setLog] = useState<string[]>([]);
  const note = (line: string) => setLog((lines) => [...lines, line]);
  return (
    <main>
      <button type="button" id="fail" onClick={() => setTaskId('sandbox-failed')}>
        another
      </button>
      <aleph-task
        class="task"
        task-id={taskId}
        client={client}
        onaleph-success={({ detail }) => note(`success ${detail.task.response?.resultVideoUrl ? 'with a video' : ''}`)}
        onaleph-failure={({ detail }) => note(`failure ${detail.task.taskId}`)}
        onaleph-error={({ detail }) => note(`error ${detail.error.kind}`)}
      >
        <p slot="footer">Below it</p>
      </aleph-task>
      <output>{log.join('; ')}</output>
    </main>
  );
}

render(<App />, document.getElementById('root') as HTMLElement);

// @ts-expect-error an id is a string
export const wrong = () => <aleph-task taskId={7} />;
