// Runs the main job in a dedicated, a shared or a service worker, when it is told where the service is.
import * as kie from 'kie-aleph';
import { mainJob } from './main-job.js';

/** @param {MessageEvent} event @param {MessagePort | Worker} [port] */
const answer = ({ data }, port) =>
  mainJob(kie, data, { maxRetries: 0 }).then(
    (said) => port.postMessage(said),
    (error) => port.postMessage(`failed: ${error?.message} ${error?.cause}`),
  );

self.onconnect = ({ ports: [port] }) => (port.onmessage = (event) => answer(event, port));
self.onmessage = (event) => answer(event, event.ports[0] ?? self);
