// What templates and JSX may write on <aleph-task> and <aleph-create>, for the types of each framework beside this file.
import type { AlephCreateElement, AlephCreateEventMap } from './aleph-create.js';
import type { AlephTaskElement, AlephTaskEventMap } from './aleph-task.js';

/** What templates may give the element, however they spell it: properties, and attributes as HTML has them. */
export interface AlephTaskTemplateProps {
  taskId?: string | undefined;
  'task-id'?: string | undefined;
  baseUrl?: string | undefined;
  'base-url'?: string | undefined;
  route?: AlephTaskElement['route'] | undefined;
  follow?: boolean | 'false' | undefined;
  autoplay?: boolean | undefined;
  again?: boolean | undefined;
  client?: AlephTaskElement['client'] | undefined;
  task?: AlephTaskElement['task'] | undefined;
  apiKey?: string | undefined;
  'defer-hydration'?: boolean | '' | undefined;
}

/** What templates may give the form. */
export interface AlephCreateTemplateProps {
  baseUrl?: string | undefined;
  'base-url'?: string | undefined;
  price?: number | string | undefined;
  client?: AlephCreateElement['client'] | undefined;
  upload?: AlephCreateElement['upload'] | undefined;
  store?: AlephCreateElement['store'] | undefined;
}

/** The form's events, in the same spellings. */
export type CreateOnEvents = {
  [Type in keyof AlephCreateEventMap as `on${Type}`]?: ((event: AlephCreateEventMap[Type]) => void) | undefined;
};
export type CreateOnColonEvents = {
  [Type in keyof AlephCreateEventMap as `on:${Type}`]?: ((event: AlephCreateEventMap[Type]) => void) | undefined;
};
export type CreateOnCamelEvents = {
  onAlephCreated?: ((event: AlephCreateEventMap['aleph-created']) => void) | undefined;
  onAlephCreateFailed?: ((event: AlephCreateEventMap['aleph-create-failed']) => void) | undefined;
};

type Listener<Type extends keyof AlephTaskEventMap> = ((event: AlephTaskEventMap[Type]) => void) | undefined;

/** Its events, as React 19, Preact and Svelte 5 listen to them. */
export type OnEvents = { [Type in keyof AlephTaskEventMap as `on${Type}`]?: Listener<Type> };

/** Its events, as Solid listens to them. */
export type OnColonEvents = { [Type in keyof AlephTaskEventMap as `on:${Type}`]?: Listener<Type> };

/** Its events, as Vue's compiler spells them: `onAlephSuccess` for `@aleph-success`. */
export type OnCamelEvents = {
  [Type in keyof AlephTaskEventMap as Type extends `aleph-${infer Name}`
    ? `onAleph${Capitalize<Name>}`
    : never]?: Listener<Type>;
};
