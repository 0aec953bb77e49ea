// What the proxy does, counted, in the text form that Prometheus reads.
// https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
import { plain } from './events.js';

/** Of durations, in seconds: from an answer out of the store to the proxy's timeout. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** @typedef {import('./events.js').ProxyEvent} ProxyEvent */
/** @typedef {Record<string, string>} Labels each of few values, as the events' tables have them */

/**
 * What is counted.
 * @typedef {object} Metrics
 * @property {import('./events.js').OnEvent} onEvent for `createProxy({ onEvent })`; with a store of many processes also for `redisStore`:
 *   `onEvent: (change) => metrics.onEvent({ type: 'store', change })`
 * @property {() => string} text to be answered with the content type `text/plain; version=0.0.4`
 */

/**
 * Counts of one process: whoever reads them adds up those of all. Labels have few values, and none is of a caller or a task.
 * @returns {Metrics}
 */
export function createMetrics() {
  const requests = new Counter('requests_total', 'Requests answered, by status class.');
  const refusals = new Counter('refusals_total', 'Requests that the proxy itself refused.');
  const looks = new Counter('looks_total', 'Questions to the service about a task, by status class; 0xx: no answer.');
  const callbacks = new Counter('callbacks_total', 'Callbacks of the service.');
  const told = new Counter('stream_events_total', 'Changes of tasks told on streams.');
  const opened = new Counter('streams_opened_total', 'Streams of events opened.');
  const open = new Gauge('streams_open', 'Streams of events that are open.');
  const storeErrors = new Counter('store_errors_total', 'Commands of the shared store that failed.');
  const storeAway = new Gauge('store_away', '1 while the shared store is away and this process goes on by itself.');
  const requestTime = new Histogram(
    'request_duration_seconds',
    'From a request to its answer; of a stream, its opening.',
  );
  const lookTime = new Histogram('look_duration_seconds', 'From a question to the service to its answer.');
  const all = [requests, requestTime, refusals, looks, lookTime, callbacks, open, opened, told, storeAway, storeErrors];

  /** @type {{ [T in ProxyEvent['type']]: (event: import('./events.js').EventOf<T>) => void }} */
  const counting = {
    request: ({ operation, method, status, ms }) => {
      requests.add({ operation, method, status: classOf(status) });
      requestTime.observe({ operation }, ms / 1000);
    },
    refused: ({ operation, why }) => refusals.add({ operation, why }),
    look: ({ route, cause, status, ms }) => {
      looks.add({ route, cause, status: classOf(status) });
      lookTime.observe({ route }, ms / 1000);
    },
    callback: ({ outcome }) => callbacks.add({ outcome }),
    stream: ({ change }) => STREAM[change](),
    store: ({ change }) => STORE[change](),
  };
  const STREAM = {
    opened: () => {
      opened.add();
      open.change(1);
    },
    told: () => told.add(),
    closed: () => open.change(-1),
  };
  const STORE = { error: () => storeErrors.add(), lost: () => storeAway.set(1), back: () => storeAway.set(0) };

  return {
    onEvent(event) {
      const read = plain(event);
      if (read) /** @type {(event: ProxyEvent) => void} */ (counting[read.type])(read);
    },
    text: () => all.map((each) => each.text()).join(''),
  };
}

/** @param {number} status @returns {string} */
const classOf = (status) => `${Math.floor(status / 100)}xx`;

/** What all have: a name, an explanation, and lines. */
class Metric {
  #name;
  #help;
  #type;

  /** @param {string} name @param {string} help @param {'counter' | 'gauge' | 'histogram'} type */
  constructor(name, help, type) {
    this.#name = `kie_aleph_${name}`;
    this.#help = help;
    this.#type = type;
  }

  /** @param {string[]} lines @returns {string} */
  write(lines) {
    const head = [`# HELP ${this.#name} ${this.#help}`, `# TYPE ${this.#name} ${this.#type}`];
    return [...head, ...lines, ''].join('\n');
  }

  /** @param {Labels} labels @param {number} value @param {string} [suffix] @returns {string} */
  line(labels, value, suffix = '') {
    // No value has a quote, a backslash or a line break: they are words of a table.
    const said = Object.entries(labels).map(([label, word]) => `${label}="${word}"`);
    return `${this.#name}${suffix}${said.length > 0 ? `{${said.join(',')}}` : ''} ${value}`;
  }
}

/** Goes up only. */
class Counter extends Metric {
  /** @type {Map<string, { labels: Labels, count: number }>} */
  #series = new Map();

  /** @param {string} name @param {string} help */
  constructor(name, help) {
    super(name, help, 'counter');
  }

  /** @param {Labels} [labels] */
  add(labels = {}) {
    seriesOf(this.#series, labels, { count: 0 }).count++;
  }

  text() {
    return this.write([...this.#series.values()].map(({ labels, count }) => this.line(labels, count)));
  }
}

/** Goes up and down. */
class Gauge extends Metric {
  #value = 0;

  /** @param {string} name @param {string} help */
  constructor(name, help) {
    super(name, help, 'gauge');
  }

  /** @param {number} by */
  change(by) {
    this.#value += by;
  }

  /** @param {number} value */
  set(value) {
    this.#value = value;
  }

  text() {
    return this.write([this.line({}, this.#value)]);
  }
}

/** How many were within each bound. */
class Histogram extends Metric {
  /** @type {Map<string, { labels: Labels, within: number[], count: number, sum: number }>} within: by bucket, those of smaller ones too */
  #series = new Map();

  /** @param {string} name @param {string} help */
  constructor(name, help) {
    super(name, help, 'histogram');
  }

  /** @param {Labels} labels @param {number} seconds */
  observe(labels, seconds) {
    const series = seriesOf(this.#series, labels, { within: BUCKETS.map(() => 0), count: 0, sum: 0 });
    series.count++;
    series.sum += seconds;
    for (const [i, most] of BUCKETS.entries()) if (seconds <= most) series.within[i] = Number(series.within[i]) + 1;
  }

  text() {
    const lines = [...this.#series.values()].flatMap(({ labels, within, count, sum }) => [
      ...BUCKETS.map((most, i) => this.line({ ...labels, le: String(most) }, Number(within[i]), '_bucket')),
      this.line({ ...labels, le: '+Inf' }, count, '_bucket'),
      this.line(labels, sum, '_sum'),
      this.line(labels, count, '_count'),
    ]);
    return this.write(lines);
  }
}

/**
 * @template {object} S
 * @param {Map<string, S & { labels: Labels }>} all
 * @param {Labels} labels
 * @param {S} fresh
 * @returns {S & { labels: Labels }} that of these labels
 */
function seriesOf(all, labels, fresh) {
  const name = Object.values(labels).join(' ');
  const series = all.get(name) ?? { ...fresh, labels };
  all.set(name, series);
  return series;
}
