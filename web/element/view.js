// What the element shows at one moment, and how a section of it is described. Sections read a View and never the element.

/** @typedef {Readonly<import('../client/task.js').Task>} Task one Aleph task, told apart by `status` */

/** @typedef {'empty' | 'looking' | 'processing' | 'succeeded' | 'failed' | 'error' | 'stopped'} AlephTaskState what the element shows */

/**
 * @typedef {object} View
 * @property {AlephTaskState} state
 * @property {string} taskId as asked for
 * @property {Task | null} task as last seen
 * @property {unknown} error what ended the following, or failed the last look
 * @property {number} since epoch ms: when the following began
 * @property {number} attempts looks so far
 * @property {number} nextAt when the next look comes, epoch ms; Infinity for none
 * @property {boolean} autoplay
 * @property {boolean} again whether the task's input may be taken up again
 * @property {boolean} canAsk whether there is a service to ask; not for a task that was given
 * @property {import('./languages.js').Language} language
 * @property {import('./languages.js').ElementWords} words
 * @property {import('./format.js').Format} format
 */

/**
 * What a section may do.
 * @typedef {object} Actions
 * @property {() => void} lookNow
 * @property {() => void} stop
 * @property {() => void} start again, from the beginning
 * @property {() => void} again takes up the task's input again
 * @property {() => Promise<string>} loadRaw the service's answer, as text
 * @property {(text: string) => void} announce says it to screen readers, politely
 */

/**
 * @typedef {object} Section
 * @property {string} slot whose content it is unless the page gives its own
 * @property {(view: View) => unknown} key null: nothing is shown. Anything else: what was built stays while it is the same JSON
 * @property {(view: View, actions: Actions) => Built} build
 */

/**
 * @typedef {object} Built
 * @property {Node[]} nodes
 * @property {(view: View) => void} [update] called at once, at every change and at every tick
 * @property {() => void} [end] called when it is taken out
 */

/**
 * Keeps sections of a shadow root as their views say, touching nothing that did not change: a video goes on playing.
 */
export class Sections {
  #sections;
  #actions;
  /** @type {Map<Section, { key: string | null, built: Built | null }>} */
  #shown = new Map();
  /** @type {Map<string, HTMLSlotElement>} */
  #slots;

  /**
   * @param {readonly Section[]} sections
   * @param {Map<string, HTMLSlotElement>} slots by name
   * @param {Actions} actions
   */
  constructor(sections, slots, actions) {
    this.#sections = sections;
    this.#slots = slots;
    this.#actions = actions;
  }

  /** @param {View} view */
  show(view) {
    for (const section of this.#sections) {
      const wanted = section.key(view);
      const key = wanted === null ? null : JSON.stringify([wanted, view.language]);
      const before = this.#shown.get(section);
      if (before?.key !== key) this.#replace(section, key, view);
      this.#shown.get(section)?.built?.update?.(view);
    }
  }

  /** @param {View} view */
  tick(view) {
    for (const { built } of this.#shown.values()) built?.update?.(view);
  }

  /**
   * @param {Section} section
   * @param {string | null} key
   * @param {View} view
   */
  #replace(section, key, view) {
    this.#shown.get(section)?.built?.end?.();
    const built = key === null ? null : section.build(view, this.#actions);
    const slot = /** @type {HTMLSlotElement} */ (this.#slots.get(section.slot));
    const active = /** @type {ShadowRoot} */ (slot.getRootNode()).activeElement;
    const hadFocus = slot.contains(active);
    // The page's own content of this place goes and comes with what it stands for.
    slot.hidden = built === null;
    slot.replaceChildren(...(built?.nodes ?? []));
    this.#shown.set(section, { key, built });
    // Whoever worked in it by keyboard goes on in what came instead.
    if (hadFocus)
      /** @type {HTMLElement | null} */ (slot.querySelector('button:not(:disabled), video, [tabindex]'))?.focus();
  }
}
