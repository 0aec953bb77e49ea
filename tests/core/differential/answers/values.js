// Values for the members of made answers: what belongs there, and what somebody might send instead.
import { Encoded, Members, object, Spelled } from './tree.js';

/** @typedef {import('./random.js').Chance} Chance */
/** @typedef {import('./tree.js').Tree} Tree */

/** What is not blank, what is, and what only looks like one of them. */
export const TEXTS = [
  '', ' ', ' \t\r\n', '\u0085', '\u00A0', '\u3000', '\uFEFF', '\u2028\u205F', '\u200B', '\u2060x', '\0', 'a\0b', '\u001C', '\v', '\u180E',
  'oh', ' oh ', 'internal error, please try again later.', '生成失败', '🎬', 'https://example.com/out.mp4', 'javascript:alert(1)',
  '\\', '"', '\\"', '{', '}', '[]', '{}', ' {} ', '{"a":1}', '[1]', 'null', 'true', '"x"', '\uFEFF{}', '{}\0', '__proto__', 'NaN', 'x'.repeat(400),
];

/** Half of a pair, which JSON may spell and UTF-8 may not. */
const HALVES = ['"\\ud83d"', '"a\\uDE00 b"', '"\\ud83d\\ud83d\\ude00"', '"\\\\ud83d"', '"\\uD83D\\uDE00"', '"\\ud83d\\\\ude00"'];

/** As JSON spells them, and as nearly. */
export const NUMBERS = [
  '0', '-0', '0.0', '-0.0e5', '1', '1.0', '10e-1', '1.5', '1.9999999999999999', '2', '2.5', '3', '-1', '99', '500', '500.5', '5e2', '1E+2', '1e-7',
  '5e-324', '1e-400', '1e308', '1e309', '1e999', '-1e999', '9007199254740993', '-9007199254740993', '9223372036854775808', '18446744073709551616',
  '123456789012345678901234567890', '0.1', '0.30000000000000004', '123456789.123456789', '4294967296', '2147483648', '99999999999', '100000000000',
  '1e11', '1787093500', '1787093500.123', '1787093500000', '1787093500000.9', '8640000000000000', '8640000000000001', '8640000000000', '0.0001', '0.001',
];
/** Nothing of this is a number. */
const NO_NUMBERS = ['+1', '01', '1.', '.5', '0x10', 'Infinity', '-Infinity', 'NaN', '1e', '1 2', '--1', '-', '1_000', '１', '1,5', '00', '+0', '200 OK'];

/** @type {Tree[]} */
const OTHERS = [null, true, false, new Members([]), [], [1], ['x'], object({ a: 1 }), [[]]];

/** @param {Chance} chance @returns {Tree} of any type */
export function anything(chance) {
  return chance.one(ANYTHING)(chance);
}

/** @type {((chance: Chance) => Tree)[]} */
const ANYTHING = [
  (chance) => chance.one(OTHERS),
  (chance) => chance.one(TEXTS),
  (chance) => new Spelled(chance.one(HALVES)),
  (chance) => new Spelled(chance.one(NUMBERS)),
  (chance) => chance.one(NUMBERS),
  (chance) => chance.one([' ', '\n', '\u00A0', '\u3000', '\0', '']) + chance.one(NUMBERS) + chance.one([' ', '\t\r', '\u0085', '']),
  (chance) => chance.one(NO_NUMBERS),
  (chance) => time(chance),
  (chance) => deep(chance),
  (chance) => new Encoded(chance.one(OTHERS)),
  (chance) => request(chance),
];

/** @param {Chance} chance @returns {Tree} 28 to 36 levels: what is around it decides whether these are too many */
function deep(chance) {
  const [open, close] = chance.one([['[', ']'], ['{"a":', '}'], ['[{"x":', '}]']]);
  const levels = (28 + chance.below(8)) / (open.length > 5 ? 2 : 1);
  const json = `${open.repeat(levels)}${open.length > 1 ? '0' : ''}${close.repeat(levels)}`;
  return chance.is(0.5) ? new Spelled(json) : json;
}

