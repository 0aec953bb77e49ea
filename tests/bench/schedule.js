// `npm run bench:schedule`: what a task costs in requests and how late its end is seen, for us and for what others do.
import { startModule } from '../../web/client/module/inside.js';
import { fixedIntervalAt, ourSchedule, simulate } from './simulation.js';

const strategies = /** @type {[string, import('./simulation.js').Strategy][]} */ ([
  ['kie-aleph', ourSchedule(await startModule())],
  ['@runwayml/sdk: 6 s ± 1.5', (_, random) => 4.5 + 3 * random()],
  ['@fal-ai/client, replicate: 0.5 s', () => 0.5],
  ["the vendor's advice: 30 s", () => 30],
  ['fixed 6 s', () => 6],
]);

const [ours] = strategies.map(([, strategy]) => simulate(strategy));
console.log(
  '20,000 tasks: 90 % succeed (2.5 % under 120 s, 2.5 % over 900 s), 10 % fail after 15–110 s; the look at the start counts.',
);
console.table(
  strategies.map(([strategy, next]) => {
    const { requests, meanDelay, delay95 } = simulate(next);
    return {
      strategy,
      'requests a task': requests.toFixed(1),
      'mean delay s': meanDelay.toFixed(2),
      '95 % delay s': delay95.toFixed(2),
      'requests, ours = 1': (requests / Number(ours?.requests)).toFixed(2),
    };
  }),
);
const fixed = fixedIntervalAt(Number(ours?.meanDelay));
const ratio = Number(ours?.requests) / fixed;
console.log(
  `A fixed interval with our mean delay needs ${fixed.toFixed(1)} requests: ours are ${((1 - ratio) * 100).toFixed(1)} % fewer (ratio ${ratio.toFixed(3)}).`,
);
