// Runs in the built page, before its own scripts: when it is painted, shows what is waited for, and takes part in a conversation.

/**
 * Says it on the console once nothing has kept the page busy for a while: ms from the navigation.
 * @param {{ rows: number, quiet: number }} wanted rows: of the list; 0: the task of the URL, succeeded. quiet: ms without a long task
 */
export function measureView({ rows, quiet }) {
  let shown = 0;
  /** The end of the last task of more than 50 ms. */
  let busy = 0;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) busy = startTime + duration;
  }).observe({ type: 'longtask', buffered: true });

  // Shown is what has been painted.
  const afterPaint = () =>
    requestAnimationFrame(() =>
      setTimeout(() => {
        shown = performance.now();
        sayWhenQuiet();
      }),
    );
  if (rows > 0) {
    const observer = new MutationObserver(() => {
      if (document.querySelectorAll('#recent-list li').length < rows) return;
      observer.disconnect();
      afterPaint();
    });
    observer.observe(document, { childList: true, subtree: true });
  } else {
    // Of a task that has succeeded already.
    addEventListener('aleph-update', afterPaint, { once: true });
  }

  function sayWhenQuiet() {
    const left = Math.max(shown, busy) + quiet - performance.now();
    if (left > 0) return void setTimeout(sayWhenQuiet, left);
    const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
    const painted = Number(performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    // Before the document's content is loaded nobody listens to what is typed.
    const interactive = Math.max(painted, Number(navigation?.domContentLoadedEventEnd), busy);
    console.debug(`measured ${JSON.stringify({ painted, shown, interactive })}`);
  }
}

/** As many tasks as an earlier visit would have left in the list. @param {number} count */
export function storeTasks(count) {
  const tasks = Array.from({ length: count }, (_, i) => ({
    taskId: `task-${i + 1}`,
    state: ['succeeded', 'succeeded', 'failed', 'error'][i % 4],
    prompt: `Take ${i + 1}: snow over the harbour, and the gulls leave the roof one after the other`,
    thumbnail: new URL('/sandbox/media/aleph.jpg', location.href).href,
    // The newest an hour old, and ten a day: some are about to go, and most are gone.
    createTime: new Date(Date.now() - 3_600_000 - i * 8_640_000).toISOString(),
    credits: 110,
    route: 'jobs',
  }));
  localStorage.setItem('kie-aleph.recent', JSON.stringify(tasks));
}
