import { AlephClient } from 'kie-aleph';

new AlephClient({ baseUrl: 'https://example.com/kie' }).getTask('task-1').then((task) => console.log(task.status));
