// Importing this file makes <aleph-task> an element; on a server it does nothing.
import { AlephTaskElement } from './aleph-task.js';

if (globalThis.customElements && !customElements.get('aleph-task'))
  customElements.define('aleph-task', AlephTaskElement);

export { AlephTaskElement };
