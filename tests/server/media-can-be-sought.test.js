// The sample media answer byte ranges as a video element needs them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serveMedia } from '../../web/local/media.js';

const media = { 'a.mp4': { type: 'video/mp4', bytes: new TextEncoder().encode('0123456789') } };

const CASES = [
  { range: null, status: 200, body: '0123456789', contentRange: null },
  { range: 'bytes=0-', status: 206, body: '0123456789', contentRange: 'bytes 0-9/10' },
  { range: 'bytes=2-4', status: 206, body: '234', contentRange: 'bytes 2-4/10' },
  { range: 'bytes=7-99', status: 206, body: '789', contentRange: 'bytes 7-9/10' },
  { range: 'bytes=-3', status: 206, body: '789', contentRange: 'bytes 7-9/10' },
  { range: 'bytes=-99', status: 206, body: '0123456789', contentRange: 'bytes 0-9/10' },
  { range: 'bytes=10-', status: 416, body: '', contentRange: 'bytes */10' },
  { range: 'bytes=5-2', status: 416, body: '', contentRange: 'bytes */10' },
  { range: 'bytes=-', status: 200, body: '0123456789', contentRange: null },
  { range: 'lines=1-2', status: 200, body: '0123456789', contentRange: null },
];

for (const { range, status, body, contentRange } of CASES) {
  test(`Range: ${range} gives ${status} ${contentRange ?? ''}`, async () => {
    const request = new Request('http://127.0.0.1/media/a.mp4', { headers: range === null ? {} : { Range: range } });
    const response = serveMedia(request, media, 'a.mp4');
    assert.equal(response.status, status);
    assert.equal(response.headers.get('content-range'), contentRange);
    assert.equal(await response.text(), body);
  });
}

test('a file that is not there is a 404, also under a name every object has', () => {
  for (const file of ['b.mp4', 'constructor', '__proto__']) {
    assert.equal(serveMedia(new Request(`http://127.0.0.1/media/${file}`), media, file).status, 404);
  }
});
