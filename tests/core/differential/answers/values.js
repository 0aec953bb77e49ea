// Values for the members of made answers: what belongs there, and what somebody might send instead.
import { HALVES, NO_NUMBERS, NUMBERS, TEXTS } from './odd-values.js';
import { Encoded, Members, object, Spelled } from './tree.js';

/** @typedef {import('./random.js').Chance} Chance */
/** @typedef {import('./tree.js').Tree} Tree */

/** Made anew each time, since what is made of them is changed. @type {(() => Tree)[]} */
const OTHERS = [
  () => null,
  () => true,
  () => false,
  () => new Members([]),
  () => [],
  () => [1],
  () => ['x'],
  () => object({ a: 1 }),
  () => [[]],
];

/** @param {Chance} chance @returns {Tree} of any type */
export function anything(chance) {
  return chance.one(ANYTHING)(chance);
}

/** @type {((chance: Chance) => Tree)[]} */
const ANYTHING = [
  (chance) => chance.one(OTHERS)(),
  (chance) => chance.one(TEXTS),
  (chance) => new Spelled(chance.one(HALVES)),
  (chance) => new Spelled(chance.one(NUMBERS)),
  (chance) => chance.one(NUMBERS),
  (chance) =>
    chance.one([' ', '\n', '\u00A0', '\u3000', '\0', '']) +
    chance.one(NUMBERS) +
    chance.one([' ', '\t\r', '\u0085', '']),
  (chance) => chance.one(NO_NUMBERS),
  (chance) => time(chance),
  (chance) => deep(chance),
  (chance) => new Encoded(chance.one(OTHERS)()),
  (chance) => request(chance),
];

/** @param {Chance} chance @returns {Tree} 28 to 36 levels: what is around it decides whether these are too many */
function deep(chance) {
  const [open, close] = chance.one([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"x":', '}]'],
  ]);
  const levels = (28 + chance.below(8)) / (open.length > 5 ? 2 : 1);
  const json = `${open.repeat(levels)}${open.length > 1 ? '0' : ''}${close.repeat(levels)}`;
  return chance.is(0.5) ? new Spelled(json) : json;
}

const YEARS = '2026 2026 2024 2023 2000 1900 1970 1969 9999 0001 0000 0099 26 +2026'.split(' ');
const FRACTIONS = ['', '', '', '.5', '.123', ',25', '.6789999', '.', '.1234567890123'];
const OFFSETS = 'Z,Z,z,,+08:00,-0530,+08,-00:00,+23:59,+24:00,+08:60,+8, Z,GMT'.split(',');

/** @param {Chance} chance @returns {string} of nearly the form of a time */
function time(chance) {
  const two = (/** @type {number} */ from, /** @type {number} */ to) =>
    String(from + chance.below(to - from + 1)).padStart(2, '0');
  const year = chance.one(YEARS);
  const date = chance.is(0.1)
    ? chance.one(['02-29', '02-30', '04-31', '00-01', '01-00', '13-01', '1-1', '12-31', '01-01'])
    : `${two(1, 12)}-${two(1, 28)}`;
  const clock = chance.is(0.1)
    ? chance.one(['24:00:00', '23:59:60', '14:60:00', '14:30', '00:00:00', '1:2:3'])
    : `${two(0, 23)}:${two(0, 59)}:${two(0, 59)}`;
  const spelled = `${year}-${date}${chance.one(['T', 'T', 'T', ' ', 't', '  ', '_'])}${clock}${chance.one(FRACTIONS)}${chance.one(OFFSETS)}`;
  return chance.is(0.05) ? ` ${spelled} ` : spelled;
}

/** @param {Chance} chance @returns {Tree} near the present, in one of the forms of docs/contract.md */
export function aTime(chance) {
  const ms = 1787093500000 + chance.below(1_000_000);
  return chance.one([
    ms,
    ms,
    ms,
    String(ms),
    Math.floor(ms / 1000),
    ms / 1000,
    new Date(ms).toISOString(),
    time(chance),
    null,
  ]);
}

const URLS = [
  'https://example.com/a.mp4',
  'https://example.com/b.mp4',
  'http://127.0.0.1/c.mp4',
  'javascript:alert(1)',
  '',
  ' ',
];

/** @param {Chance} chance @returns {Tree} */
export function aUrl(chance) {
  return chance.one(URLS);
}

/** Of both routes, of neither, and such as have a meaning in JavaScript. */
const REQUEST_NAMES = `
  prompt videoUrl video_url aspectRatio aspect_ratio uploadCn upload_cn waterMark watermark seed referenceImage
  reference_image callBackUrl imageUrl input model resultUrls nsfw __proto__ constructor 7 10 Video_url
`.split(/\s+/);

/** @param {Chance} chance @returns {Tree} what a task was made with, as one of the routes has it */
export function request(chance) {
  const inner = requestMembers(chance);
  if (chance.is(0.3)) return chance.is(0.9) ? new Encoded(inner) : inner;
  const input = chance.one([
    inner,
    new Encoded(inner),
    new Encoded(inner),
    new Encoded(new Encoded(inner)),
    anything(chance),
  ]);
  const around = chance.is(0.3) ? requestMembers(chance).list : [];
  around.splice(chance.below(around.length + 1), 0, ['input', input]);
  if (chance.is(0.5)) around.push(['model', 'runway/gen4-aleph']);
  const all = new Members(around);
  return chance.is(0.9) ? new Encoded(all) : chance.one([all, new Encoded(new Encoded(all))]);
}

/** @param {Chance} chance @returns {Members} */
function requestMembers(chance) {
  const list = Array.from(
    { length: chance.below(5) },
    () =>
      /** @type {import('./tree.js').Member} */ ([
        chance.one(REQUEST_NAMES),
        chance.is(0.2) ? anything(chance) : chance.one(['Make it snow', 7, false, '16:9']),
      ]),
  );
  return new Members(list);
}

/** @param {Chance} chance @returns {Members} what a task of the jobs route has made */
export function result(chance) {
  const urls = chance.one([
    [aUrl(chance)],
    [aUrl(chance), aUrl(chance)],
    [],
    [anything(chance)],
    aUrl(chance),
    object({ 0: aUrl(chance) }),
  ]);
  return object({
    resultUrls: chance.is(0.8) ? urls : undefined,
    resultVideoUrl: chance.is(0.2) ? aUrl(chance) : undefined,
    firstFrameUrl: chance.is(0.1) ? aUrl(chance) : undefined,
    resultObject: chance.is(0.05) ? anything(chance) : undefined,
  });
}
