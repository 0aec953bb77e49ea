// A downloaded or saved file is called after its task, with the ending of what it is, in characters every file system takes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileName } from '../../web/shared/file-name.js';
import { complaintAboutFileName, jsonNameOf, videoName } from '../../web/shared/video-name.js';
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

const ID = '0123abcd35254cc3e7187fb7116b2efa';

/** @type {{ what: string, prompt?: unknown, taskId?: string, url?: string, type?: string, name: string | RegExp }[]} */
const VIDEOS = [
  { what: 'a prompt', prompt: 'Make it snow', name: 'make-it-snow-0123abcd.mp4' },
  { what: 'no prompt', name: 'aleph-0123abcd.mp4' },
  { what: 'a prompt that is no text', prompt: 7, name: 'aleph-0123abcd.mp4' },
  { what: 'a prompt of signs only', prompt: '../.. <>:"|?*\u0000\n', name: 'aleph-0123abcd.mp4' },
  { what: 'a path as prompt', prompt: '../../etc/passwd', name: 'etc-passwd-0123abcd.mp4' },
  { what: 'an option as prompt', prompt: '--help me', name: 'help-me-0123abcd.mp4' },
  { what: 'a device of Windows as prompt', prompt: 'CON', name: 'con-0123abcd.mp4' },
  { what: 'an ending as prompt', prompt: 'run me.exe', name: 'run-me-exe-0123abcd.mp4' },
  { what: 'Chinese', prompt: '让它下雪', name: '让它下雪-0123abcd.mp4' },
  { what: 'what would turn the text around', prompt: 'a\u202egpj.exe', name: 'a-gpj-exe-0123abcd.mp4' },
  { what: 'half a pair', prompt: 'a\ud800b', name: 'a-b-0123abcd.mp4' },
  { what: 'a huge prompt', prompt: 'snow '.repeat(20_000), name: `${'snow-'.repeat(11)}0123abcd.mp4` },
  { what: 'a huge Chinese prompt', prompt: '雪'.repeat(1000), name: `${'雪'.repeat(18)}-0123abcd.mp4` },
  {
    what: 'the longest id kept',
    prompt: 'x'.repeat(99),
    taskId: `task_${'0'.repeat(35)}`,
    name: `${'x'.repeat(56)}-task_${'0'.repeat(35)}.mp4`,
  },
  { what: 'an id with dashes', taskId: 'EE603959-debb-48d1-98c4-a6d1c717eba6', name: 'aleph-ee603959.mp4' },
  { what: 'an id of its own kind', prompt: 'a', taskId: 'task_12345', name: 'a-task_12345.mp4' },
  { what: 'an id no file may have', prompt: 'a', taskId: '../A b', name: /^a-[0-9a-f]{8}\.mp4$/ },
  { what: 'a huge id', prompt: 'a', taskId: 'z'.repeat(500), name: /^a-[0-9a-f]{8}\.mp4$/ },
  { what: "the URL's ending", url: 'https://file.example/a.webm?b=.exe', name: 'aleph-0123abcd.webm' },
  {
    what: 'a type before the ending',
    url: 'https://file.example/a.png',
    type: 'video/quicktime',
    name: 'aleph-0123abcd.mov',
  },
  { what: 'a type that says nothing', type: 'application/octet-stream', name: 'aleph-0123abcd.mp4' },
];
for (const { what, prompt, taskId = ID, url = 'https://file.example/a', type, name } of VIDEOS)
  test(`the video of a task with ${what} is ${name}`, () => {
    const given = videoName({ taskId, parameters: prompt === undefined ? null : { prompt } }, url, type);
    if (typeof name === 'string') assert.equal(given, name);
    else assert.match(given, name);
    assert.equal(complaintAboutFileName(given), null);
    assert.equal(complaintAboutFileName(jsonNameOf(given)), null);
  });

test('two tasks with one prompt have two names', () => {
  const ids = [
    ID,
    `1${ID.slice(1)}`,
    'task-a',
    'task-b',
    'Task-a',
    '../a',
    '../b',
    `${'z'.repeat(99)}1`,
    `${'z'.repeat(99)}2`,
  ];
  const names = ids.map((taskId) =>
    videoName({ taskId, parameters: { prompt: 'Snow' } }, 'https://file.example/a.mp4'),
  );
  assert.equal(new Set(names.map((name) => name.toLowerCase())).size, ids.length);
});

/** @type {[name: string, beside: string][]} */
const BESIDE = [
  ['a.mp4', 'a.json'],
  ['a.b.mp4', 'a.b.json'],
  ['a', 'a.json'],
  ['.mp4', '.mp4.json'],
  ['a.JSON', 'a.JSON.json'],
];
for (const [name, beside] of BESIDE)
  test(`${beside} lies beside ${name}`, () => assert.equal(jsonNameOf(name), beside));

/** @type {[name: unknown, complaint: RegExp | null][]} */
const GIVEN_NAMES = [
  ['mine.mp4', null],
  ['Mein Vidéo (1).mp4', null],
  ['', /empty/],
  [7, /string/],
  ['a/b.mp4', /characters/],
  ['a\\b.mp4', /characters/],
  ['..', /dot/],
  ['a.mp4 ', /space/],
  ['a\n.mp4', /characters/],
  ['a:b.mp4', /characters/],
  ['nul.mp4', /device/],
  ['COM1', /device/],
  ['雪'.repeat(70), /bytes/],
];
for (const [name, complaint] of GIVEN_NAMES)
  test(`${JSON.stringify(name).slice(0, 30)} ${complaint ? 'is no' : 'may be a'} name of a file`, () => {
    if (complaint) assert.match(String(complaintAboutFileName(name)), complaint);
    else assert.equal(complaintAboutFileName(name), null);
  });

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
