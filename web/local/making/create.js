// The sandbox's answer to who makes a task, by either route.
import { MODEL, parametersOf } from '../answers/jobs.js';
import { readJson } from '../body.js';
import { cutJson, json, lostConnection, page } from '../respond.js';
import { BAD_GATEWAY, TASKS } from '../sandbox-tasks.js';
import { wait } from '../wait.js';
import { toldBy } from './prompts.js';

const MOST_BODY_BYTES = 1_048_576;

/** Prompts that were refused once, at most so many. */
const MOST_REFUSED = 1000;

/** @typedef {import('../../shared/endpoints.js').Route} Route */
/** @typedef {Record<string, unknown>} Parameters as the client names them */

/** What a body asks for, or what is wrong with it. @type {Record<Route, (body: Record<string, any>) => Parameters | string>} */
const READERS = {
  aleph: (body) => body,
  jobs: ({ model, callBackUrl, input }) => {
    if (model !== MODEL) return 'The model name you specified is not supported';
    if (typeof input !== 'object' || input === null) return 'input is required';
    return { ...parametersOf(input), ...(callBackUrl !== undefined && { callBackUrl }) };
  },
};

const REQUIRED = ['prompt', 'videoUrl'];

/** What is answered once the task is made. @type {Record<string, (made: object) => Response>} */
const MADE = {
  id: (made) => json(made),
  'no id': () => json({ code: 200, msg: 'success', data: {} }),
  cut: (made) => cutJson(made),
  html: () => page(BAD_GATEWAY),
  lost: () => {
    throw lostConnection();
  },
};

/**
 * @param {import('./made-tasks.js').MadeTasks} made
 * @returns {(request: Request, route: Route, media: string) => Promise<Response>} media: URL of the folder; rejects with an AbortError where the answer is lost
 */
export function createCreating(made) {
  /** @type {Set<string>} */
  const refused = new Set();

  return async (request, route, media) => {
    const body = await readJson(request, MOST_BODY_BYTES);
    const parameters = body ? READERS[route](body) : 'The body is not an object in JSON';
    const complaint = typeof parameters === 'string' ? parameters : complaintAbout(parameters);
    if (typeof parameters === 'string' || complaint) return json({ code: 422, msg: complaint, data: null });

    const prompt = String(parameters.prompt);
    const { envelope, once, isMade = true, answer = 'id', answerAfter = 0, ...how } = toldBy(prompt);
    if (envelope && !(once && refused.delete(prompt))) {
      if (once) remember(prompt);
      return json(envelope);
    }
    const taskId = isMade ? made.make(route, parameters, how, media) : '';
    if (taskId === null) return json(TASKS['sandbox-no-credits']?.envelope);
    await wait(answer === 'never' ? Infinity : answerAfter * 1000, request.signal);
    const data = { taskId, ...(route === 'jobs' && { recordId: taskId }) };
    return /** @type {(made: object) => Response} */ (MADE[answer])({ code: 200, msg: 'success', data });
  };

  /** @param {string} prompt */
  function remember(prompt) {
    refused.add(prompt);
    if (refused.size > MOST_REFUSED) refused.delete(String(refused.keys().next().value));
  }
}

/** @param {Parameters} parameters */
function complaintAbout(parameters) {
  const missing = REQUIRED.find((name) => typeof parameters[name] !== 'string' || parameters[name] === '');
  return missing === undefined ? null : `${missing} is required`;
}
