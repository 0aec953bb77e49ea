// What an answer means is read twice, by the core and by a plain reading of docs/contract.md, and both must say the same of every answer that
// chance makes: right ones, nearly right ones, damaged ones.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { answerOf, bytesOf, MAX_BYTES } from './differential/answers/answers.js';
import { placedValues } from './differential/answers/places.js';
import { smallest } from './differential/answers/shrink.js';
import { comparison } from './differential/compare.js';
import { readAnswer } from './differential/reading/answer.js';
import { KINDS } from './cases/error-cases.js';

/** @typedef {import('./differential/answers/answers.js').MadeAnswer} MadeAnswer */
/** @typedef {import('./differential/compare.js').Comparison} Comparison */

/** `npm run test:differential` asks for more; under sanitizers, which are slow, there are fewer. */
const ANSWERS = Number(process.env.KIE_ALEPH_DIFFERENCES ?? 20_000);
const SEED = Number(process.env.KIE_ALEPH_SEED ?? 1);

/** More of them are most likely the same one. */
const MOST_TOLD = 5;

/** The kinds that no answer has. */
const UNANSWERED = ['connection', 'timeout', 'unknown-outcome'];

const compare = comparison({ maxBytes: MAX_BYTES });

/** @param {MadeAnswer} made */
function sent(made) {
  return { ...made, body: bytesOf(made) };
}

/** @param {Comparison['core']} reading */
function endOf(reading) {
  if ('error' in reading) return reading.error.kind;
  const { route, status } = /** @type {import('../../web/client/task.js').Task} */ (reading.task);
  return `${route} ${status}`;
}

/**
 * @param {MadeAnswer} made one that differs
 * @param {typeof compare} compareThem
 */
async function smallestOf(made, compareThem) {
  return sent(await smallest(made, async (less) => !(await compareThem(sent(less))).isSame));
}

/** @param {number} number @returns {Promise<string>} for people, who will want to see it again */
async function describe(number) {
  const { route, status, retryAfter, body } = await smallestOf(answerOf(SEED, number), compare);
  const { core, plain } = await compare({ route, status, retryAfter, body });
  return [
    `Answer ${number} of seed ${SEED}, made small: ${route}, HTTP ${status}, Retry-After ${retryAfter}`,
    `  text:  ${JSON.stringify(Buffer.from(body).toString().slice(0, 2000))}`,
    `  bytes: ${Buffer.from(body).toString('hex').slice(0, 2000)}`,
    `  core:  ${JSON.stringify(core)}`,
    `  plain: ${JSON.stringify(plain)}`,
  ].join('\n');
}

suite('two readings of an answer', () => {
  test('agree on every odd value in every place', async () => {
    const all = placedValues();
    // Every so many where there is little time.
    const step = Math.ceil(all.length / ANSWERS);
    for (const { place, ...answer } of all.filter((_, i) => i % step === 0)) {
      const { core, plain } = await compare(answer);
      assert.deepEqual(core, plain, `${place}: ${Buffer.from(answer.body)}`);
    }
  });

  test(`agree on ${ANSWERS} answers of seed ${SEED}`, async (t) => {
    /** @type {number[]} */
    const different = [];
    /** @type {Map<string, number>} */
    const ends = new Map();
    for (let number = 0; number < ANSWERS; number++) {
      const { core, isSame } = await compare(sent(answerOf(SEED, number)));
      if (!isSame) different.push(number);
      ends.set(endOf(core), (ends.get(endOf(core)) ?? 0) + 1);
    }
    for (const [end, count] of [...ends].sort()) t.diagnostic(`${count} ${end}`);
    t.diagnostic(`${ANSWERS} answers, ${different.length} differences`);
    const told = [];
    for (const number of different.slice(0, MOST_TOLD)) told.push(await describe(number));
    assert.equal(different.length, 0, `${different.length} differences\n${told.join('\n')}`);

    // Of a few hundred not every one is to be expected.
    if (ANSWERS < 3000) return;
    const answered = Object.keys(KINDS).filter((kind) => !UNANSWERED.includes(kind));
    const tasks = ['aleph', 'jobs'].flatMap((route) =>
      ['processing', 'succeeded', 'failed'].map((status) => `${route} ${status}`),
    );
    assert.deepEqual([...ends.keys()].sort(), [...answered, ...tasks].sort(), 'each end comes up');
  });

  for (const { fault, plainly, found } of [
    {
      fault: 'a 3 taken for a 0',
      plainly: withBodies((text) => text.replace(/"successFlag":3/g, '"successFlag":0')),
      found: /^\{"code":[ "]*200[.0 "]*,"data":\{"successFlag":3\}\}$/,
    },
    {
      fault: 'bytes that are no UTF-8 taken for U+FFFD',
      plainly: withBodies((text) => text),
      found: /^.{1,80}$/s,
    },
  ])
    test(`would tell of ${fault}, with an answer that shows no more`, async () => {
      const compareWithIt = comparison({ maxBytes: MAX_BYTES, plainly });
      let number = 0;
      while ((await compareWithIt(sent(answerOf(SEED, number)))).isSame) number++;
      const { body } = await smallestOf(answerOf(SEED, number), compareWithIt);
      assert.match(Buffer.from(body).toString(), found);
    });
});

/** The plain reading of other bodies than were sent. @param {(text: string) => string} change @returns {typeof readAnswer} */
function withBodies(change) {
  return (answer, ...rest) =>
    readAnswer({ ...answer, body: Buffer.from(change(new TextDecoder().decode(answer.body))) }, ...rest);
}
