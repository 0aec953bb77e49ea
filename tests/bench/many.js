// `npm run bench:many`: many streams at many processes, and their limits while processes and Redis come and go. What is printed first is what
// an argument can change: npm run bench:many -- --streams 500 --tasks 200 --seconds 20.
import { parseArgs } from 'node:util';
import { ensurePrograms, PROGRAMS } from '../../tools/machine-packages.js';
import { overload } from './many-limits.js';
import { measureStreams, quantile } from './many-streams.js';

const { values } = parseArgs({
  options: {
    processes: { type: 'string', default: '4' },
    streams: { type: 'string', default: '5000' },
    tasks: { type: 'string', default: '2000' },
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '60' },
    limit: { type: 'string', default: '20' },
    interval: { type: 'string', default: '10000' },
  },
});
const processes = Number(values.processes);
const say = (/** @type {string} */ line) => console.log(`  ${line}`);
await ensurePrograms([PROGRAMS.redis]);
console.log(
  Object.entries(values)
    .map(([name, value]) => `--${name} ${value}`)
    .join(' '),
);

if (Number(values.streams) > 0) {
  const streams = await measureStreams({
    processes,
    streams: Number(values.streams),
    tasks: Number(values.tasks),
    rate: Number(values.rate),
    patience: 20_000,
    say,
  });
  const { looks, delays } = streams;
  console.table({
    'streams that heard of their task': `${streams.heard} of ${streams.streams}, ${streams.told} times`,
    'delay from the callback, median ms': quantile(delays, 0.5),
    'delay from the callback, 99 % ms': quantile(delays, 0.99),
    'looks at the service before a callback': streams.looksBefore,
    'looks at the service a task, most': Math.max(...looks),
    'memory a stream, kB, of all processes': (streams.memory / 1024).toFixed(1),
  });
  if (streams.heard < streams.streams || streams.looksBefore > 0 || Math.max(...looks) > 1) process.exitCode = 1;
}

if (Number(values.seconds) > 0) {
  const rate = { limit: Number(values.limit), interval: Number(values.interval) };
  const limits = await overload({ processes, rate, seconds: Number(values.seconds), say });
  console.table(
    limits.phases.map(({ name, asked, made, refused, unknown, most }) => ({
      while: name,
      asked,
      made,
      refused,
      unknown,
      [`most in ${rate.interval / 1000} s`]: most,
    })),
  );
  console.log(
    `${limits.heard} of ${limits.watchers} streams that were open all the time heard of their task in the end`,
  );
  console.log(
    `creates at the service in any ${rate.interval / 1000} s: ${limits.most} for certain, ${limits.seen} as they were seen, of ${rate.limit}`,
  );
  if (limits.most > rate.limit) process.exitCode = 1;
}
