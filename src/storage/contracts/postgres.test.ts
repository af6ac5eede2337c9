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
import { transactionContract } from './transaction.contract.ts';

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
  });
}

afterAll(leaveClusters);
