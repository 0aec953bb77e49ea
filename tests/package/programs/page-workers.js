// Runs the main job in the worker the address names, and leaves what it said in the title.
const { kind, service } = Object.fromEntries(new URLSearchParams(location.search));

/** @type {Record<string, () => Promise<unknown>>} */
const WORKERS = {
  dedicated: () => ask(new Worker('./job-worker.js')),
  shared: () => ask(new SharedWorker('./job-worker.js').port),
  async service() {
    await navigator.serviceWorker.register('./job-worker.js');
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    const said = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
    active.postMessage(service, [port2]);
    return said;
  },
};

/** @param {Worker | MessagePort} port */
function ask(port) {
  return new Promise((resolve, reject) => {
    port.onmessage = ({ data }) => resolve(data);
    port.onerror = (event) => reject(new Error(event.message));
    port.postMessage(service);
  });
}

WORKERS[kind]().then(
  (said) => (document.title = JSON.stringify(said)),
  (error) => (document.title = `failed: ${error?.message}`),
);
