// The sandbox as a process of its own, which counts what it is asked and, if told so, keeps its callbacks back until they are let go.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { createSandbox } from '../../web/local/sandbox.js';
import { nodeListener } from '../../web/proxy/node-adapter.js';
import { endpointIn } from '../../web/shared/endpoints.js';
import { answerMessages } from './messages.js';

const { KIE_WEBHOOK_KEY: secret = '', SLOW_SECONDS = '20', HOLDS_CALLBACKS } = process.env;

/** When each task was asked for, as its prompt says (`at 1795938219941`), and when it was made, epoch ms. @type {{ asked: number, came: number }[]} */
const creates = [];
/** When each task was looked at, epoch ms. @type {Record<string, number[]>} */
const looks = {};
/** When each task's first callback left, epoch ms. @type {Record<string, number>} */
const sent = {};
/** @type {(() => void)[]} */
const held = [];
/** What goes on once so many are held. @type {{ count: number, goOn: () => void }[]} */
const waiting = [];
let isHolding = HOLDS_CALLBACKS === 'yes';
/** Tasks that nobody has told of are under way, however long that takes. */
const begun = Date.now();

/** @type {typeof fetch} */
const sendCallback = async (url, init) => {
  if (isHolding) {
    await new Promise((resolve) => {
      held.push(() => resolve(undefined));
      for (const { count, goOn } of waiting) if (held.length === count) goOn();
    });
  }
  const said = JSON.parse(String(init?.body));
  const taskId = said.taskId ?? said.data?.taskId;
  sent[taskId] ??= Date.now();
  // A time of its own: its sender's ran while it was held.
  return fetch(url, { ...init, signal: AbortSignal.timeout(15_000) });
};

const sandbox = createSandbox({
  slowSeconds: Number(SLOW_SECONDS),
  mostTasks: 100_000,
  onCreated: ({ parameters }) => {
    const came = Date.now();
    creates.push({ asked: Number(/\bat (\d+)/.exec(String(parameters.prompt))?.[1] ?? came), came });
  },
  credits: 1e9,
  now: () => (isHolding ? begun : Date.now()),
  callbacks: { secret, fetch: sendCallback },
});

const server = createServer(
  nodeListener(async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const operation = endpointIn(pathname)?.endpoint.operation;
    const taskId = searchParams.get('taskId');
    if (operation === 'look' && taskId !== null) {
      looks[taskId] ??= [];
      looks[taskId].push(Date.now());
    }
    return sandbox(request);
  }),
);
server.listen(0, '127.0.0.1');
await once(server, 'listening');

answerMessages({
  port: async () => /** @type {import('node:net').AddressInfo} */ (server.address()).port,
  counts: async () => ({ creates, looks, sent }),
  /** Answers once so many are held. */
  holds: ({ count }) =>
    new Promise((resolve) => {
      if (held.length >= count) resolve(undefined);
      else waiting.push({ count, goOn: () => resolve(undefined) });
    }),
  /** Lets those go that are held, so many each time, and all that come later. */
  letGo: async ({ count = 20, every = 100 } = {}) => {
    isHolding = false;
    const timer = setInterval(() => {
      for (const go of held.splice(0, count)) go();
      if (held.length === 0) clearInterval(timer);
    }, every);
  },
});
