// `npm run test:differential [-- --answers N --seed N]`: both readings of the contract over 200,000 answers; `npm test` tries fewer.
import { parseArgs } from 'node:util';
import { build } from './build.js';
import { runMain } from './process.js';
import { runStep } from './run-tests.js';
import { installNodePackages } from './setup.js';

const TESTS = ['tests/core/two-readings-agree.test.js', 'tests/core/json-test-suite.test.js'];

runMain(async () => {
  const { answers, seed } = parseArgs({
    options: { answers: { type: 'string', default: '200000' }, seed: { type: 'string', default: '1' } },
  }).values;
  await installNodePackages();
  await build('release');
  // Without the time limit of `npm test`: how long it takes is the caller's choice.
  await runStep(`two readings of ${answers} answers`, process.execPath, ['--test', ...TESTS], {
    KIE_ALEPH_DIFFERENCES: answers,
    KIE_ALEPH_SEED: seed,
  });
});
