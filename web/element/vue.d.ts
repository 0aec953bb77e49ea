// <aleph-task> and <aleph-create> in Vue's templates, for vue-tsc. Part of the types of what defines them.
import type { AlephTaskElement } from './aleph-task.js';
import type { AlephCreateElement } from './aleph-create.js';
import type {
  AlephCreateTemplateProps,
  AlephTaskTemplateProps,
  CreateOnCamelEvents,
  OnCamelEvents,
} from './template-types.js';
// @ts-ignore where Vue is not installed, nobody asks for these
import type { HTMLAttributes, PublicProps } from 'vue';

// @ts-ignore as above
declare module 'vue' {
  interface GlobalComponents {
    'aleph-task': new () => AlephTaskElement & {
      $props: AlephTaskTemplateProps & OnCamelEvents & HTMLAttributes & PublicProps;
    };
    'aleph-create': new () => AlephCreateElement & {
      $props: AlephCreateTemplateProps & CreateOnCamelEvents & HTMLAttributes & PublicProps;
    };
  }
}
