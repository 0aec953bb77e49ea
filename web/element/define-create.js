// Importing this file makes <aleph-create> an element; on a server it does nothing.
import { AlephCreateElement } from './aleph-create.js';

if (globalThis.customElements && !customElements.get('aleph-create'))
  customElements.define('aleph-create', AlephCreateElement);

export { AlephCreateElement };
