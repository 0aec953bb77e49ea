// <aleph-task> and <aleph-create> in the JSX of React, Preact and Solid: nothing has to be declared by who imports what defines them.
// None of them has to be installed: @ts-ignore on what names one lets TypeScript pass over those that are not there.
import type { AlephCreateElement } from './aleph-create.js';
import type { AlephTaskElement } from './aleph-task.js';
import type {
  AlephCreateTemplateProps,
  AlephTaskTemplateProps,
  CreateOnColonEvents,
  CreateOnEvents,
  OnColonEvents,
  OnEvents,
} from './template-types.js';

/** Solid writes names with capitals small: there it is `task-id`, `base-url` and `prop:apiKey`. */
type SolidProps = Omit<AlephTaskTemplateProps, 'taskId' | 'baseUrl' | 'apiKey'> &
  OnColonEvents & { 'prop:apiKey'?: string | undefined };

// @ts-ignore
type InReact<E> = import('react').HTMLAttributes<E> & import('react').RefAttributes<E>;
// @ts-ignore
type InPreact<E extends HTMLElement> = import('preact').HTMLAttributes<E> & import('preact').ClassAttributes<E>;
// @ts-ignore
type InSolid<E> = import('solid-js').JSX.HTMLAttributes<E>;

// @ts-ignore
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'aleph-task': AlephTaskTemplateProps & OnEvents & { class?: string | undefined } & InReact<AlephTaskElement>;
      'aleph-create': AlephCreateTemplateProps &
        CreateOnEvents & { class?: string | undefined } & InReact<AlephCreateElement>;
    }
  }
}

// @ts-ignore
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'aleph-task': AlephTaskTemplateProps & OnEvents & InPreact<AlephTaskElement>;
      'aleph-create': AlephCreateTemplateProps & CreateOnEvents & InPreact<AlephCreateElement>;
    }
  }
}

// @ts-ignore
declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'aleph-task': SolidProps & InSolid<AlephTaskElement>;
      'aleph-create': Omit<AlephCreateTemplateProps, 'baseUrl'> & CreateOnColonEvents & InSolid<AlephCreateElement>;
    }
  }
}
