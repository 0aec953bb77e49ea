// The service in simulated time: makes tasks that take a while, tells of their end or loses it, and takes no key but the ones of now.

/** @typedef {{ taskId: string, endsAt: number, made: number, timer: ReturnType<typeof setTimeout> }} Task endsAt, made: epoch ms */

const CREDITS = 110;

export class SimulatedService {
  /** What its owner has set, now. */
  key = 'key-0-0123456789abcdef';
  /** Hears a callback's body. @type {(body: string) => Promise<unknown>} */
  tell = () => Promise.resolve();
  #keys = new Set([this.key]);
  #rotations = 0;
  /** @type {Map<string, Task>} */
  #tasks = new Map();
  #options;

  /** @param {{ counts: import('./day.js').DayCounts, random: () => number, longest: number, lost: number }} options lost: share of callbacks */
  constructor(options) {
    this.#options = options;
  }

  /** A new key; the old one is taken for so many ms. @param {number} overlap */
  rotate(overlap) {
    const old = this.key;
    this.key = `key-${++this.#rotations}-0123456789abcdef`;
    this.#keys.add(this.key);
    setTimeout(() => this.#keys.delete(old), overlap);
  }

  /** Its task's end was heard by whoever waited. @param {string} taskId */
  seen(taskId) {
    const { counts } = this.#options;
    const task = this.#tasks.get(taskId);
    if (!task) {
      counts.twice++;
      return;
    }
    counts.ended++;
    // While its caller slept the time of its callback went by.
    clearTimeout(task.timer);
    this.#tasks.delete(taskId);
  }

  /** No task of it ends any more. */
  end() {
    for (const { timer } of this.#tasks.values()) clearTimeout(timer);
    this.#tasks.clear();
  }

  /** @type {typeof globalThis.fetch} */
  fetch = async (input, init) => {
    const request = new Request(input, /** @type {RequestInit} */ (init));
    const { counts } = this.#options;
    if (!this.#keys.has(String(request.headers.get('authorization')).replace('Bearer ', ''))) {
      counts.wrongKeys++;
      return Response.json({ code: 401, msg: 'You do not have access permissions' });
    }
    if (request.method === 'POST') return Response.json(this.#make(await request.json()));
    counts.looks++;
    const { pathname, searchParams } = new URL(request.url);
    const task = this.#tasks.get(String(searchParams.get('taskId')));
    return Response.json(this.#answer(pathname.endsWith('/jobs/recordInfo') ? task : undefined));
  };

  /** @param {{ callBackUrl?: string }} asked */
  #make({ callBackUrl }) {
    const { counts, random, longest, lost } = this.#options;
    const taskId = `task-${++counts.made}`;
    const takes = random() * longest;
    const timer = setTimeout(() => {
      if (callBackUrl === undefined) return;
      if (random() < lost) counts.lostCallbacks++;
      else void this.tell(JSON.stringify(this.#answer(this.#tasks.get(taskId))));
    }, takes);
    this.#tasks.set(taskId, { taskId, made: Date.now(), endsAt: Date.now() + takes, timer });
    return { code: 200, msg: 'success', data: { taskId, recordId: taskId } };
  }

  /** @param {Task | undefined} task */
  #answer(task) {
    if (!task) return { code: 422, msg: 'recordInfo is null', data: null };
    const { taskId, made, endsAt } = task;
    const isOver = Date.now() >= endsAt;
    const data = {
      taskId,
      model: 'runway/gen4-aleph',
      state: isOver ? 'success' : 'generating',
      param: '{}',
      resultJson: isOver ? JSON.stringify({ resultUrls: [`https://example.com/${taskId}.mp4`] }) : '',
      createTime: made,
      completeTime: isOver ? endsAt : null,
      creditsConsumed: CREDITS,
    };
    return { code: 200, msg: 'success', data };
  }
}
