// Where a video is saved: each of the places a caller may give, as one thing that is opened, written to, and closed or taken back.
import { makeError } from '../client/make-error.js';
import { jsonNameOf } from '../shared/video-name.js';

/**
 * A file as the browser's pickers and its private file system give it: a `FileSystemFileHandle`. It changes only when all is there.
 * @typedef {object} FileHandle
 * @property {'file'} kind what it is
 * @property {() => Promise<WritableStream>} [createWritable] opens it; what is written shows when the stream is closed. Needed:
 *   older Safari has none, nor have the DOM's types of TypeScript 5.0
 */

/**
 * A folder as they give it: a `FileSystemDirectoryHandle`.
 * @typedef {object} DirectoryHandle
 * @property {'directory'} kind what it is
 * @property {(name: string, options?: { create?: boolean }) => Promise<FileHandle>} getFileHandle a file in it
 * @property {(name: string) => Promise<void>} removeEntry removes a file from it
 */

/**
 * @typedef {object} Target
 * @property {(name: string) => Promise<void>} open
 * @property {(piece: Uint8Array) => Promise<void>} write ends when there is room for the next
 * @property {(json: string) => Promise<void>} close what was written is there from now on; json: of the file beside it
 * @property {(reason: unknown) => Promise<void>} abort nothing of it stays; never rejects
 */

/**
 * @param {unknown} to as the caller gave it
 * @returns {Target}
 * @throws {import('../client/errors.js').InvalidRequestError}
 */
export function targetOf(to) {
  const { kind, getWriter, getFileHandle, locked } = /** @type {any} */ (to ?? {});
  if (typeof getWriter === 'function') {
    if (locked) throw makeError('invalid-request', 'The stream of `to` is locked: somebody else writes to it.');
    return streamTarget(/** @type {WritableStream} */ (to));
  }
  if (kind === 'file') return fileTarget(/** @type {FileHandle} */ (to));
  if (kind === 'directory' && typeof getFileHandle === 'function') return folderTarget(/** @type {any} */ (to));
  throw makeError(
    'invalid-request',
    '`to` must be a WritableStream, a FileSystemFileHandle or a FileSystemDirectoryHandle.',
  );
}

/** @param {Readonly<import('../client/task.js').Task>} task @returns {string} of the file beside its video */
export function jsonOf(task) {
  return `${JSON.stringify(task, null, 2)}\n`;
}

/** @param {WritableStream} stream @returns {Target} */
function streamTarget(stream) {
  const writer = stream.getWriter();
  // Told by the next write, or by close; unheard it would end a Node process.
  writer.closed.catch(() => {});
  return {
    async open() {},
    async write(piece) {
      await writer.ready;
      await writer.write(piece);
    },
    close: () => writer.close(),
    abort: (reason) => writer.abort(reason).catch(() => {}),
  };
}

/** @param {FileHandle} handle @returns {Target} */
function fileTarget(handle) {
  /** @type {Target | undefined} */
  let opened;
  return {
    async open() {
      if (typeof handle.createWritable !== 'function')
        throw makeError('invalid-request', 'This browser lets nobody write into its files (createWritable).');
      opened = streamTarget(await handle.createWritable());
    },
    write: async (piece) => opened?.write(piece),
    close: async (json) => opened?.close(json),
    abort: async (reason) => opened?.abort(reason),
  };
}

/** @param {DirectoryHandle} folder @returns {Target} */
function folderTarget(folder) {
  /** Files that this has made: the browser makes an empty one before it can be written to. @type {Set<string>} */
  const made = new Set();
  let jsonName = '';
  /** @type {Target | undefined} */
  let video;

  /** @param {string} name */
  const open = async (name) => {
    const known = await folder.getFileHandle(name).catch(() => null);
    if (!known) made.add(name);
    const target = fileTarget(known ?? (await folder.getFileHandle(name, { create: true })));
    await target.open(name);
    return target;
  };
  return {
    async open(name) {
      jsonName = jsonNameOf(name);
      video = await open(name);
    },
    write: async (piece) => video?.write(piece),
    async close(json) {
      const beside = await open(jsonName);
      await beside.write(new TextEncoder().encode(json));
      await beside.close(json);
      // Last: a video that is there has its JSON.
      await video?.close(json);
    },
    async abort(reason) {
      await video?.abort(reason);
      for (const name of made) await folder.removeEntry(name).catch(() => {});
    },
  };
}
