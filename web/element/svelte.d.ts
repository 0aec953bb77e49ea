// <aleph-task> in Svelte's templates, for svelte-check. Part of the types of `kie-aleph/element/define`.
import type { AlephTaskElement } from './aleph-task.js';
import type { AlephTaskTemplateProps, OnEvents } from './template-types.js';
// @ts-ignore where Svelte is not installed, nobody asks for these
import type { HTMLAttributes } from 'svelte/elements';

// @ts-ignore as above
declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'aleph-task': AlephTaskTemplateProps & OnEvents & HTMLAttributes<AlephTaskElement>;
  }
}
