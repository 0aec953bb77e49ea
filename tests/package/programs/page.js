// Runs the main job in a page over the root entry, and leaves what happened in the title.
import * as kie from 'kie-aleph';
import { mainJob } from './main-job.js';

mainJob(kie, new URLSearchParams(location.search).get('service'), { maxRetries: 0 }).then(
  (said) => (document.title = JSON.stringify(said)),
  (error) => (document.title = `failed: ${error?.message} ${error?.cause}`),
);
