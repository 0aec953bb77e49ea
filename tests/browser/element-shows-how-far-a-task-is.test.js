// Stage, credits, model and the service's own duration are shown in the reader's words and numbers, and nothing where nothing is known.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { innerText, inTask, pages } from './page.js';

const site = pages();

/** As the newer route answers (docs/contract.md). */
const JOBS_TASK = {
  taskId: 'c0d088df35254cc3e7187fb7116b2efa',
  route: 'jobs',
  status: 'processing',
  stage: null,
  successFlag: 0,
  errorCode: null,
  errorMessage: null,
  createTime: new Date(Date.now() - 4 * 60_000).toISOString(),
  completeTime: null,
  costTime: null,
  credits: 1110.5,
  model: 'runway/gen4-aleph',
  paramJson: null,
  parameters: { prompt: 'Make it snow', aspectRatio: '16:9', seed: 7 },
  response: null,
};

const CREATED = { createTime: '2026-10-04T08:38:19.004Z' };
const FINISHED = { status: 'succeeded', ...CREATED, completeTime: '2026-10-04T08:41:26.812Z' };

/** What a part says, '' for one that is not there. @type {{ what: string, task: object, lang?: string, says: Record<string, RegExp | ''> }[]} */
const CASES = [
  {
    what: 'waiting',
    task: { stage: 'waiting' },
    says: { elapsed: /^Waiting · .+ so far$/, spoken: /^The task is waiting\.$/ },
  },
  {
    what: 'in the queue',
    task: { stage: 'queuing' },
    says: { elapsed: /^In the queue · .+ so far$/, spoken: /^The task is in the queue\.$/ },
  },
  {
    what: 'being generated',
    task: { stage: 'generating' },
    says: { elapsed: /^Being generated · .+ in all$/, spoken: /^The video is being generated\.$/ },
  },
  {
    what: 'being generated, in Spanish',
    task: { stage: 'generating' },
    lang: 'es',
    says: { elapsed: /^Generándose · .+ en total$/, spoken: /^El vídeo se está generando\.$/ },
  },
  {
    what: 'in the queue, in Chinese',
    task: { stage: 'queuing' },
    lang: 'zh',
    says: { elapsed: /^排队中 · 已用 .+$/, spoken: /^任务正在排队。$/ },
  },
  {
    what: 'made by the older route',
    task: { stage: null, credits: null, model: null },
    says: { elapsed: /^In the making for /, spoken: /^The task is being made\.$/, credits: '' },
  },
  {
    what: 'kept since an earlier version',
    task: { stage: undefined, credits: undefined, model: undefined, costTime: undefined },
    says: { elapsed: /^In the making for /, credits: '' },
  },
  {
    what: 'credits so far',
    task: { credits: 1110.5 },
    says: { credits: /Model\s+runway\/gen4-aleph\s+Credits so far\s+1,110\.5$/ },
  },
  { what: 'credits so far, none yet', task: { credits: 0 }, says: { credits: /Credits so far\s+0$/ } },
  { what: 'final credits', task: { ...FINISHED, credits: 110 }, says: { credits: /Credits\s+110$/ } },
  {
    what: 'credits in Spanish numbers',
    task: { ...FINISHED, credits: 11110.5 },
    lang: 'es',
    says: { credits: /Créditos\s+11\.110,5$/ },
  },
  {
    what: 'no model',
    task: { ...FINISHED, model: null },
    says: { credits: /^Model and credits\s+Credits\s+1,110\.5$/ },
  },
  {
    what: 'the same duration as the times tell',
    task: { ...FINISHED, costTime: 188 },
    says: { times: /^(?!.*says the service).*Duration\s+3 min 8 sec/s },
  },
  {
    what: 'another duration than the times tell',
    task: { ...FINISHED, costTime: 121 },
    says: { times: /Duration\s+3 min 8 sec\s+Duration, says the service\s+2 min 1 sec/ },
  },
  {
    what: 'a duration without times',
    task: { status: 'failed', createTime: null, completeTime: null, costTime: 16 },
    says: { times: /^Times\s+Duration, says the service\s+16 sec$/ },
  },
];

for (const { what, task, lang = 'en', says } of CASES) {
  test(`${what}: ${JSON.stringify(task)}`, async () => {
    const { page, noise } = await site.open();
    await page.$eval('aleph-task', (element, lang) => element.setAttribute('lang', lang), lang);
    await showTask(page, task);
    for (const [part, text] of Object.entries(says)) {
      const selector = inTask(part === 'spoken' ? '[role=status]' : `[part=${part}]`);
      const there = await page.$(selector);
      if (text === '') assert.equal(there, null, part);
      else assert.match(await innerText(page, selector), text, part);
    }
    assert.deepEqual(noise, []);
    await page.close();
  });
}

/**
 * Shows a task that nobody was asked for.
 * @param {import('puppeteer-core').Page} page
 * @param {object} members that differ from those of a task in the making
 */
async function showTask(page, members) {
  const task = { ...JOBS_TASK, ...members };
  await page.evaluate(
    (task) => void Object.assign(/** @type {Element} */ (document.querySelector('aleph-task')), { task }),
    task,
  );
  await page.waitForFunction(
    (state) => /** @type {any} */ (document.querySelector('aleph-task'))?.state === state,
    {},
    task.status,
  );
}
