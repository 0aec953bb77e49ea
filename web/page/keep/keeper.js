// Saves finished tasks one after the other, each once, whichever of the open tabs gets to it first.
import { AlephError } from '../../client/errors.js';
import { timeLeft } from './going.js';
import { DOWNLOADS, folderPlace } from './places.js';
import { problemOf } from './problems.js';

/** @typedef {import('../../client/task.js').Task} Task */
/** @typedef {import('../recent.js').RecentTask} RecentTask */
/** @typedef {import('./places.js').Place} Place */
/** @typedef {import('./problems.js').Problem} Problem */

/**
 * @typedef {object} KeeperOptions
 * @property {() => import('../../client/client.js').AlephClient} client
 * @property {import('./store.js').Store} store
 * @property {() => void} onChange there is something new to show
 */

/** One tab saves at a time; also what tells the others that something has changed. */
const NAME = 'kie-aleph.keep';

export class Keeper {
  /** @type {Place | null} null: nothing is kept by itself */
  place = null;
  /** @type {Map<string, string>} names of files by task */
  kept = new Map();
  /** @type {Map<string, Problem>} by task that could not be saved */
  failed = new Map();
  /** @type {Problem | null} why nothing can be saved where it is to be */
  problem = null;
  /** @type {{ taskId: string, percent: number | null } | null} percent: of its bytes, when it is known */
  saving = null;

  #options;
  /** @type {Map<string, { task: Task | null, place: Place | null }>} to be saved; place: where a click said, else the reader's */
  #wanted = new Map();
  /** @type {Set<string>} there is nothing of these to save */
  #passed = new Set();
  #stop = new AbortController();
  #running = false;
  #others = new BroadcastChannel(NAME);

  /** @param {KeeperOptions} options */
  constructor(options) {
    this.#options = options;
    this.#others.addEventListener('message', () => void this.read());
  }

  /** How many are still to be saved, but for the one under way. */
  get waiting() {
    return this.#wanted.size - Number(this.saving !== null);
  }

  /** Takes up what is stored, also by another tab. */
  async read() {
    const { store, onChange } = this.#options;
    const [stored, kept] = await Promise.all([store.place(), store.kept()]);
    this.kept = kept;
    const place = stored && (stored.kind === 'folder' ? folderPlace(stored.folder) : DOWNLOADS);
    if (!(await isSame(this.place, place))) {
      this.#use(place);
      if (!((await place?.isAllowed()) ?? true)) this.problem = notAllowed();
    }
    onChange();
  }

  /** @param {import('./places.js').Folder | 'downloads' | null} to where results are kept from now on; null: no more */
  async keepIn(to) {
    const { store, onChange } = this.#options;
    this.#use(to && (to === 'downloads' ? DOWNLOADS : folderPlace(to)));
    const stored = to && (to === 'downloads' ? { kind: to } : { kind: /** @type {const} */ ('folder'), folder: to });
    // A browser that does not store it asks again the next time.
    await store.setPlace(stored).then(
      () => this.#others.postMessage(''),
      () => {},
    );
    onChange();
  }

  /** @param {readonly RecentTask[]} tasks those of them whose media are there are to be kept */
  consider(tasks) {
    if (this.place === null) return;
    for (const task of tasks) if (timeLeft(task) !== null) this.#want(task.taskId, null);
    void this.#run();
  }

  /** @param {Task} task as it was just told */
  saw(task) {
    if (this.place === null || timeLeft(asListed(task)) === null) return;
    this.#want(task.taskId, task);
    void this.#run();
  }

