// <aleph-task> in the JSX of React, Preact and Solid: nothing has to be declared by who imports kie-aleph/element/define.
// None of them has to be installed: @ts-ignore on what names one lets TypeScript pass over those that are not there.
import type { AlephTaskElement } from './aleph-task.js';
import type { AlephTaskTemplateProps, OnColonEvents, OnEvents } from './template-types.js';

/** Solid writes names with capitals small: there it is `task-id`, `base-url` and `prop:apiKey`. */
type SolidProps = Omit<AlephTaskTemplateProps, 'taskId' | 'baseUrl' | 'apiKey'> &
  OnColonEvents & { 'prop:apiKey'?: string | undefined };

// @ts-ignore
type InReact = import('react').HTMLAttributes<AlephTaskElement> & import('react').RefAttributes<AlephTaskElement>;
// @ts-ignore
type InPreact = import('preact').HTMLAttributes<AlephTaskElement> & import('preact').ClassAttributes<AlephTaskElement>;
// @ts-ignore
type InSolid = import('solid-js').JSX.HTMLAttributes<AlephTaskElement>;

// @ts-ignore
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'aleph-task': AlephTaskTemplateProps & OnEvents & { class?: string | undefined } & InReact;
    }
  }
}

// @ts-ignore
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'aleph-task': AlephTaskTemplateProps & OnEvents & InPreact;
    }
  }
}

// @ts-ignore
declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'aleph-task': SolidProps & InSolid;
    }
  }
}
