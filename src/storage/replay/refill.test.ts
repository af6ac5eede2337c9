import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProjectionRows } from '#operation/ports/projections.ts';
import { leaveClusters, openTestStorage, type TestStorage } from '../../../test/database.ts';
import { idMaker, sampleCase, sampleEntry, sampleParty, sampleTask } from '../contracts/samples.ts';
import { Chunks } from '../postgres/copy-rows.ts';
import { clientOf } from '../postgres/database.ts';
import { projectionRows } from '../postgres/projections.ts';
import { refill, TableBytes } from './refill.ts';

let test: TestStorage;
const newId = idMaker(0x4ea);
const kase = sampleCase(newId());
const party = sampleParty(newId());

beforeAll(async () => {
  test = await openTestStorage();
  await test.storage.inTransaction((t) =>
    test.storage.projections.put(t, { cases: [kase], tasks: [sampleTask(kase.id)], parties: [party] }),
  );
});
afterAll(async () => {
  await test.close();
  await leaveClusters();
});

const refillWith = (work: (put: (rows: ProjectionRows) => Promise<void>) => Promise<void>) =>
  test.storage.inTransaction((t) =>
    refill(clientOf(t), (copies) =>
      work((rows) => {
        const bytes = new TableBytes(new Chunks());
        bytes.put(projectionRows(rows));
        return copies.put(bytes.take());
      }),
    ),
  );

const indexes = () =>
  test.storage.database.rows<{ definition: string }>({
    text: `select indexdef as definition from pg_indexes where schemaname = 'public' order by 1`,
  });
const constraints = () =>
  test.storage.database.rows<{ definition: string }>({
    text: `select conrelid::regclass::text || conname || pg_get_constraintdef(oid) as definition from pg_constraint order by 1`,
  });

describe('filling the projections anew', () => {
  it('that fails leaves everything as it was', async () => {
    const { storage } = test;
    const before = [await indexes(), await constraints()];
    const failing = refillWith(async (put) => {
      await put({ cases: [sampleCase(newId())] });
      throw new Error('no rows for these');
    });
    await expect(failing).rejects.toThrow('no rows for these');
    expect(await storage.cases.byId(kase.id)).toEqual(kase);
    expect([await indexes(), await constraints()]).toEqual(before);
  });

  it('refuses a key that came twice, and then leaves everything as it was', async () => {
    const { storage } = test;
    const twice = sampleEntry(newId());
    const failing = refillWith((put) => put({ entries: [twice, twice] }));
    await expect(failing).rejects.toThrow();
    expect(await storage.cases.byId(kase.id)).toEqual(kase);
  });

  it('takes the old rows away and makes every index again', async () => {
    const { storage } = test;
    const before = [await indexes(), await constraints()];
    const other = sampleCase(newId(), { applicant: party.id });
    await refillWith(async (put) => {
      await put({ parties: [party] });
      await put({ cases: [other] });
    });
    expect((await storage.parties.byIds([party.id])).get(party.id)).toEqual(party);
    expect(await storage.cases.byId(kase.id)).toBeNull();
    expect(await storage.cases.byId(other.id)).toEqual(other);
    expect([await indexes(), await constraints()]).toEqual(before);
  });
});
