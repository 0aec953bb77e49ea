// Whatever goes wrong, an upload has one end, of the kind that fits; what passes is sent again, and nobody is told of progress after the end.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { AlephClient } from '../../../web/client/index.js';
import { bodySender } from '../../../web/client/upload/send-body.js';
import { deferred } from '../../helpers/deferred.js';
import { KEY, startFaultServer } from '../../helpers/fault-server.js';
import { FAULTS, isTransient } from '../../helpers/faults.js';
import { alephError } from '../../helpers/rejection.js';
import { DEADLINE_MS, shortenWaits } from '../../helpers/short-waits.js';

const FILE = new File([new Uint8Array(100_000)], 'in.mp4', { type: 'video/mp4' });

/** With what the client adds for a file of this size, the one that a test lets pass. */
const TIMEOUT_MS = DEADLINE_MS - FILE.size / 32;

/** A call keeps no longer one. */
const LONGEST_RETRY_AFTER_S = 60;

/** @type {ReturnType<typeof shortenWaits>} */
let waits;
before(() => {
  waits = shortenWaits();
  return new AlephClient().ready();
});

/**
 * An upload, and what was told of it, with whether it had ended by then.
 * @param {AlephClient} client
 * @param {boolean} isTold
 */
function upload(client, isTold) {
  const seen = { told: 0, late: 0, isOver: false };
  const onProgress = () => void (seen.isOver ? seen.late++ : seen.told++);
  const call = client.uploadFile(FILE, isTold ? { onProgress } : {}).finally(() => (seen.isOver = true));
  return { call, seen };
}

for (const [how, isTold] of /** @type {const} */ ([
  ['as a file', false],
  ['as a stream, with progress', true],
])) {
  suite(`an upload ${how}, at a service with`, () => {
    for (const fault of FAULTS) {
      const { name, look, retryAfter = null, act } = fault;
      test(`${name}: ${look === 'task' ? 'a URL' : look}`, async (t) => {
        const server = await startFaultServer(t, { onStall: () => waits.expire() });
        const options = { apiKey: KEY, timeout: TIMEOUT_MS, maxRetries: 0 };
        const { call, seen } = upload(new AlephClient({ ...options, baseUrl: server.baseUrl(fault) }), isTold);
        if (look === 'task') assert.equal((await call).downloadUrl, 'https://example.com/up/in.mp4');
        else {
          const error = await alephError(call);
          assert.deepEqual([error.kind, error.retryAfter], [look, retryAfter]);
        }
        assert.equal(server.asked.length, act ? 1 : 0);
        await new AlephClient({ ...options, baseUrl: server.good }).getTask('good');
        assert.deepEqual([seen.told > 0, seen.late], [isTold, 0]);
        assert.deepEqual(server.elsewhere, []);
      });

      if (!act || look === 'task') continue;
      const isAgain = isTransient(fault) && (retryAfter ?? 0) <= LONGEST_RETRY_AFTER_S;
      test(`${name}, once: it is ${isAgain ? '' : 'not '}sent again`, async (t) => {
        const server = await startFaultServer(t, { onStall: () => waits.expire() });
        const client = new AlephClient({ apiKey: KEY, timeout: TIMEOUT_MS, baseUrl: server.baseUrl(fault, 'once') });
        const { call } = upload(client, isTold);
        if (isAgain) assert.equal((await call).downloadUrl, 'https://example.com/up/in.mp4');
        else assert.equal((await alephError(call)).kind, look);
        assert.deepEqual(
          server.asked.map(({ body }) => body.length > FILE.size),
          isAgain ? [true, true] : [true],
        );
      });
    }
  });
}

suite('of a file that is still being sent nothing is told', () => {
  /** @param {(sent: ReadableStream<Uint8Array>) => Promise<Response>} fetch @param {AbortSignal} [signal] */
  function send(fetch, signal) {
    let told = 0;
    const sender = bodySender(FILE, {
      fetch: (_, init) => fetch(/** @type {any} */ (init?.body)),
      isOwn: false,
      onProgress: () => void told++,
      maxResponseBytes: 1000,
    });
    return { answer: sender('http://localhost/', { signal: signal ?? null }), told: () => told };
  }

  test('once the service has answered', async () => {
    /** @type {ReadableStream<Uint8Array> | undefined} */
    let rest;
    const { answer, told } = send(async (sent) => ((rest = sent), new Response('no')));
    await answer;
    assert.equal((await new Response(rest).arrayBuffer()).byteLength, FILE.size);
    assert.equal(told(), 1);
  });

  test('once it is given up', async () => {
    const stop = new AbortController();
    const isRead = deferred();
    const { told } = send(async (sent) => {
      stop.abort();
      await new Response(sent).arrayBuffer();
      isRead.resolve();
      return new Response('no');
    }, stop.signal);
    await isRead.promise;
    assert.equal(told(), 1);
  });
});
