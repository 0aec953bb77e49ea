// `npm run bench:push`: what a task costs in requests and how late its end is seen when it is told, and when what is told gets lost.
import { startModule } from '../../web/client/module/inside.js';
import { ourSchedule, simulate } from './simulation.js';

const module = await startModule();
const polled = simulate(ourSchedule(module));

const rows = /** @type {[string, ReturnType<typeof simulate>][]} */ ([
  ['polled', polled],
  ...[0, 0.01, 0.1, 1].map((lost) => [
    `told, ${lost * 100} % of it lost`,
    simulate(ourSchedule(module, true), { told: 1 - lost }),
  ]),
]);
console.log(
  '20,000 tasks as in bench:schedule; the look at the start and the one after a callback count, what the network takes does not.',
);
console.table(
  rows.map(([way, { requests, meanDelay, delay95 }]) => ({
    'the end is': way,
    'requests a task': requests.toFixed(1),
    'requests, polled = 1': (requests / polled.requests).toFixed(2),
    'mean delay s': meanDelay.toFixed(2),
    '95 % delay s': delay95.toFixed(2),
  })),
);
