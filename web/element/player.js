// The stage of a finished task: its video, and the source beside it, in step, when that can be played.
import { el, icon } from './dom.js';
import { keptUntil } from './format.js';
import { safeUrl } from './safe-url.js';

/** Videos further apart than this are put in step again; below it a jump would be seen more than the difference. */
const DRIFT_S = 0.15;

/**
 * @param {import('./view.js').View} view of a task whose `resultVideoUrl` is safe
 * @returns {import('./view.js').Built}
 */
export function player({ task, autoplay, words }) {
  const { response, parameters, completeTime } = /** @type {import('./view.js').Task} */ (task);
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
    { class: 'figures' },
    el('figure', { class: 'result' }, video, el('figcaption', {}, words.result.result)),
  );
  const bar = el('div', { class: 'buttons compare-bar' });
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

  const sourceUrl = typeof parameters?.videoUrl === 'string' ? safeUrl(parameters.videoUrl) : null;
  const end = sourceUrl ? offerSource(sourceUrl, video, figures, bar, words) : () => {};
  return {
    nodes: sourceUrl ? [figures, problem, bar] : [figures, problem],
    end() {
      end();
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

/**
 * Offers the comparison, once the source proves to be playable.
 * @param {string} url
 * @param {HTMLVideoElement} video
 * @param {HTMLElement} figures
 * @param {HTMLElement} bar
 * @param {import('./languages.js').ElementWords} words
 * @returns {() => void} ends it
 */
function offerSource(url, video, figures, bar, words) {
  const source = el('video', {
    part: 'source-video',
    playsinline: true,
    preload: 'metadata',
    'aria-label': words.result.source,
  });
  source.muted = true;
  // WebKitGTK gives a video its sound back when its rate changes.
  source.addEventListener('volumechange', () => (source.muted = true));
  const figure = el('figure', { class: 'source' }, source, el('figcaption', {}, words.result.source));
  /** @type {(() => void) | undefined} */
  let unstep;
  const toggle = el(
    'button',
    {
      type: 'button',
      class: 'quiet',
      part: 'button compare',
      'aria-label': words.result.compareWith,
      'aria-pressed': 'false',
    },
    icon('compare'),
    el('span', {}, words.result.compare),
  );
  // There from the beginning, so that nothing moves when the source proves to be playable.
  toggle.disabled = true;
  bar.append(toggle);
  toggle.addEventListener('click', () => {
    const compares = unstep === undefined;
    toggle.setAttribute('aria-pressed', String(compares));
    figures.classList.toggle('compares', compares);
    if (compares) {
      figures.prepend(figure);
      unstep = keepInStep(video, source);
    } else {
      figure.remove();
      unstep?.();
      unstep = undefined;
    }
  });
  source.addEventListener('loadedmetadata', () => (toggle.disabled = false), { once: true });
  source.src = url;
  return () => {
    unstep?.();
    source.removeAttribute('src');
    source.load();
  };
}

/**
 * The follower plays, pauses, seeks and runs as the leader does.
 * @param {HTMLVideoElement} leader
 * @param {HTMLVideoElement} follower
 * @returns {() => void} ends it
 */
function keepInStep(leader, follower) {
  const seek = () => {
    const time = Math.min(leader.currentTime, follower.duration || Infinity);
    if (Math.abs(follower.currentTime - time) > DRIFT_S || leader.paused) follower.currentTime = time;
  };
  const follow = () => {
    follower.playbackRate = leader.playbackRate;
    seek();
    const plays = !leader.paused && !leader.ended && leader.currentTime < (follower.duration || Infinity);
    // Refused when the page may not play yet; the next event tries again.
    if (plays && follower.paused) follower.play().catch(() => {});
    else if (!plays && !follower.paused) follower.pause();
  };
  const events = ['play', 'pause', 'ended', 'seeking', 'seeked', 'ratechange', 'timeupdate'];
  for (const event of events) leader.addEventListener(event, follow);
  follow();
  return () => {
    for (const event of events) leader.removeEventListener(event, follow);
    follower.pause();
  };
}
