'use client';
// <AlephTask>: <aleph-task> as a React component, 18 or later. Servers render the tag; in the page it gets its properties and listeners.
import { createElement, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import '../element/define.js';

/** @typedef {import('../element/aleph-task.js').AlephTaskElement} AlephTaskElement what `ref` gives */
/** @typedef {import('../element/aleph-task.js').AlephTaskEventMap} AlephTaskEventMap what the element's events carry, by their names */

/**
 * What is the component's own; each is what the element's property or event of that name is.
 * @typedef {object} AlephTaskOwnProps
 * @property {string | null | undefined} [taskId] the task to show
 * @property {string | undefined} [baseUrl] `https://api.kie.ai`: where the service or the page's proxy is; may be relative
 * @property {'auto' | 'aleph' | 'jobs' | undefined} [route] `auto`: where the service keeps the task; `auto` finds out
 * @property {boolean | undefined} [follow] `true`: looks until the task is final; `false`: one look
 * @property {boolean | undefined} [autoplay] `false`: plays the video when it arrives, without sound
 * @property {boolean | undefined} [again] `false`: offers "Again with changes", for `onAgain`
 * @property {import('../client/client.js').AlephClient | null | undefined} [client] one to share, made once and not at each render; else elements of one `baseUrl` and `route` share one
 * @property {import('../client/task.js').Task | null | undefined} [task] shown as it is, without asking anybody
 * @property {string | undefined} [apiKey] for extension pages and desktop apps; never rendered
 * @property {((event: AlephTaskEventMap['aleph-update']) => void) | undefined} [onUpdate] the first state and each change
 * @property {((event: AlephTaskEventMap['aleph-success']) => void) | undefined} [onSuccess] the task has succeeded
 * @property {((event: AlephTaskEventMap['aleph-failure']) => void) | undefined} [onFailure] the generation failed
 * @property {((event: AlephTaskEventMap['aleph-error']) => void) | undefined} [onError] a look failed; `detail.willRetry` is false when it has given up
 * @property {((event: AlephTaskEventMap['aleph-again']) => void) | undefined} [onAgain] the reader wants the task's input again, with changes
 * @property {((event: AlephTaskEventMap['aleph-stop']) => void) | undefined} [onStop] the reader watches no longer
 */

/** @typedef {AlephTaskOwnProps & Omit<import('react').HTMLAttributes<AlephTaskElement>, keyof AlephTaskOwnProps>} AlephTaskProps also what every HTML element takes */

const EVENTS = /** @type {const} */ ([
  'aleph-update',
  'aleph-success',
  'aleph-failure',
  'aleph-error',
  'aleph-again',
  'aleph-stop',
]);

/** Before the page is painted and before the element looks for the first time; React 18 warns of it on servers, where there are no effects. */
const useBrowserEffect = globalThis.document ? useLayoutEffect : useEffect;

/**
 * Follows one task and shows it, until its end. `ref` gives the element, with its `state` and `task`.
 * @type {import('react').ForwardRefExoticComponent<AlephTaskProps & import('react').RefAttributes<AlephTaskElement>>}
 */
export const AlephTask = forwardRef(function AlephTask(props, ref) {
  const { taskId, baseUrl, route, follow, autoplay, again, client, task, apiKey, className, ...others } = props;
  const { onUpdate, onSuccess, onFailure, onError, onAgain, onStop, ...attributes } = others;
  // There in every effect.
  const element = useRef(/** @type {AlephTaskElement} */ (/** @type {unknown} */ (null)));
  const handlers = useRef(/** @type {Partial<Record<string, (event: never) => void>>} */ ({}));
  useImperativeHandle(ref, () => element.current, []);

  useBrowserEffect(() => {
    handlers.current = {
      'aleph-update': onUpdate,
      'aleph-success': onSuccess,
      'aleph-failure': onFailure,
      'aleph-error': onError,
      'aleph-again': onAgain,
      'aleph-stop': onStop,
    };
    Object.assign(element.current, { client, task, apiKey });
  });
  useBrowserEffect(() => {
    const { current } = element;
    const forward = (/** @type {Event} */ event) => handlers.current[event.type]?.(/** @type {never} */ (event));
    for (const name of EVENTS) current.addEventListener(name, forward);
    current.removeAttribute('defer-hydration');
    return () => {
      for (const name of EVENTS) current.removeEventListener(name, forward);
    };
  }, []);

  return createElement('aleph-task', {
    ...attributes,
    ref: element,
    class: className,
    'task-id': taskId || undefined,
    'base-url': baseUrl || undefined,
    route: route || undefined,
    follow: follow === false ? 'false' : undefined,
    autoplay: autoplay || undefined,
    again: again || undefined,
    'defer-hydration': '',
  });
});
