// The root export stays within its budget.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BUDGET, compareSizes } from '../../tools/size.js';

test(`the root export, WebAssembly included, is at most ${BUDGET} bytes in brotli`, async () => {
  const { 'kie-aleph': ours, '@runwayml/sdk': runway, openai } = await compareSizes();
  assert.ok(Number(ours?.brotli) <= BUDGET, `${ours?.brotli} bytes`);
  // Else the comparison measures nothing.
  assert.ok(Number(runway?.raw) > 10_000 && Number(openai?.raw) > 10_000);
});
