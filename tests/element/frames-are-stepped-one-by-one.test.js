// A step goes to the middle of the frame beside, so that no rounding of a browser skips one, and never out of the video.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameBeside } from '../../web/element/in-step.js';

const FRAME = 1 / 24;

test('a hundred steps on are a hundred frames, and as many back end at the first', () => {
  let time = 0;
  for (let i = 1; i <= 100; i++) {
    time = frameBeside(time, 1, 60);
    assert.equal(Math.floor(time / FRAME), i);
  }
  for (let i = 99; i >= 0; i--) {
    time = frameBeside(time, -1, 60);
    assert.equal(Math.floor(time / FRAME), i);
  }
});

/** @type {[what: string, time: number, step: 1 | -1, duration: number, frame: number][]} */
const CASES = [
  ['the beginning of a frame, as browsers round it', FRAME * 7 - 1e-9, 1, 60, 8],
  ['back from the first frame', 0, -1, 60, 0],
  ['before the length is known', FRAME, 1, Number.NaN, 2],
];
for (const [what, time, step, duration, frame] of CASES)
  test(what, () => assert.equal(Math.floor(frameBeside(time, step, duration) / FRAME), frame));

test('on from the last frame is the end', () => assert.equal(frameBeside(3.99, 1, 4), 4));
