// `npm run soak`: very many calls, and a simulated day of watched tasks. Prints what is held after each part of it, and fails where that has
// grown. What is printed first is what an argument can change: npm run soak -- --calls 100000 --hours 0.
import { parseArgs } from 'node:util';
import { soakCalls } from './calls.js';
import { soakDay } from './day.js';
import { faultsOfCalls, faultsOfDay, rowOf } from './flat.js';

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '1000000' },
    connected: { type: 'string', default: '100' },
    hours: { type: 'string', default: '24' },
    watched: { type: 'string', default: '1000' },
  },
});
console.log(
  Object.entries(values)
    .map(([name, value]) => `--${name} ${value}`)
    .join(' '),
);

/** @type {string[]} */
const faults = [];
if (Number(values.calls) > 0) {
  const run = await soakCalls({
    calls: Number(values.calls),
    connected: Number(values.connected),
    onSample: (sample) => console.log(rowOf(sample)),
  });
  faults.push(...faultsOfCalls(run));
}
if (Number(values.hours) > 0) {
  const run = await soakDay({
    hours: Number(values.hours),
    atOnce: Number(values.watched),
    onSample: (sample) => console.log(rowOf(sample)),
  });
  console.log(rowOf(run.counts));
  console.log(`left: ${rowOf(run.left)}`);
  faults.push(...faultsOfDay(run));
}
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
else console.log('Nothing has grown, and nothing is lost.');
