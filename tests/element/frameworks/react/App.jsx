// <aleph-task> in React 19: properties, events and slots as on any element.
import { useState } from 'react';
import { client, IDS, lineOf } from '../shared.js';

export function App() {
  const [taskId, setTaskId] = useState('');
  const [shown, setShown] = useState(true);
  const [follow, setFollow] = useState(true);
  const [log, setLog] = useState([]);
  const note = (event) => setLog((lines) => [...lines, lineOf(event)]);
  return (
    <main>
      {IDS.map((id) => (
        <button type="button" key={id} id={id} onClick={() => setTaskId(id)}>
          {id}
        </button>
      ))}
      <button type="button" id="toggle" onClick={() => setShown(!shown)}>
        toggle
      </button>
      <button type="button" id="once" onClick={() => setFollow(false)}>
        once
      </button>
      {shown && (
        <aleph-task
          taskId={taskId}
          client={client}
          follow={follow}
          onaleph-update={note}
          onaleph-success={note}
          onaleph-failure={note}
          onaleph-error={note}
        >
          <p slot="empty">Choose one</p>
        </aleph-task>
      )}
      <ol id="log">
        {log.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added, at the end
          <li key={i}>{line}</li>
        ))}
      </ol>
    </main>
  );
}
