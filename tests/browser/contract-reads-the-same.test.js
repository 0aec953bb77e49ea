// Every answer of the contract's table gives the same task or error in Chromium as in Node, from the same built file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { ASKED_ID, bytesOf, contractCases } from '../core/contract-cases.js';
import { pages } from './page.js';

/** @typedef {{ route: 'aleph' | 'jobs', status: number, headers: Record<string, string>, body: number[] }} Answer */

/**
 * Runs in Node and, as text, in the page: only its arguments are from outside.
 * @param {typeof AlephClient} Client
 * @param {Answer[]} answers
 * @param {string} taskId
 * @returns {Promise<string[]>} what each answer is read as, as JSON
 */
async function readAll(Client, answers, taskId) {
  return Promise.all(
    answers.map(async ({ route, status, headers, body }) => {
      const bytes = status === 204 ? null : new Uint8Array(body);
      const client = new Client({
        baseUrl: 'https://api.kie.ai',
        maxRetries: 0,
        route,
        fetch: async () => new Response(bytes, { status, headers }),
      });
      return JSON.stringify(await client.getTask(taskId).catch((error) => error));
    }),
  );
}

const site = pages();

test('the contract reads the same in Chromium and in Node', async () => {
  const answers = contractCases.map(({ route = /** @type {const} */ ('aleph'), status = 200, headers = {}, body }) => ({
    route,
    status,
    headers,
    body: [...bytesOf(body)],
  }));
  const { page, noise } = await site.open();
  const Client = await page.evaluateHandle(
    async () => (await import(new URL('/web/client/index.js', location.href).href)).AlephClient,
  );
  const inChromium = await page.evaluate(readAll, Client, answers, ASKED_ID);
  assert.deepEqual(inChromium, await readAll(AlephClient, answers, ASKED_ID));
  assert.deepEqual(noise, []);
});
