// The sandbox's callbacks: sent when a task ends, in each of the service's shapes, and as they go wrong.
import { signatureOf } from '../../shared/signature.js';
import { docsForm } from '../answers/jobs.js';
import { momentOf } from '../answers/moment.js';

/** The service waits so long for an answer, and sends up to three times more (docs/contract.md). */
const ANSWER_MS = 15_000;
const AGAIN_MS = [1_000, 5_000, 15_000];
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** @typedef {import('../answers/moment.js').Moment} Moment */
/** @typedef {import('../check-task.js').SandboxTask} SandboxTask */

/**
 * How the sandbox sends callbacks.
 * @typedef {object} CallbacksOption
 * @property {string} [secret] none: they are not signed
 * @property {typeof globalThis.fetch} fetch where they go: the sandbox itself never uses the network
 */

/**
 * What a prompt may say of a task's callback.
 * @typedef {object} CallbackTold
 * @property {'a' | 'b' | 'c'} [shape] that of docs/contract.md; `c` of the jobs route, `a` of the other
 * @property {number} [callbacks] how often it is sent; once
 * @property {number} [callbackAfter] seconds after the end
 * @property {'none' | 'wrong'} [signature] instead of the right one
 * @property {boolean} [contradicts] it says the opposite of the end
 */

/**
 * Sends a task's callbacks once it ends; media: URL of the folder.
 * @typedef {(taskId: string, task: SandboxTask, told: CallbackTold, media: string) => void} Tell
 */

/** @type {Record<'a' | 'b' | 'c', (moment: Moment, task: SandboxTask, isGood: boolean) => object>} */
const SHAPES = {
  a: ({ taskId, video, image, errorMessage }, _, isGood) =>
    isGood
      ? { code: 200, msg: 'success', taskId, data: { result_video_url: video, result_image_url: image } }
      : { code: 400, msg: errorMessage, taskId, data: null },
  b: ({ taskId, video, image, errorMessage }, _, isGood) => ({
    code: isGood ? 200 : 500,
    msg: isGood ? 'success' : errorMessage,
    data: { task_id: taskId, video_id: isGood ? taskId : '', video_url: video ?? '', image_url: image ?? '' },
  }),
  c: (moment, task, isGood) => ({
    code: isGood ? 200 : 501,
    msg: isGood ? 'success' : moment.errorMessage,
    data: { ...docsForm(moment, task), state: isGood ? 'success' : 'fail' },
  }),
};

/**
 * @param {CallbacksOption} option
 * @param {() => number} now epoch ms
 * @returns {Tell}
 */
export function createCallbacks({ secret, fetch }, now) {
  return (taskId, task, { callbacks = 1, callbackAfter = 0, ...told }, media) => {
    const url = String(task.parameters?.callBackUrl ?? '');
    if (callbacks === 0 || !URL.canParse(url)) return;
    const { took = 0, route } = task;
    after((took + callbackAfter) * 1000, async () => {
      const moment = momentOf(taskId, { ...task, age: took }, now(), media);
      const isGood = (moment.state === 'succeeded') !== (told.contradicts === true);
      const body = SHAPES[told.shape ?? (route === 'jobs' ? 'c' : 'a')](moment, task, isGood);
      for (let times = 0; times < callbacks; times++) await deliver(url, taskId, JSON.stringify(body), told);
    });
  };

  /**
   * @param {string} url
   * @param {string} taskId
   * @param {string} body
   * @param {CallbackTold} told
   */
  async function deliver(url, taskId, body, { signature }) {
    for (const pause of [...AGAIN_MS, null]) {
      const timestamp = String(Math.floor(now() / 1000));
      const signer = signature === 'wrong' ? 'another secret' : secret;
      const isSigned = signer !== undefined && signature !== 'none';
      const headers = {
        'Content-Type': 'application/json',
        ...(isSigned && {
          'X-Webhook-Timestamp': timestamp,
          'X-Webhook-Signature': await signatureOf(signer, `${taskId}.${timestamp}`),
        }),
      };
      const signal = AbortSignal.timeout(ANSWER_MS);
      const answer = await fetch(url, { method: 'POST', headers, body, signal }).catch(() => null);
      if (answer?.status === 200 || pause === null) return;
      await new Promise((resolve) => after(pause, () => resolve(undefined)));
    }
  }
}

/**
 * Keeps no process going.
 * @param {number} ms
 * @param {() => unknown} then
 */
function after(ms, then) {
  const timer = setTimeout(then, Math.min(ms, LONGEST_TIMER_MS));
  /** @type {{ unref?: () => void }} */ (/** @type {unknown} */ (timer)).unref?.();
}
