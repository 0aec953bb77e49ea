// The raw answer is laid out, not read: every token stays as it was sent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prettyJson } from '../../web/element/pretty-json.js';

const CASES = [
  { json: '{"code":200,"data":null}', pretty: '{\n  "code": 200,\n  "data": null\n}' },
  {
    json: '{"seed":12345678901234567890,"x":1.0,"y":1e2}',
    pretty: '{\n  "seed": 12345678901234567890,\n  "x": 1.0,\n  "y": 1e2\n}',
  },
  { json: '{"a":1,"a":2}', pretty: '{\n  "a": 1,\n  "a": 2\n}' },
  { json: ' [ ] ', pretty: '[]' },
  { json: '{"a":{},"b":[],"c":[[]]}', pretty: '{\n  "a": {},\n  "b": [],\n  "c": [\n    []\n  ]\n}' },
  {
    json: '["a, {b}: [c]","\\"quoted\\", \\\\","\\u00e9"]',
    pretty: '[\n  "a, {b}: [c]",\n  "\\"quoted\\", \\\\",\n  "\\u00e9"\n]',
  },
  { json: 'true', pretty: 'true' },
  { json: '<html>not json</html>', pretty: '<html>not json</html>' },
  { json: '{"cut":', pretty: '{"cut":' },
  { json: '', pretty: '' },
];
for (const { json, pretty } of CASES) test(JSON.stringify(json), () => assert.equal(prettyJson(json), pretty));

test('it means the same as before', () => {
  const value = { a: [1, { b: 'x, y: {z}' }, []], 'k"ey': { c: null, d: [true, false] } };
  assert.equal(prettyJson(JSON.stringify(value)), JSON.stringify(value, null, 2));
});
