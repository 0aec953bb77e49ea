// <aleph-task> in the JSX of React, Preact and Solid: nothing has to be declared by who imports kie-aleph/element/define.
// None of them has to be installed: @ts-ignore on what names one lets TypeScript pass over those that are not there.
import type { AlephTaskElement, AlephTaskEventMap } from './aleph-task.js';

/** What every kind of JSX takes: attributes as HTML has them, and properties whose names are the same in lower case. */
export interface AlephTaskTemplateProps {
  'task-id'?: string | undefined;
  'base-url'?: string | undefined;
  follow?: boolean | 'false' | undefined;
  autoplay?: boolean | undefined;
  client?: AlephTaskElement['client'] | undefined;
  task?: AlephTaskElement['task'] | undefined;
  'defer-hydration'?: boolean | '' | undefined;
}

/** Properties with capitals, which Solid would write small: there it is `task-id`, and `prop:apiKey`. */
export interface AlephTaskCapitalProps {
  taskId?: string | undefined;
  baseUrl?: string | undefined;
  apiKey?: string | undefined;
}

/** Its events, as React 19 and Preact listen to them. */
type OnEvents = {
  [Name in keyof AlephTaskEventMap as `on${Name}`]?: ((event: AlephTaskEventMap[Name]) => void) | undefined;
};

/** Its events, as Solid listens to them. */
type OnColonEvents = {
  [Name in keyof AlephTaskEventMap as `on:${Name}`]?: ((event: AlephTaskEventMap[Name]) => void) | undefined;
};

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
      'aleph-task': AlephTaskTemplateProps &
        AlephTaskCapitalProps &
        OnEvents & { class?: string | undefined } & InReact;
    }
  }
}

// @ts-ignore
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'aleph-task': AlephTaskTemplateProps & AlephTaskCapitalProps & OnEvents & InPreact;
    }
  }
}

// @ts-ignore
declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'aleph-task': AlephTaskTemplateProps & OnColonEvents & { 'prop:apiKey'?: string | undefined } & InSolid;
    }
  }
}