  /** Saves one by a click, also when results are not kept. @param {string} taskId */
  save(taskId) {
    this.failed.delete(taskId);
    if (!this.#wanted.has(taskId)) this.#wanted.set(taskId, { task: null, place: this.place ?? DOWNLOADS });
    void this.retry();
  }

  /** By a click: what did not work is tried again; the reader is asked when the folder needs it. */
  async retry() {
    const isAllowed = (await this.place?.allow().catch(() => false)) ?? true;
    const place = this.place ?? DOWNLOADS;
    for (const taskId of this.failed.keys()) this.#wanted.set(taskId, { task: null, place });
    this.failed.clear();
    this.problem = isAllowed ? null : notAllowed();
    void this.#run();
    this.#options.onChange();
  }

  /** @param {string[]} taskIds that the list does not remember any more */
  async forget(taskIds) {
    for (const taskId of taskIds) {
      this.#wanted.delete(taskId);
      this.failed.delete(taskId);
      this.kept.delete(taskId);
    }
    if (this.saving && taskIds.includes(this.saving.taskId)) this.#restart();
    await this.#options.store.forget(taskIds).catch(() => {});
    this.#others.postMessage('');
  }

  /** @param {Place | null} place */
  #use(place) {
    this.place = place;
    this.problem = null;
    for (const known of [this.failed, this.#wanted, this.#passed]) known.clear();
    this.#restart();
  }

  #restart() {
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  /** @param {string} taskId @param {Task | null} task */
  #want(taskId, task) {
    if ([this.kept, this.failed, this.#wanted, this.#passed].some((known) => known.has(taskId))) return;
    this.#wanted.set(taskId, { task, place: null });
  }

  async #run() {
    if (this.#running || this.#wanted.size === 0 || this.problem !== null) return;
    this.#running = true;
    try {
      while (this.problem === null) {
        const [next] = this.#wanted;
        if (!next) break;
        await this.#take(...next);
      }
    } finally {
      this.#running = false;
      this.#options.onChange();
    }
  }

  /**
   * @param {string} taskId
   * @param {{ task: Task | null, place: Place | null }} how
   */
  async #take(taskId, { task, place: asked }) {
    const { signal } = this.#stop;
    const place = asked ?? this.place;
    try {
      if (place && !(await place.isAllowed())) this.problem = notAllowed();
      else if (place) await alone(signal, () => this.#keep(taskId, task, place, signal));
      if (this.problem === null) this.#wanted.delete(taskId);
    } catch (error) {
      if (!signal.aborted) this.#met(taskId, error);
    } finally {
      this.saving = null;
      this.#options.onChange();
    }
  }

  /**
   * @param {string} taskId
   * @param {Task | null} known
   * @param {Place} place
   * @param {AbortSignal} signal
   */
  async #keep(taskId, known, place, signal) {
    const { client, store, onChange } = this.#options;
    // Another tab may have been first.
    if (await store.isKept(taskId)) return void (this.kept = await store.kept());
    this.saving = { taskId, percent: null };
    onChange();
    const task = known ?? (await client().getTask(taskId, { signal }));
    if (task.status !== 'succeeded') return void this.#passed.add(taskId);
    const name = await place.save(task, {
      signal,
      onProgress: ({ bytes, total }) => {
        const percent = total && Math.floor((100 * bytes) / total);
        if (percent === this.saving?.percent) return;
        this.saving = { taskId, percent };
        onChange();
      },
    });
    this.kept.set(taskId, name);
    await store.keep(taskId, name).catch(() => {});
    this.#others.postMessage('');
  }

  /** @param {string} taskId @param {unknown} error */
  #met(taskId, error) {
    const problem = problemOf(error);
    if (problem.ofPlace) return void (this.problem = problem);
    this.#wanted.delete(taskId);
    // A task of the list may be of another service or account.
    if (AlephError.is(error) && error.kind === 'task-not-found') this.#passed.add(taskId);
    else this.failed.set(taskId, problem);
  }
}

/** @param {Task} task */
function asListed({ status, createTime }) {
  return { state: status, createTime: createTime ?? undefined };
}

/** @param {Place | null} one @param {Place | null} other */
async function isSame(one, other) {
  if (!one?.folder || !other?.folder) return one === other;
  return (await one.folder.isSameEntry?.(other.folder)) ?? false;
}

/** @returns {Problem} */
function notAllowed() {
  return { kind: 'permission', error: null, ofPlace: true };
}

/**
 * While no other tab saves. An insecure origin has no locks: there nobody waits.
 * @param {AbortSignal} signal
 * @param {() => Promise<void>} work
 */
async function alone(signal, work) {
  if (navigator.locks) await navigator.locks.request(NAME, { signal }, work);
  else await work();
}
