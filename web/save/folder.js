// Whether a folder of this machine can be saved in. For `saveToFolder`, and for the command before it waits.
import { access, constants, stat } from 'node:fs/promises';

/**
 * @param {unknown} folder
 * @returns {Promise<string | null>} why no file can be made in it, without the dot at the end
 */
export async function complaintAboutFolder(folder) {
  if (typeof folder !== 'string' || folder === '') return 'The folder to save in is not named';
  const quoted = JSON.stringify(folder);
  try {
    if (!(await stat(folder)).isDirectory()) return `${quoted} is no folder to save in`;
    await access(folder, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    return code === 'ENOENT'
      ? `There is no folder ${quoted} to save in`
      : `Nothing can be saved in ${quoted} (${code})`;
  }
}
