// Of one task on two routes the service worker keeps two answers, and finds the other's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherLookups } from '../../web/page/kept-answers.js';

const ALEPH = '/api/v1/aleph/record-info';
const JOBS = '/api/v1/jobs/recordInfo';

/** @type {[url: string, others: string[]][]} */
const CASES = [
  [`http://127.0.0.1:8787/kie${ALEPH}?taskId=a`, [`http://127.0.0.1:8787/kie${JOBS}?taskId=a`]],
  [`http://127.0.0.1:8787/kie${JOBS}?taskId=a`, [`http://127.0.0.1:8787/kie${ALEPH}?taskId=a`]],
  [`https://api.example${ALEPH}?taskId=a%26b`, [`https://api.example${JOBS}?taskId=a%26b`]],
  ['https://api.example/?taskId=a', []],
];
for (const [url, others] of CASES) test(url, () => assert.deepEqual(otherLookups(url), others));
