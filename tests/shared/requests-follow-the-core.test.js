// Where no WebAssembly runs, a request is made, or refused, as the core does it.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  complaintAboutBaseUrl,
  complaintAboutKey,
  complaintAboutTaskId,
  ENDPOINT,
  lookupUrl,
} from '../../web/shared/request.js';
import {
  BAD_BASE_URLS,
  BAD_KEYS,
  BAD_TASK_IDS,
  BASE_URLS,
  KEYS,
  NEVER_QUOTED,
  TASK_IDS,
} from '../core/request-cases.js';

/** @param {unknown} value */
const short = (value) => (JSON.stringify(value) ?? String(value)).slice(0, 60);

/** As the client does before the core sees it. @param {string | URL} text */
const written = (text) => (URL.canParse(text) ? new URL(text).href : String(text));

suite('base URL', () => {
  for (const [baseUrl, sentTo] of BASE_URLS) {
    test(`${short(baseUrl)} is used`, () => {
      assert.equal(complaintAboutBaseUrl(written(baseUrl)), null);
      assert.equal(lookupUrl(written(baseUrl), 'task-1'), `${sentTo}${ENDPOINT}?taskId=task-1`);
    });
  }
  for (const [baseUrl, says] of BAD_BASE_URLS) {
    test(`${short(baseUrl)} is refused`, () => assertSays(complaintAboutBaseUrl(written(baseUrl)), says));
  }
});

suite('task id', () => {
  for (const [taskId, sentAs] of TASK_IDS) {
    test(`${short(taskId)} (${taskId.length} units) is sent encoded`, () => {
      assert.equal(complaintAboutTaskId(taskId), null);
      assert.equal(lookupUrl('https://api.kie.ai', taskId), `https://api.kie.ai${ENDPOINT}?taskId=${sentAs}`);
    });
  }
  for (const [taskId, says] of BAD_TASK_IDS) {
    if (typeof taskId !== 'string') continue; // the proxy reads it from a URL, which holds nothing else
    test(`${short(taskId)} is refused`, () => assertSays(complaintAboutTaskId(taskId), says));
  }
});

suite('key', () => {
  for (const apiKey of KEYS) test(`${short(apiKey)} is used`, () => assert.equal(complaintAboutKey(apiKey), null));
  for (const [apiKey, says] of BAD_KEYS) {
    test(`${short(apiKey)} is refused`, () => assertSays(complaintAboutKey(apiKey), says));
  }
});

/** @param {string | null} complaint @param {string} says */
function assertSays(complaint, says) {
  assert.ok(complaint?.includes(says), String(complaint));
  for (const quoted of NEVER_QUOTED) assert.ok(!complaint?.includes(quoted), String(complaint));
}
