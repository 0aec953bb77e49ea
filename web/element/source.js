// The source of a task, shown on the stage as long as there is no result.
import { el } from './dom.js';
import { safeUrl } from './safe-url.js';

/**
 * @param {import('./view.js').Task | null} task
 * @returns {string | null} the video it started from, when a media element may have it
 */
export function sourceUrlOf(task) {
  const url = task?.parameters?.videoUrl;
  return typeof url === 'string' ? safeUrl(url) : null;
}

/**
 * How a task is doing, and its source beside it.
 * @param {Node[]} state
 * @param {import('./view.js').View} view
 * @returns {{ nodes: Node[], end?: () => void }}
 */
export function besideSource(state, { task, words }) {
  const url = sourceUrlOf(task);
  if (!url) return { nodes: [el('div', { class: 'screen' }, ...state)] };
  const video = el('video', {
    part: 'source-video',
    controls: true,
    playsinline: true,
    preload: 'metadata',
    'aria-label': words.result.source,
  });
  const figure = el('figure', { class: 'source' }, video, el('figcaption', {}, words.result.source));
  const screen = el('div', { class: 'screen with-source' }, ...state, figure);
  // What cannot be played is no help; the parameters still tell where it was.
  video.addEventListener('error', () => {
    figure.remove();
    screen.classList.remove('with-source');
  });
  video.src = url;
  return {
    nodes: [screen],
    end() {
      // Taken out of the page a video would go on loading.
      video.removeAttribute('src');
      video.load();
    },
  };
}
