// A downloaded file is called after its task, with the ending of what it is, in characters every file system takes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileName } from '../../web/element/download.js';
import { safeUrl } from '../../web/element/safe-url.js';

const NAMES = [
  { url: 'https://file.example/k/abc.mp4', base: 'aleph-1', ending: 'mp4', name: 'aleph-1.mp4' },
  { url: 'https://file.example/k/abc.MOV?token=1.exe', base: 'aleph-1', ending: 'mp4', name: 'aleph-1.mov' },
  { url: 'https://file.example/k/abc', base: 'aleph-1', ending: 'mp4', name: 'aleph-1.mp4' },
  { url: 'https://file.example/evil.exe', base: 'aleph-1', ending: 'png', name: 'aleph-1.png' },
  {
    url: 'https://file.example/a.jpeg',
    base: 'aleph-../../etc/passwd',
    ending: 'png',
    name: 'aleph-..-..-etc-passwd.jpeg',
  },
  {
    url: 'https://file.example/a.png',
    base: `aleph-${'x'.repeat(300)}`,
    ending: 'png',
    name: `aleph-${'x'.repeat(94)}.png`,
  },
];
for (const { url, base, ending, name } of NAMES)
  test(`${url} of ${base.slice(0, 20)} is saved as ${name.slice(0, 40)}`, () =>
    assert.equal(fileName(url, { base, ending }), name));

const URLS = [
  { text: 'https://file.example/a.mp4', safe: true },
  { text: 'http://127.0.0.1:8787/a.mp4', safe: true },
  { text: 'http://localhost/a.mp4', safe: true },
  { text: 'http://[::1]/a.mp4', safe: true },
  { text: 'http://file.example/a.mp4', safe: false },
  { text: 'http://127.0.0.1.evil.example/a.mp4', safe: false },
  { text: 'https://user@file.example/a.mp4', safe: false },
  { text: 'https://:secret@file.example/a.mp4', safe: false },
  { text: 'javascript:alert(1)', safe: false },
  { text: ' javascript:alert(1)', safe: false },
  { text: 'data:text/html,x', safe: false },
  { text: 'blob:https://file.example/1', safe: false },
  { text: 'file:///etc/passwd', safe: false },
  { text: '//file.example/a.mp4', safe: false },
  { text: 'a.mp4', safe: false },
  { text: '', safe: false },
  { text: null, safe: false },
];
for (const { text, safe } of URLS)
  test(`${text} ${safe ? 'may' : 'may not'} be a link`, () => assert.equal(safeUrl(text) !== null, safe));
