// <aleph-task> in Vue's templates, for vue-tsc. Part of the types of `kie-aleph/element/define`.
import type { AlephTaskElement } from './aleph-task.js';
import type { AlephTaskTemplateProps, OnCamelEvents } from './template-types.js';
// @ts-ignore where Vue is not installed, nobody asks for these
import type { HTMLAttributes, PublicProps } from 'vue';

// @ts-ignore as above
declare module 'vue' {
  interface GlobalComponents {
    'aleph-task': new () => AlephTaskElement & {
      $props: AlephTaskTemplateProps & OnCamelEvents & HTMLAttributes & PublicProps;
    };
  }
}
