// What a hostile answer holds reaches the page as text: no link, no media element, no markup, in engines with Trusted Types.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { serve } from '../../web/local/start.js';
import { ENGINES, until } from '../helpers/engines.js';
import { KEEP_OPEN } from '../helpers/fake-service.js';

const MARKUP = '<img src=x onerror="document.title=1">';
const URLS = [
  'javascript:alert(1)',
  'data:text/html,<b>x',
  'http://example.com/a.mp4',
  'https://user@example.com/a.mp4',
  'blob:https://example.com/1',
  '//example.com/a.mp4',
  'file:///etc/passwd',
  MARKUP,
  'a failed task',
];
/** The last one is of a task that failed, with markup for a reason. */
const FAILED = URLS.length - 1;

/** A service whose task ids are positions in URLS. */
const service = createServer(KEEP_OPEN, (request, response) => {
  const taskId = String(new URL(request.url ?? '', 'http://localhost').searchParams.get('taskId'));
  const url = URLS[Number(taskId)];
  const data = {
    taskId,
    paramJson: JSON.stringify({ prompt: MARKUP, videoUrl: url, [MARKUP]: MARKUP }),
    response: { taskId, resultVideoUrl: url, resultImageUrl: url },
    createTime: 1787093500000,
    completeTime: 1787093516000,
    successFlag: Number(taskId) === FAILED ? 3 : 1,
    errorCode: MARKUP,
    errorMessage: Number(taskId) === FAILED ? MARKUP : null,
  };
  response.end(JSON.stringify({ code: 200, msg: MARKUP, data }));
});

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

for (const { name, launch } of ENGINES.filter(({ name }) => name !== 'WebKit')) {
  describe(name, () => {
    /** @type {Awaited<ReturnType<typeof launch>>} */
    let browser;
    before(async () => void (browser = await launch()));
    after(() => browser?.close());

    for (const [taskId, url] of URLS.entries()) {
      test(`${url} is shown as text`, async () => {
        const tab = await browser.tab();
        await tab.goto(`${real.url}#task=${taskId}`);
        await until(tab, () =>
          ['succeeded', 'failed'].includes(/** @type {any} */ (document.querySelector('aleph-task'))?.state),
        );
        const seen = await tab.evaluate(() => {
          const element = /** @type {any} */ (document.querySelector('aleph-task'));
          const root = /** @type {ShadowRoot} */ (element.shadowRoot);
          return {
            state: element.state,
            text: /** @type {HTMLElement} */ (root.querySelector('[part=card]')).innerText,
            active: root.querySelectorAll('a, video, img, source, iframe, script, [src], [href], [poster], [onerror]')
              .length,
          };
        });
        assert.equal(seen.active, 0);
        const parts = seen.state === 'failed' ? [MARKUP] : [url, MARKUP, 'no usable URL of the video'];
        for (const part of parts) assert.ok(seen.text.includes(part), part);
        assert.deepEqual(tab.noise, []);
      });
    }
  });
}
