// What the page's keys do on the stage of <aleph-task>, by the names of its parts.

/**
 * @param {import('../element/aleph-task.js').AlephTaskElement} task
 * @returns {Record<'play' | 'compare' | 'download', () => void>} each does nothing where there is nothing to do it with
 */
export function stageKeys(task) {
  const part = (/** @type {string} */ name) =>
    /** @type {HTMLElement | null | undefined} */ (task.shadowRoot?.querySelector(`[part~=${name}]`));
  return {
    play() {
      const video = part('video') ?? part('source-video');
      if (!(video instanceof HTMLVideoElement)) return;
      if (video.paused) video.play().catch(() => {});
      else video.pause();
    },
    compare: () => part('compare')?.click(),
    download: () => part('download')?.click(),
  };
}
