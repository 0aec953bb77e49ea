// <aleph-task> in Solid.
import { AlephClient } from 'kie-aleph';
import 'kie-aleph/element/define';
import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';

const client = new AlephClient({ baseUrl: '/kie' });

function App() {
  const [taskId, setTaskId] = createSignal('sandbox-succeeded');
  const [log, setLog] = createSignal<string[]>([]);
  const note = (line: string) => setLog((lines) => [...lines, line]);
  return (
    <main>
      <button type="button" id="fail" onClick={() => setTaskId('sandbox-failed')}>
        another
      </button>
      <aleph-task
        class="task"
        task-id={taskId()}
        client={client}
        on:aleph-success={({ detail }) => note(`success ${detail.task.response?.resultVideoUrl ? 'with a video' : ''}`)}
        on:aleph-failure={({ detail }) => note(`failure ${detail.task.taskId}`)}
        on:aleph-error={({ detail }) => note(`error ${detail.error.kind}`)}
      >
        <p slot="footer">Below it</p>
      </aleph-task>
      <output>{log().join('; ')}</output>
    </main>
  );
}

render(() => <App />, document.getElementById('root') as HTMLElement);

// @ts-expect-error a name with capitals would be written small
export const wrong = () => <aleph-task taskId="a" />;
