import { createTestDatabase, holdClusters, leaveClusters } from './database.ts';

/** Vitest's global set-up: holds the test cluster for the whole run, so that it is started once, and makes its template. */
export async function setup(): Promise<void> {
  await holdClusters();
  const first = await createTestDatabase();
  await first.drop();
}

export async function teardown(): Promise<void> {
  await leaveClusters();
}
