// What the core has blotted out says no key to JavaScript's rule either: `node redacted-says-no-key.js <redacted.json>`.
import { readFileSync } from 'node:fs';
import { spellsKey } from '../../web/shared/key-spellings.js';

/** @type {import('./cases/key-spellings.js').KeySpelling[]} */
const rows = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const leaks = rows.filter(({ key, text }) => spellsKey(text, key));
for (const { name, text } of leaks) console.log(`FAILED ${name}\n  actual ${text.slice(0, 600)}`);
console.log(`${rows.length} checked, ${leaks.length} failed`);
process.exitCode = rows.length > 0 && leaks.length === 0 ? 0 : 1;
