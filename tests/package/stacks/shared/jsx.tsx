// The tag and the component are known without a declaration.
import 'kie-aleph/element/create/define';
import 'kie-aleph/element/define';
import { AlephTask } from 'kie-aleph/react';

export const tag = (
  <aleph-task
    task-id="a"
    baseUrl="/kie"
    className="x"
    follow={false}
    ref={(element) => element?.refresh()}
    onaleph-success={({ detail }) => detail.task.response?.resultVideoUrl}
    onaleph-error={({ detail }) => detail.error.kind}
  >
    <p slot="empty">Nothing yet</p>
  </aleph-task>
);
export const form = <aleph-create base-url="/kie" price={110} onaleph-created={({ detail }) => detail.task.taskId} />;
// @ts-expect-error a task was made, so there is no error
export const wrongEvent = <aleph-create onaleph-created={({ detail }) => detail.error} />;
export const component = (
  <AlephTask
    taskId="a"
    id="x"
    ref={(element) => void element?.refresh()}
    onSuccess={({ detail }) => detail.task.response?.resultVideoUrl}
    onError={({ detail }) => detail.error.kind}
  />
);
export const byState = (
  <AlephTask
    taskId="a"
    onSuccess={({ detail }) => void (detail.task.status satisfies 'succeeded')}
    onFailure={({ detail }) => void (detail.task.status satisfies 'failed')}
    // @ts-expect-error it may still be in the making
    onUpdate={({ detail }) => void (detail.task.status satisfies 'succeeded' | 'failed')}
  />
);
// @ts-expect-error an id is a string
export const wrongTag = <aleph-task taskId={7} />;
// @ts-expect-error an id is a string
export const wrongComponent = <AlephTask taskId={7} />;
// @ts-expect-error there is no such property
export const misspelt = <AlephTask taskID="a" />;
