// Ids are found in whatever people paste or drop.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { taskIdsIn } from '../../web/page/task-ids.js';

const CASES = [
  { name: 'one id', text: ' c0d088df35254cc3e7187fb7116b2efa\n', ids: ['c0d088df35254cc3e7187fb7116b2efa'] },
  { name: 'lines', text: 'a\r\nb\n\nc', ids: ['a', 'b', 'c'] },
  { name: 'commas, semicolons and tabs', text: 'a, b;c\td', ids: ['a', 'b', 'c', 'd'] },
  { name: 'the same id twice', text: 'a a b', ids: ['a', 'b'] },
  { name: 'nothing', text: ' \n', ids: [] },
  { name: 'digits are an id, not JSON', text: '123', ids: ['123'] },
  {
    name: 'a callback as the vendor documents it',
    text: '{"code":200,"msg":"success","data":{"result_video_url":"https://file.com/k/x.mp4","result_image_url":"https://file.com/m/x.png"},"taskId":"ee603959-debb-48d1-98c4-a6d1c717eba6"}',
    ids: ['ee603959-debb-48d1-98c4-a6d1c717eba6'],
  },
  {
    name: 'a callback of a sibling family',
    text: '{"code":200,"data":{"task_id":"t1","video_url":"https://file.com/x.mp4"}}',
    ids: ['t1'],
  },
  {
    name: 'an answer of this endpoint',
    text: '{"code":200,"data":{"taskId":"t1","response":{"taskId":"t1"}}}',
    ids: ['t1'],
  },
  { name: 'a list of answers', text: '[{"taskId":"a"},{"taskId":"b"}]', ids: ['a', 'b'] },
  { name: 'a list of ids', text: '["a","b"]', ids: ['a', 'b'] },
  { name: 'lists inside JSON are no ids', text: '{"taskId":"a","tags":["x","y"]}', ids: ['a'] },
  { name: 'an id that is no text', text: '{"taskId":7}', ids: [] },
  { name: 'JSON without an id', text: '{"a":{"b":null}}', ids: [] },
  { name: 'broken JSON', text: '{"taskId":"a"', ids: [] },
];
for (const { name, text, ids } of CASES) test(name, () => assert.deepEqual(taskIdsIn(text), ids));

test('at most fifty at once', () =>
  assert.equal(taskIdsIn(Array.from({ length: 80 }, (_, i) => `t${i}`).join(' ')).length, 50));
