// `npm start`: toolchain, build, then the page on a local server. A warm start only looks whether anything changed.
import { build } from './build.js';
import { runMain } from './process.js';
import { stepsTaken, stepTable } from './steps.js';

runMain(async () => {
  await build('release');
  const { main } = await import('../web/local/start.js');
  await main();
  if (stepsTaken()) console.error(stepTable());
});
