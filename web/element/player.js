// The stage of a finished task: its video, and the comparison with the source when that can be played.
import { comparison } from './compare.js';
import { el, icon } from './dom.js';
import { keptUntil } from './format.js';
import { safeUrl } from './safe-url.js';
import { sourceUrlOf } from './source.js';

/**
 * @param {import('./view.js').View} view of a task whose `resultVideoUrl` is safe
 * @returns {import('./view.js').Built}
 */
export function player(view) {
  const { task, autoplay, words } = view;
  const { response, completeTime } = /** @type {import('./view.js').Task} */ (task);
  // Browsers let a video begin by itself only without its sound.
  const still = !autoplay || globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches;
  const video = el('video', {
    part: 'video',
    poster: safeUrl(response?.resultImageUrl),
    controls: true,
    playsinline: true,
    preload: 'metadata',
    autoplay: !still,
    'aria-label': words.result.video,
  });
  if (!still) video.muted = true;
  video.src = String(safeUrl(response?.resultVideoUrl));

  const problem = el('div', { part: 'playback-error', class: 'panel error', role: 'alert', hidden: true });
  const figures = el(
    'div',
    { class: 'figures', dir: 'ltr' },
    el('figure', { class: 'result' }, video, el('figcaption', {}, words.result.result)),
  );
  video.addEventListener('error', () => {
    problem.replaceChildren(
      el('h3', {}, icon('error'), words.playback.title),
      el('p', {}, words.playback[reasonOf(video.error, completeTime)]),
      el(
        'div',
        { class: 'buttons' },
        el(
          'button',
          { type: 'button', part: 'button retry', click: () => video.load() },
          icon('again'),
          el('span', {}, words.playback.retry),
        ),
      ),
    );
    problem.hidden = false;
  });
  video.addEventListener('loadstart', () => (problem.hidden = true));

  const sourceUrl = sourceUrlOf(task);
  const compared = sourceUrl ? comparison(sourceUrl, video, figures, view) : null;
  const screen = el('div', { class: 'screen large' }, figures, problem);
  return {
    nodes: compared ? [compared.bar, screen, compared.controls] : [screen],
    end() {
      compared?.end();
      // Taken out of the page a video would go on loading.
      video.removeAttribute('src');
      video.load();
    },
  };
}

/**
 * @param {MediaError | null} error
 * @param {string | null} completeTime
 * @returns {'expired' | 'offline' | 'decode' | 'blocked'}
 */
function reasonOf(error, completeTime) {
  if (!navigator.onLine) return 'offline';
  if (error?.code === 3) return 'decode';
  return completeTime !== null && keptUntil(completeTime) < Date.now() ? 'expired' : 'blocked';
}
