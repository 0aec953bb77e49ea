// What keeping remembers on this device: where to, and which tasks are kept, by id and file name alone. In IndexedDB, the one store that
// takes a folder's handle; where it is refused, for as long as the page lasts.

/** @typedef {import('./places.js').Folder} Folder */
/** @typedef {{ kind: 'folder', folder: Folder } | { kind: 'downloads' } | null} StoredPlace null: nothing is kept */

/**
 * @typedef {object} Store
 * @property {() => Promise<StoredPlace>} place
 * @property {(place: StoredPlace) => Promise<void>} setPlace
 * @property {() => Promise<Map<string, string>>} kept names of the videos' files by task
 * @property {(taskId: string) => Promise<boolean>} isKept
 * @property {(taskId: string, name: string) => Promise<void>} keep
 * @property {(taskIds: string[]) => Promise<void>} forget
 */

const NAME = 'kie-aleph.keep';
const PLACE = 'place';
const KEPT = 'kept';

/** @returns {Promise<Store>} */
export async function openStore() {
  try {
    return storeIn(await openDatabase());
  } catch {
    return storeInMemory();
  }
}

/** @param {IDBDatabase} database @returns {Store} */
function storeIn(database) {
  const read = (/** @type {string} */ name) => database.transaction(name).objectStore(name);
  /** @param {string} name @param {(store: IDBObjectStore) => void} change */
  const write = (name, change) => {
    const transaction = database.transaction(name, 'readwrite');
    change(transaction.objectStore(name));
    return new Promise((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve(undefined));
      transaction.addEventListener('abort', () => reject(transaction.error));
    });
  };
  return {
    place: async () => (await resultOf(read(PLACE).get(PLACE))) ?? null,
    setPlace: async (place) => void (await write(PLACE, (store) => store.put(place, PLACE))),
    async kept() {
      const store = read(KEPT);
      const [ids, names] = await Promise.all([resultOf(store.getAllKeys()), resultOf(store.getAll())]);
      return new Map(ids.map((id, i) => [String(id), String(names[i])]));
    },
    isKept: async (taskId) => (await resultOf(read(KEPT).count(taskId))) > 0,
    keep: async (taskId, name) => void (await write(KEPT, (store) => store.put(name, taskId))),
    forget: async (taskIds) =>
      void (await write(KEPT, (store) => {
        for (const taskId of taskIds) store.delete(taskId);
      })),
  };
}

/** @returns {Store} */
function storeInMemory() {
  /** @type {StoredPlace} */
  let stored = null;
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    place: async () => stored,
    setPlace: async (place) => void (stored = place),
    kept: async () => new Map(kept),
    isKept: async (taskId) => kept.has(taskId),
    keep: async (taskId, name) => void kept.set(taskId, name),
    async forget(taskIds) {
      for (const taskId of taskIds) kept.delete(taskId);
    },
  };
}

/** @returns {Promise<IDBDatabase>} */
function openDatabase() {
  const request = indexedDB.open(NAME, 1);
  request.addEventListener('upgradeneeded', () => {
    for (const name of [PLACE, KEPT]) request.result.createObjectStore(name);
  });
  return resultOf(request);
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function resultOf(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}
