// Callers that ask about one task at the same time cost one request, and each gets its answer.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createProxy } from '../../web/proxy/proxy.js';
import { SharedLookups } from '../../web/proxy/operations/look/shared-lookups.js';
import { deferred } from '../helpers/deferred.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { pending, succeeded } from '../helpers/responses.js';
import { turns } from '../helpers/turns.js';
import { ROUTES } from './routes.js';

/** @typedef {import('../../web/proxy/operations/look/lookup.js').Lookup} Lookup */

for (const { route, path } of ROUTES) {
  suite(`${route} route`, () => {
    /** A service that answers when it is told to. @param {Partial<import('../../web/proxy/proxy.js').ProxyOptions>} [options] */
    function slowService(options = {}) {
      /** @type {{ answer: (response: Response) => void, fail: (error: Error) => void, signal: AbortSignal }[]} */
      const asked = [];
      const clock = { now: 1_000_000 };
      const proxy = createProxy({
        apiKey: 'test-key-0123456789',
        fetch: (_, init) =>
          new Promise((answer, fail) => {
            const signal = /** @type {AbortSignal} */ (init?.signal);
            signal.addEventListener('abort', () => fail(signal.reason));
            asked.push({ answer, fail, signal });
          }),
        now: () => clock.now,
        ...options,
      });
      /** @param {string} [taskId] @param {AbortSignal | null} [signal] */
      const ask = (taskId = 'a', signal = null) =>
        proxy(new Request(`https://proxy.example/kie${path}?taskId=${taskId}`, { signal }));
      const look = (/** @type {number} */ i) => asked[i] ?? assert.fail(`there is no look ${i}`);
      return { ask, asked, look, clock };
    }

    test('one task is looked at ten times in a second at most, others besides', async () => {
      const { ask, asked, clock } = slowService({ globalLimit: false });
      const next = async (/** @type {string} */ taskId) => {
        const answer = ask(taskId);
        for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
        asked.at(-1)?.answer(Response.json({ code: 200, data: { taskId, successFlag: 0 } }));
        return answer;
      };
      for (let looks = 0; looks < 10; looks++) assert.equal((await next('a')).status, 200);
      const refused = await next('a');
      assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '1']);
      assert.equal((await next('b')).status, 200);
      assert.equal(asked.length, 11);
      clock.now += 1_000;
      assert.equal((await next('a')).status, 200);
    });

    test('60 at once: one look, and everyone gets its answer, each a body of its own', async () => {
      const { ask, asked, look } = slowService();
      const answers = Array.from({ length: 60 }, () => ask());
      await turns();
      assert.equal(asked.length, 1);
      look(0).answer(new Response(pending('a')));
      for (const response of await Promise.all(answers)) {
        assert.equal(response.status, 200);
        assert.equal(await response.text(), pending('a'));
      }
    });

    for (const { what, end, status } of [
      { what: 'an error of the service', end: () => new Response('{"code":500}', { status: 500 }), status: 500 },
      { what: 'no connection', end: () => new TypeError('fetch failed'), status: 502 },
    ]) {
      test(`${what} is everyone's too`, async () => {
        const { ask, asked, look } = slowService();
        const answers = Array.from({ length: 60 }, () => ask());
        await turns();
        const ended = end();
        if (ended instanceof Error) look(0).fail(ended);
        else look(0).answer(ended);
        const statuses = (await Promise.all(answers)).map((response) => response.status);
        assert.deepEqual(new Set(statuses), new Set([status]));
        assert.equal(asked.length, 1);
      });
    }

    test('a look that is over is not joined: the next caller begins another', async () => {
      const { ask, asked, look } = slowService();
      const first = ask();
      await turns();
      look(0).answer(new Response(pending('a')));
      await first;
      const second = ask();
      await turns();
      assert.equal(asked.length, 2);
      look(1).answer(new Response(succeeded('a')));
      assert.equal(await (await second).text(), succeeded('a'));
    });

    test('other tasks have looks of their own', async () => {
      const { ask, asked, look } = slowService();
      const answers = ['a', 'b', 'a', 'c'].map((taskId) => ask(taskId));
      await turns();
      assert.equal(asked.length, 3);
      for (const [i, taskId] of ['a', 'b', 'c'].entries()) look(i).answer(new Response(pending(taskId)));
      const bodies = await Promise.all(answers.map(async (answer) => (await answer).text()));
      assert.deepEqual(bodies, [pending('a'), pending('b'), pending('a'), pending('c')]);
    });

    test('a caller that leaves, the first one too, ends its own wait and nobody else’s', async () => {
      const { ask, look } = slowService();
      const pages = [new AbortController(), new AbortController(), new AbortController()];
      const answers = pages.map(({ signal }) => ask('a', signal));
      await turns();
      pages[0]?.abort();
      pages[1]?.abort();
      assert.deepEqual([(await answers[0])?.status, (await answers[1])?.status], [502, 502]);
      assert.equal(look(0).signal.aborted, false);
      look(0).answer(new Response(pending('a')));
      assert.equal((await answers[2])?.status, 200);
    });

    test('when all have left the look is ended, and who comes then begins another', async () => {
      const { ask, asked, look } = slowService();
      const pages = [new AbortController(), new AbortController()];
      const answers = pages.map(({ signal }) => ask('a', signal));
      await turns();
      for (const page of pages) page.abort();
      assert.equal(look(0).signal.aborted, true);
      const next = ask();
      await Promise.all(answers);
      await turns();
      assert.equal(asked.length, 2);
      look(1).answer(new Response(pending('a')));
      assert.equal((await next).status, 200);
    });

    test('a caller that has left already begins no look', async () => {
      const { ask, asked } = slowService();
      assert.equal((await ask('a', AbortSignal.abort())).status, 502);
      assert.equal(asked.length, 0);
    });

    test('to join costs nothing of the limit of all together', async () => {
      const { ask, asked, look } = slowService({ globalLimit: { limit: 1, interval: 10_000 } });
      const answers = [ask(), ask(), ask('b')];
      await turns();
      look(0).answer(new Response(pending('a')));
      assert.deepEqual(
        (await Promise.all(answers)).map(({ status }) => status),
        [200, 200, 429],
      );
      assert.equal(asked.length, 1);
    });

    test('a look that outlived its deadline is joined no more: its platform has forgotten it', async () => {
      const { ask, asked, clock, look } = slowService({ timeout: 60_000 });
      const forgotten = new AbortController();
      const first = ask('a', forgotten.signal);
      await turns();
      clock.now += 60_000;
      const still = ask();
      await turns();
      assert.equal(asked.length, 1);
      clock.now += 1;
      const second = ask();
      await turns();
      assert.equal(asked.length, 2);
      // The end of the first is not the second's.
      forgotten.abort();
      await first;
      const third = ask();
      await turns();
      assert.equal(asked.length, 2);
      look(1).answer(new Response(pending('a')));
      assert.deepEqual([(await second).status, (await third).status], [200, 200]);
      look(0).answer(new Response(pending('a')));
      await still;
    });

    test('a caller leaves no listener on its signal', async () => {
      const { ask, look } = slowService();
      const page = new AbortController();
      const answer = ask('a', page.signal);
      await turns();
      look(0).answer(new Response(pending('a')));
      await answer;
      await turns();
      page.abort();
      await turns();
      assert.equal(look(0).signal.aborted, false);
    });

    test('a caller that leaves leaves no timer', async (t) => {
      const clock = FakeClock.install(t);
      const { ask, look } = slowService();
      const page = new AbortController();
      const answer = ask('a', page.signal);
      await turns();
      page.abort();
      await answer;
      await turns();
      assert.equal(look(0).signal.aborted, true);
      assert.equal(clock.pending, 0);
    });

    test('nobody waits for ever for a look that never settles, and the last to go ends it', async (t) => {
      const clock = FakeClock.install(t);
      /** @type {AbortSignal | undefined} */
      let ended;
      const never = (/** @type {Lookup} */ _, /** @type {AbortSignal} */ signal) => (
        (ended = signal), /** @type {Promise<string>} */ (new Promise(() => {}))
      );
      const lookups = new SharedLookups(never, { longest: 5000, late: 'late', now: () => clock.now });
      const [first, second] = [new AbortController(), new AbortController()];
      /** @type {string[]} */
      const said = [];
      void lookups.join({ route, taskId: 'a' }, first.signal).then((answer) => said.push(`first ${answer}`));
      await clock.advance(3000);
      void lookups.join({ route, taskId: 'a' }, second.signal).then((answer) => said.push(`second ${answer}`));
      await clock.advance(2000);
      // It has gone already, and does not go a second time, in the other's place.
      first.abort();
      assert.deepEqual([said, ended?.aborted], [['first late'], false]);
      await clock.advance(3000);
      assert.deepEqual([said, ended?.aborted], [['first late', 'second late'], true]);
      assert.equal(clock.pending, 0);
    });

    test('the end of a look that was left does not part those who share the next one', async (t) => {
      FakeClock.install(t);
      const looks = [deferred(), deferred()];
      let begun = 0;
      const lookups = new SharedLookups(() => looks[begun++]?.promise ?? assert.fail('a third look'), {
        longest: 5000,
        late: undefined,
        now: () => 0,
      });
      const first = new AbortController();
      const left = lookups.join({ route, taskId: 'a' }, first.signal);
      first.abort(new Error('left'));
      await assert.rejects(left, { message: 'left' });
      const { signal } = new AbortController();
      const second = lookups.join({ route, taskId: 'a' }, signal);
      looks[0]?.resolve();
      await turns();
      const third = lookups.join({ route, taskId: 'a' }, signal);
      looks[1]?.resolve();
      await Promise.all([second, third]);
      assert.equal(begun, 2);
    });
  });
}
