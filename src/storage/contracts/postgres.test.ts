import { afterAll, beforeAll, describe } from 'vitest';
import {
  embeddedEngine,
  leaveClusters,
  oldestEngine,
  openTestStorage,
  type TestStorage,
  whyAbsent,
} from '../../../test/database.ts';
import { eventStoreContract } from './event-store.contract.ts';
import { importsContract } from './imports.contract.ts';
import { listsContract } from './lists.contract.ts';
import { peopleContract } from './people.contract.ts';
import { projectionsContract } from './projections.contract.ts';
import { registerContract } from './register.contract.ts';
import { searchContract } from './search.contract.ts';
import { transactionContract } from './transaction.contract.ts';
import { workContract } from './work.contract.ts';

/** Every contract on the PostgreSQL that we bring and on the oldest that DATABASE_URL promises. */
for (const engine of [embeddedEngine, oldestEngine]) {
  const absent = whyAbsent(engine);
  describe.skipIf(absent !== null)(absent ?? engine.name, () => {
    let opened: TestStorage;
    beforeAll(async () => {
      opened = await openTestStorage(engine);
    });
    afterAll(async () => {
      await opened?.close();
    });
    const storage = () => opened.storage;
    eventStoreContract(storage);
    transactionContract(storage);
    projectionsContract(storage);
    listsContract(storage);
    registerContract(storage);
    searchContract(storage);
    peopleContract(storage);
    workContract(storage);
    importsContract(storage);
  });
}

afterAll(leaveClusters);
