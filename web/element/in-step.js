// Two videos in step, and the steps of one frame that both take.

/** Videos further apart than this are put in step again; below it a jump would be seen more than the difference. */
const DRIFT_S = 0.15;

/** Of films. Browsers do not tell a file's own. */
const FRAMES_A_SECOND = 24;

/**
 * The middle of a frame, so that no rounding shows its neighbour.
 * @param {number} time seconds
 * @param {1 | -1} step
 * @param {number} duration seconds; NaN while it is not known
 * @returns {number} seconds, within the video
 */
export function frameBeside(time, step, duration) {
  const frame = Math.floor(time * FRAMES_A_SECOND + 0.001) + step;
  return Math.min(Math.max((frame + 0.5) / FRAMES_A_SECOND, 0), duration || Infinity);
}

/**
 * The follower plays, pauses, seeks and runs as the leader does.
 * @param {HTMLVideoElement} leader
 * @param {HTMLVideoElement} follower
 * @returns {() => void} ends it
 */
export function keepInStep(leader, follower) {
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
