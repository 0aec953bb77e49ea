// What TypeScript knows of the element, which needs the DOM's types.
import 'kie-aleph/element/define';
import type { AlephTaskElement } from 'kie-aleph/element';

const element: AlephTaskElement = document.createElement('aleph-task');
element.addEventListener('aleph-success', ({ detail }) => detail.task.response?.resultVideoUrl);
// @ts-expect-error an id is a string
element.taskId = 7;