const FRACTIONS = ['', '', '', '.5', '.123', ',25', '.6789999', '.', '.1234567890123'];
const OFFSETS = ['Z', 'Z', 'z', '', '+08:00', '-0530', '+08', '-00:00', '+23:59', '+24:00', '+08:60', '+8', ' Z', 'GMT'];

/** @param {Chance} chance @returns {string} of nearly the form of a time */
function time(chance) {
  const two = (/** @type {number} */ from, /** @type {number} */ to) => String(from + chance.below(to - from + 1)).padStart(2, '0');
  const year = chance.one(['2026', '2026', '2024', '2023', '2000', '1900', '1970', '1969', '9999', '0001', '0000', '0099', '26', '+2026']);
  const date = chance.is(0.1) ? chance.one(['02-29', '02-30', '04-31', '00-01', '01-00', '13-01', '1-1', '12-31', '01-01']) : `${two(1, 12)}-${two(1, 28)}`;
  const clock = chance.is(0.1) ? chance.one(['24:00:00', '23:59:60', '14:60:00', '14:30', '00:00:00', '1:2:3']) : `${two(0, 23)}:${two(0, 59)}:${two(0, 59)}`;
  const spelled = `${year}-${date}${chance.one(['T', 'T', 'T', ' ', 't', '  ', '_'])}${clock}${chance.one(FRACTIONS)}${chance.one(OFFSETS)}`;
  return chance.is(0.05) ? ` ${spelled} ` : spelled;
}

/** @param {Chance} chance @returns {Tree} near the present, in one of the forms of docs/contract.md */
export function aTime(chance) {
  const ms = 1787093500000 + chance.below(1_000_000);
  return chance.one([ms, ms, ms, String(ms), Math.floor(ms / 1000), ms / 1000, new Date(ms).toISOString(), time(chance), null]);
}

const URLS = ['https://example.com/a.mp4', 'https://example.com/b.mp4', 'http://127.0.0.1/c.mp4', 'javascript:alert(1)', '', ' '];

/** @param {Chance} chance @returns {Tree} */
export function aUrl(chance) {
  return chance.one(URLS);
}

const REQUEST_NAMES = [
  'prompt', 'videoUrl', 'video_url', 'aspectRatio', 'aspect_ratio', 'uploadCn', 'upload_cn', 'waterMark', 'watermark', 'seed', 'referenceImage',
  'reference_image', 'callBackUrl', 'imageUrl', 'input', 'model', 'resultUrls', 'nsfw', '__proto__', 'constructor', '', '7', '10', 'Video_url',
];

/** @param {Chance} chance @returns {Tree} what a task was made with, as one of the routes has it */
export function request(chance) {
  const inner = requestMembers(chance);
  if (chance.is(0.3)) return chance.is(0.9) ? new Encoded(inner) : inner;
  const input = chance.one([inner, new Encoded(inner), new Encoded(inner), new Encoded(new Encoded(inner)), anything(chance)]);
  const around = chance.is(0.3) ? requestMembers(chance).list : [];
  around.splice(chance.below(around.length + 1), 0, ['input', input]);
  if (chance.is(0.5)) around.push(['model', 'runway/gen4-aleph']);
  const all = new Members(around);
  return chance.is(0.9) ? new Encoded(all) : chance.one([all, new Encoded(new Encoded(all))]);
}

/** @param {Chance} chance @returns {Members} */
function requestMembers(chance) {
  const list = Array.from({ length: chance.below(5) }, () => /** @type {import('./tree.js').Member} */ ([chance.one(REQUEST_NAMES), chance.is(0.2) ? anything(chance) : chance.one(['Make it snow', 7, false, '16:9'])]));
  return new Members(list);
}

/** @param {Chance} chance @returns {Members} what a task of the jobs route has made */
export function result(chance) {
  const urls = chance.one([[aUrl(chance)], [aUrl(chance), aUrl(chance)], [], [anything(chance)], aUrl(chance), object({ 0: aUrl(chance) })]);
  return object({
    resultUrls: chance.is(0.8) ? urls : undefined,
    resultVideoUrl: chance.is(0.2) ? aUrl(chance) : undefined,
    firstFrameUrl: chance.is(0.1) ? aUrl(chance) : undefined,
    resultObject: chance.is(0.05) ? anything(chance) : undefined,
  });
}
