// Answers of the service for tests, and a fetch that gives them without a network.

/** The envelope around a task's data. @param {unknown} data @param {object} [more] @returns {string} */
export function envelope(data, more = {}) {
  return JSON.stringify({ code: 200, msg: 'success', data, ...more });
}

/** An answer about a task that is still being made. @param {string} [taskId] */
export function pending(taskId = 'task-1') {
  return envelope({
    taskId,
    response: null,
    createTime: 1787093500000,
    completeTime: null,
    successFlag: 0,
    errorCode: null,
    errorMessage: null,
  });
}

/** An answer about a task that is done. @param {string} [taskId] */
export function succeeded(taskId = 'task-1') {
  const response = {
    taskId,
    resultVideoUrl: 'https://example.com/out.mp4',
    resultImageUrl: 'https://example.com/out.png',
  };
  return envelope({
    taskId,
    response,
    createTime: 1787093500000,
    completeTime: 1787093516000,
    successFlag: 1,
    errorCode: null,
    errorMessage: null,
  });
}

/** @param {string} [taskId] */
export function failed(taskId = 'task-1') {
  return envelope({
    taskId,
    response: null,
    successFlag: 3,
    errorCode: 500,
    errorMessage: 'internal error, please try again later.',
  });
}

/** @typedef {{ status?: number, body?: BodyInit | null, headers?: HeadersInit }} Answer */

/**
 * A fetch that gives the answers in turn, the last one for ever, and records what it was asked.
 * @param {...(string | Answer | Error)} answers a body, a whole answer, or an error to fail with
 */
export function fakeFetch(...answers) {
  /** @type {{ url: string, init: RequestInit }[]} */
  const requests = [];
  /** @type {typeof globalThis.fetch} */
  const fetch = async (url, init = {}) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)] ?? succeeded();
    requests.push({ url: String(url), init });
    if (answer instanceof Error) throw answer;
    if (typeof answer === 'string') return new Response(answer);
    const { body = succeeded(), status = 200, headers = {} } = answer;
    return new Response(status === 204 || status === 304 ? null : body, { status, headers });
  };
  return { fetch, requests };
}
