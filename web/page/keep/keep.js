// Keeps results: what page.js loads once there may be something to keep. Puts its settings, its state and its marks into the page.
import { Format } from '../../element/format.js';
import { KEEP_WORDS } from '../../words/keep-words.js';
import { fill } from '../../words/fill.js';
import { goingIn } from './going.js';
import { Keeper } from './keeper.js';
import { KeepNotice } from './notice.js';
import { KeepPanel } from './panel.js';
import { KeepSettings } from './settings.js';
import { addSheet } from './sheet.js';
import { openStore } from './store.js';

/** @typedef {import('../recent.js').RecentTask} RecentTask */

/**
 * What is said of a task in the list.
 * @typedef {object} Mark
 * @property {'kept' | 'going' | 'problem'} kind
 * @property {string} text
 */

/**
 * What the list tells, and asks.
 * @typedef {object} Keeping
 * @property {(task: RecentTask) => Mark | null} markOf
 * @property {(task: import('../../client/task.js').Task) => void} saw
 * @property {(tasks: readonly RecentTask[], current: string) => void} show current: the task on the stage, or empty
 * @property {(taskIds: string[]) => void} forget
 */

/**
 * @typedef {object} PageForKeeping
 * @property {() => import('../../client/client.js').AlephClient} client
 * @property {() => import('../page-words.js').Words} words
 * @property {() => void} openSettings
 * @property {() => void} onChange the marks have changed
 */

/**
 * All that shows how keeping goes is given this.
 * @typedef {object} KeepView
 * @property {Keeper} keeper
 * @property {import('../../words/en.js').KeepWords} words
 * @property {import('../../words/en.js').ElementWords} element
 * @property {Format} format
 * @property {readonly RecentTask[]} tasks
 * @property {string} current
 */

/**
 * @param {PageForKeeping} page
 * @returns {Promise<Keeping>}
 */
export async function startKeeping({ client, words, openSettings, onChange }) {
  addSheet();
  const keeper = new Keeper({ client, store: await openStore(), onChange });
  await keeper.read().catch(() => {});
  const parts = [new KeepPanel(keeper, openSettings), new KeepNotice(keeper), new KeepSettings(keeper)];
  /** @type {{ locale: string, format: Format } | undefined} */
  let reading;

  const wordsNow = () => {
    const { language, element } = words();
    if (reading?.locale !== language.locale) reading = { locale: language.locale, format: new Format(language.locale) };
    return { words: KEEP_WORDS[language.tag] ?? KEEP_WORDS.en, element, format: reading.format };
  };
  addEventListener('online', () => {
    if ([...keeper.failed.values()].some(({ kind }) => kind === 'network')) void keeper.retry();
  });
  return {
    markOf(task) {
      const { words, format } = wordsNow();
      if (keeper.kept.has(task.taskId)) return { kind: 'kept', text: words.mark.kept };
      if (keeper.failed.has(task.taskId)) return { kind: 'problem', text: words.mark.problem };
      const left = goingIn(task);
      return left === null ? null : { kind: 'going', text: fill(words.mark.going, { time: format.relative(left) }) };
    },
    saw: (task) => keeper.saw(task),
    show(tasks, current) {
      keeper.consider(tasks);
      for (const part of parts) part.show({ keeper, tasks, current, ...wordsNow() });
    },
    forget: (taskIds) => void keeper.forget(taskIds),
  };
}
