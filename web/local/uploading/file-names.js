// What the name of a file makes the sandbox do when it is uploaded, as data: `slow.mp4`, `slow-5.mp4`, `cut.mp4`.

/**
 * @typedef {object} Told
 * @property {number} [seconds] `0`: the sandbox takes the file so slowly
 * @property {boolean} [isCut] `false`: the connection ends in the middle of the file
 * @property {'url' | 'lost' | 'html'} [answer] `url`: once the file is there; `lost`: the connection ends then
 * @property {{ code: number, msg: string }} [envelope] answered instead, once the file has come; it is not kept
 */

/** How a name begins, up to a sign that is no letter. A number after `slow-` is the seconds. @type {Readonly<Record<string, Told>>} */
export const FILE_NAMES = {
  slow: { seconds: 10 },
  cut: { isCut: true },
  lost: { answer: 'lost' },
  html: { answer: 'html' },
  refused: { envelope: { code: 400, msg: 'Unsupported file type' } },
  failing: { envelope: { code: 500, msg: 'Internal server error' } },
};

/**
 * @param {string} fileName
 * @returns {Told} of a name that says nothing: nothing
 */
export function toldByName(fileName) {
  const [, name = '', seconds] = /^([a-z]+)(?:-(\d{1,4}))?(?![a-z])/i.exec(fileName) ?? [];
  const told = Object.hasOwn(FILE_NAMES, name) ? FILE_NAMES[name] : undefined;
  return { ...told, ...(told?.seconds && seconds !== undefined && { seconds: Number(seconds) }) };
}
