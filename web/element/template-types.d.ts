// What a template may write on <aleph-task>, derived from the class, for the types of the frameworks beside this file.
import type { AlephTaskElement, AlephTaskEventMap } from './aleph-task.js';

type Property = 'taskId' | 'baseUrl' | 'follow' | 'autoplay' | 'client' | 'task' | 'apiKey';

/** Its properties, and its attributes where they have names of their own. */
export type AlephTaskAttributes = {
  [Name in Property]?: AlephTaskElement[Name] | undefined;
} & {
  'task-id'?: AlephTaskElement['taskId'] | undefined;
  'base-url'?: AlephTaskElement['baseUrl'] | undefined;
};

/** A listener for each of its events, such as `onaleph-success`. */
export type AlephTaskListeners = {
  [Type in keyof AlephTaskEventMap as `on${Type}`]?: ((event: AlephTaskEventMap[Type]) => void) | undefined;
};

/** The same in the spelling of Vue, which reads `@aleph-success` as `onAlephSuccess`. */
export type AlephTaskCamelListeners = {
  [Type in keyof AlephTaskEventMap as Type extends `${infer First}-${infer Second}`
    ? `on${Capitalize<First>}${Capitalize<Second>}`
    : never]?: ((event: AlephTaskEventMap[Type]) => void) | undefined;
};
