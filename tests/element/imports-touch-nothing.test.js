// Importing the element on a server or in a worker defines nothing, asks nothing and says nothing.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';

for (const entry of ['aleph-task.js', 'define.js', 'languages.js', 'aleph-create.js', 'define-create.js']) {
  test(`web/element/${entry}`, async () => {
    const url = new URL(`../../web/element/${entry}`, import.meta.url).href;
    const script = `
      const before = Reflect.ownKeys(globalThis).length;
      for (const name of ['fetch', 'setTimeout', 'setInterval', 'queueMicrotask']) globalThis[name] = () => { throw new Error(name + ' called'); };
      const names = Object.keys(await import(${JSON.stringify(url)}));
      if (Reflect.ownKeys(globalThis).length !== before) throw new Error('a global was added');
      process.stdout.write(names.sort().join());`;
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    assert.equal(stderr, '');
    assert.match(
      stdout,
      entry === 'languages.js' ? /addLanguage/ : entry.includes('create') ? /AlephCreateElement/ : /AlephTaskElement/,
    );
  });
}
