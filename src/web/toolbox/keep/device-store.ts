import type { AnswerSheet } from '#toolbox/self-check/questionnaire.ts';
import type { KeptHistory } from '../workspace/kept-history.ts';
import type { KeptWork } from '../workspace/work.ts';

/** An answer sheet of the self-check, kept under an id of its own so that a later one can be compared with it. */
export interface KeptSheet extends AnswerSheet {
  readonly id: string;
}

interface Kinds {
  readonly works: KeptWork;
  readonly sheets: KeptSheet;
  /** Beside a work of the same id. */
  readonly histories: KeptHistory;
}

export type Kind = keyof Kinds;

/** What is kept on this device and nowhere else. `isLasting`: false where the browser keeps nothing (a private window). */
export interface DeviceStore {
  readonly isLasting: boolean;
  get<K extends Kind>(kind: K, id: string): Promise<Kinds[K] | undefined>;
  list<K extends Kind>(kind: K): Promise<readonly Kinds[K][]>;
  put<K extends Kind>(kind: K, item: Kinds[K]): Promise<void>;
  remove(kind: Kind, id: string): Promise<void>;
  /** A work and its history together; where there is no room for both, the work alone. */
  putWork(work: KeptWork, history: KeptHistory): Promise<void>;
  /** A work with its history. */
  removeWork(id: string): Promise<void>;
}

const databaseName = 'touchstone-toolbox';
/** 1: works, sheets. 2: histories. */
const databaseVersion = 2;

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
      const there = request.result.objectStoreNames;
      for (const kind of ['works', 'sheets', 'histories'])
        if (!there.contains(kind)) request.result.createObjectStore(kind, { keyPath: 'id' });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no database'));
    request.onblocked = () => reject(new Error('the database is held by an older page'));
  });
}

function inDatabase(database: IDBDatabase): DeviceStore {
  // A newer page may change the database: let it.
  database.onversionchange = () => database.close();
  const carryOut = <T>(
    kinds: readonly Kind[],
    mode: IDBTransactionMode,
    act: (open: (kind: Kind) => IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(kinds, mode);
      const request = act((kind) => transaction.objectStore(kind));
      // Committed at once: what is left open when the page goes away is given up.
      if (mode === 'readwrite') transaction.commit();
      // Kept when the transaction is done, not when the request is: a full disk shows only then.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error ?? new Error('not kept'));
      transaction.onabort = () => reject(transaction.error ?? new Error('not kept'));
    });
  const ask = <T>(kind: Kind, mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> =>
    carryOut([kind], mode, (open) => act(open(kind)));
  const workKinds = ['works', 'histories'] as const;
  return {
    isLasting: true,
    get: (kind, id) => ask(kind, 'readonly', (store) => store.get(id)),
    list: (kind) => ask(kind, 'readonly', (store) => store.getAll()),
    put: async (kind, item) => void (await ask(kind, 'readwrite', (store) => store.put(item))),
    remove: async (kind, id) => void (await ask(kind, 'readwrite', (store) => store.delete(id))),
    putWork: async (work, history) => {
      await carryOut(workKinds, 'readwrite', (open) => {
        open('histories').put(history);
        return open('works').put(work);
      }).catch(() =>
        carryOut(workKinds, 'readwrite', (open) => {
          open('histories').delete(work.id);
          return open('works').put(work);
        }),
      );
    },
    removeWork: async (id) =>
      void (await carryOut(workKinds, 'readwrite', (open) => {
        open('histories').delete(id);
        return open('works').delete(id);
      })),
  };
}

export function inMemory(): DeviceStore {
  const works = new Map<string, KeptWork>();
  const sheets = new Map<string, KeptSheet>();
  const histories = new Map<string, KeptHistory>();
  const maps = { works, sheets, histories } as { readonly [K in Kind]: Map<string, Kinds[K]> };
  return {
    isLasting: false,
    get: async (kind, id) => maps[kind].get(id),
    list: async (kind) => [...maps[kind].values()],
    put: async (kind, item) => void maps[kind].set(item.id, item),
    remove: async (kind, id) => void maps[kind].delete(id),
    putWork: async (work, history) => {
      works.set(work.id, work);
      histories.set(work.id, history);
    },
    removeWork: async (id) => {
      works.delete(id);
      histories.delete(id);
    },
  };
}
