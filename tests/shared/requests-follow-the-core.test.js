// Where no WebAssembly runs, a request is made, or refused, as the core does it.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { ENDPOINTS, endpointIn, LOOKUPS, lookupIn, ROUTES } from '../../web/shared/endpoints.js';
import {
  complaintAboutBaseUrl,
  complaintAboutKey,
  complaintAboutTaskId,
  endpointUrl,
  lookupUrl,
  uploadsBaseUrl,
} from '../../web/shared/request.js';
import { sentCases } from '../core/cases/endpoint-cases.js';
import {
  BAD_BASE_URLS,
  BAD_KEYS,
  BAD_TASK_IDS,
  BASE_URLS,
  KEYS,
  NEVER_QUOTED,
  TASK_IDS,
} from '../core/request-cases.js';
import { fakeFetch } from '../helpers/responses.js';

/** @param {unknown} value */
const short = (value) => (JSON.stringify(value) ?? String(value)).slice(0, 60);

/** As the client does before the core sees it. @param {string | URL} text */
const written = (text) => (URL.canParse(text) ? new URL(text).href : String(text));

suite('lookups', () => {
  for (const route of ROUTES) {
    test(`the ${route} route's is the core's`, async () => {
      const { fetch, requests } = fakeFetch();
      await new AlephClient({ apiKey: 'key', fetch, route }).getTask('a');
      assert.deepEqual(
        requests.map(({ url }) => url),
        [lookupUrl('https://api.kie.ai', route, 'a')],
      );
    });

    test(`the ${route} route's is found at the end of a path`, () => {
      assert.deepEqual(lookupIn(LOOKUPS[route]), { route, prefix: '' });
      assert.deepEqual(lookupIn(`/a/b${LOOKUPS[route]}`), { route, prefix: '/a/b' });
      for (const path of [`${LOOKUPS[route]}/`, LOOKUPS[route].slice(1), LOOKUPS[route].toUpperCase(), '/', ''])
        assert.equal(lookupIn(path), null, path);
    });
  }
});

suite('endpoints', () => {
  for (const { name, operation, route, method, path } of sentCases) {
    test(`${operation}, ${name}: the row is the core's`, () => {
      const rows = ENDPOINTS.filter((row) => row.operation === operation);
      const row = rows.find((row) => row.route === route) ?? rows[0];
      assert.deepEqual({ method: row?.method, path: row?.path }, { method, path });
    });
  }

  for (const endpoint of ENDPOINTS) {
    const { operation, path } = endpoint;
    test(`${path} is found at the end of a path, and nowhere else`, () => {
      for (const prefix of ['', '/a/b']) assert.deepEqual(endpointIn(prefix + path), { endpoint, prefix });
      for (const other of [`${path}/`, path.slice(1), path.toUpperCase()]) assert.equal(endpointIn(other), null, other);
      assert.equal(lookupIn(path) !== null, operation === 'look');
    });
  }

  test('each has a row that says what the core sends', () => {
    const said = new Set([...Object.values(LOOKUPS), ...sentCases.map(({ path }) => path)]);
    assert.deepEqual(
      ENDPOINTS.filter(({ path }) => !said.has(path)),
      [],
    );
  });
});

suite('base URL', () => {
  for (const [baseUrl, sentTo] of BASE_URLS) {
    test(`${short(baseUrl)} is used`, () => {
      assert.equal(complaintAboutBaseUrl(written(baseUrl)), null);
      for (const route of ROUTES)
        assert.equal(lookupUrl(written(baseUrl), route, 'task-1'), `${sentTo}${LOOKUPS[route]}?taskId=task-1`);
    });
  }
  for (const [baseUrl] of BASE_URLS) {
    test(`${short(baseUrl)}: a file goes where the core sends it`, async () => {
      const { fetch, requests } = fakeFetch({ status: 400, body: '{"code":400}' });
      const upload = new AlephClient({ apiKey: 'key', fetch, baseUrl }).uploadFile('https://example.com/a.mp4');
      await assert.rejects(upload);
      const { path = '' } = ENDPOINTS.find(({ operation }) => operation === 'upload-url') ?? {};
      assert.deepEqual(
        requests.map(({ url }) => url),
        [endpointUrl(uploadsBaseUrl(written(baseUrl)), path)],
      );
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
      for (const route of ROUTES)
        assert.equal(
          lookupUrl('https://api.kie.ai', route, taskId),
          `https://api.kie.ai${LOOKUPS[route]}?taskId=${sentAs}`,
        );
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
