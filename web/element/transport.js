// What plays two compared videos: play and pause, one frame back and on, the time, the speed. The source follows the result in all of it.
import { el, icon } from './dom.js';
import { frameBeside } from './in-step.js';

const SPEEDS = [0.25, 0.5, 1, 1.5, 2];

/**
 * @param {HTMLVideoElement} video the one that leads
 * @param {Pick<import('./view.js').View, 'words' | 'format'>} view
 * @returns {HTMLElement}
 */
export function transport(video, { words: { comparison: words }, format }) {
  const step = (/** @type {1 | -1} */ by) => {
    video.pause();
    video.currentTime = frameBeside(video.currentTime, by, video.duration);
  };
  const play = button('play', () => void (video.paused ? video.play().catch(() => {}) : video.pause()));
  const back = button('step-back', () => step(-1));
  const forward = button('step-forward', () => step(1));
  back.append(icon('back'));
  forward.append(icon('forward'));
  name(back, words.back);
  name(forward, words.forward);
  const time = el('input', {
    type: 'range',
    part: 'seek',
    min: '0',
    max: '1',
    step: 'any',
    'aria-label': words.time,
    // Videos run from left to right in every language.
    dir: 'ltr',
    input: () => (video.currentTime = time.valueAsNumber),
  });
  const speed = el(
    'select',
    { part: 'speed', 'aria-label': words.speed, change: () => (video.playbackRate = Number(speed.value)) },
    ...SPEEDS.map((rate) => el('option', { value: String(rate) }, `${format.number(rate)}×`)),
  );

  const showPlaying = () => {
    play.replaceChildren(icon(video.paused ? 'play' : 'pause'));
    name(play, video.paused ? words.play : words.pause);
  };
  const showTime = () => {
    time.max = String(video.duration || 1);
    time.value = String(video.currentTime);
    time.setAttribute('aria-valuetext', format.duration(video.currentTime * 1000));
  };
  const showSpeed = () => (speed.value = String(video.playbackRate));
  for (const event of ['play', 'pause', 'ended']) video.addEventListener(event, showPlaying);
  for (const event of ['timeupdate', 'seeked', 'durationchange']) video.addEventListener(event, showTime);
  video.addEventListener('ratechange', showSpeed);
  showPlaying();
  showTime();
  showSpeed();
  return el('div', { part: 'transport', class: 'transport' }, back, play, forward, speed, time);
}

/**
 * @param {string} part
 * @param {() => void} click
 */
function button(part, click) {
  return el('button', { type: 'button', class: 'quiet', part: `button ${part}`, click });
}

/**
 * @param {HTMLElement} button of an icon alone
 * @param {string} text
 */
function name(button, text) {
  button.setAttribute('aria-label', text);
  button.title = text;
}
