// The root export stays within its budget.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BUDGET, compareSizes, MARGIN } from '../../tools/size.js';

test(`the root export, WebAssembly included, is at most ${BUDGET} bytes in brotli`, async () => {
  const { 'kie-aleph': ours, 'kie-aleph/look': look, '@runwayml/sdk': runway, openai } = await compareSizes();
  const brotli = Number(ours?.brotli);
  assert.ok(brotli <= BUDGET, `${brotli} bytes`);
  assert.ok(brotli >= BUDGET * (1 - MARGIN), `${brotli} bytes: lower BUDGET`);
  // Else it is worth no entry.
  assert.ok(Number(look?.brotli) < brotli - 1000, `${look?.brotli} bytes of kie-aleph/look`);
  // Else the comparison measures nothing.
  assert.ok(Number(runway?.raw) > 10_000 && Number(openai?.raw) > 10_000);
});
