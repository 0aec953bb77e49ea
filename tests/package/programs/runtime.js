// Runs the main job in Node, Deno and Bun: `runtime.js <entry> <url>`.
import { mainJob } from './main-job.js';
import * as root from 'kie-aleph';
import * as external from 'kie-aleph/external';

const [entry, url] = process.argv.slice(2);
console.log(JSON.stringify(await mainJob(entry === 'root' ? root : external, url, { maxRetries: 0 }, true)));
