import type { AnswerSheet } from '#toolbox/self-check/questionnaire.ts';
import type { KeptWork } from '../workspace/work.ts';

/** An answer sheet of the self-check, kept under an id of its own so that a later one can be compared with it. */
export interface KeptSheet extends AnswerSheet {
  readonly id: string;
}

interface Kinds {
  readonly works: KeptWork;
  readonly sheets: KeptSheet;
}

export type Kind = keyof Kinds;

/** What is kept on this device and nowhere else. `isLasting`: false where the browser keeps nothing (a private window). */
export interface DeviceStore {
  readonly isLasting: boolean;
  get<K extends Kind>(kind: K, id: string): Promise<Kinds[K] | undefined>;
  list<K extends Kind>(kind: K): Promise<readonly Kinds[K][]>;
  put<K extends Kind>(kind: K, item: Kinds[K]): Promise<void>;
  remove(kind: Kind, id: string): Promise<void>;
}

const databaseName = 'touchstone-toolbox';
const databaseVersion = 1;

/** Opened once; where the browser refuses a database, the page's memory takes its place, and the page says so. */
let opened: Promise<DeviceStore> | null = null;

export function deviceStore(): Promise<DeviceStore> {
  opened ??= openDatabase()
    .then(inDatabase)
    .catch(() => inMemory());
  return opened;
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, databaseVersion);
    request.onupgradeneeded = () => {
      for (const kind of ['works', 'sheets']) request.result.createObjectStore(kind, { keyPath: 'id' });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no database'));
    request.onblocked = () => reject(new Error('the database is held by an older page'));
  });
}

function inDatabase(database: IDBDatabase): DeviceStore {
  // A newer page may change the database: let it.
  database.onversionchange = () => database.close();
  const ask = <T>(kind: Kind, mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(kind, mode);
      const request = act(transaction.objectStore(kind));
      // Kept when the transaction is done, not when the request is: a full disk shows only then.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error ?? new Error('not kept'));
      transaction.onabort = () => reject(transaction.error ?? new Error('not kept'));
    });
  return {
    isLasting: true,
    get: (kind, id) => ask(kind, 'readonly', (store) => store.get(id)),
    list: (kind) => ask(kind, 'readonly', (store) => store.getAll()),
    put: async (kind, item) => void (await ask(kind, 'readwrite', (store) => store.put(item))),
    remove: async (kind, id) => void (await ask(kind, 'readwrite', (store) => store.delete(id))),
  };
}

export function inMemory(): DeviceStore {
  const works = new Map<string, KeptWork>();
  const sheets = new Map<string, KeptSheet>();
  const maps = { works, sheets } as { readonly [K in Kind]: Map<string, Kinds[K]> };
  return {
    isLasting: false,
    get: async (kind, id) => maps[kind].get(id),
    list: async (kind) => [...maps[kind].values()],
    put: async (kind, item) => void maps[kind].set(item.id, item),
    remove: async (kind, id) => void maps[kind].delete(id),
  };
}
