// What a hostile answer holds reaches the page as text: no link, no media element, no markup.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { serve } from '../../web/server/start.js';
import { innerText, pages, untilText } from './page.js';

const MARKUP = '<img src=x onerror="document.title=1">';
const URLS = ['javascript:alert(1)', 'data:text/html,<b>x', 'http://example.com/a.mp4', 'https://user@example.com/a.mp4', 'blob:https://example.com/1', '//example.com/a.mp4', MARKUP];

/** A service whose task ids are positions in URLS. */
const service = createServer((request, response) => {
  const taskId = String(new URL(request.url ?? '', 'http://localhost').searchParams.get('taskId'));
  const url = URLS[Number(taskId)];
  const data = {
    taskId,
    paramJson: JSON.stringify({ prompt: MARKUP, videoUrl: url, [MARKUP]: MARKUP }),
    response: { taskId, resultVideoUrl: url, resultImageUrl: url },
    createTime: 1787093500000,
    completeTime: 1787093516000,
    successFlag: 1,
  };
  response.end(JSON.stringify({ code: 200, msg: MARKUP, data }));
});

const site = pages();
/** @type {Awaited<ReturnType<typeof serve>>} */
let real;
before(async () => {
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (service.address());
  real = await serve({ apiKey: 'hostile-test-key', upstream: `http://127.0.0.1:${port}` });
});
after(async () => {
  await real.close();
  service.close();
  service.closeAllConnections();
});

for (const [taskId, url] of URLS.entries()) {
  test(`${url} is shown as text`, async () => {
    const { page, noise } = await site.open();
    await page.goto(`${real.url}#task=${taskId}`);
    await untilText(page, 'Succeeded', '.badge');
    assert.equal(await page.$('#task :is(a, video, img, source, [src], [href], [poster])'), null);
    const text = await innerText(page, '#task');
    for (const part of [url, MARKUP, 'no usable URL of the video']) assert.ok(text.includes(part), part);
    assert.deepEqual(noise, []);
  });
}
