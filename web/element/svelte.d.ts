// <aleph-task> and <aleph-create> in Svelte's templates, for svelte-check. Part of the types of what defines them.
import type { AlephTaskElement } from './aleph-task.js';
import type { AlephCreateElement } from './aleph-create.js';
import type { AlephCreateTemplateProps, AlephTaskTemplateProps, CreateOnEvents, OnEvents } from './template-types.js';
// @ts-ignore where Svelte is not installed, nobody asks for these
import type { HTMLAttributes } from 'svelte/elements';

// @ts-ignore as above
declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'aleph-task': AlephTaskTemplateProps & OnEvents & HTMLAttributes<AlephTaskElement>;
    'aleph-create': AlephCreateTemplateProps & CreateOnEvents & HTMLAttributes<AlephCreateElement>;
  }
}
