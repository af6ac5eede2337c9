import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StreamName } from '#certification/event/event.ts';
import { emptyHead } from '#operation/ports/event-store.ts';
import { StorageFault } from '#operation/ports/fault.ts';
import type { Storage } from '#operation/ports/storage.ts';
import { CuttingProxy } from '../../../test/cutting-proxy.ts';
import { leaveClusters, openTestStorage, type TestStorage } from '../../../test/database.ts';
import { appendTo, idMaker, note, sampleCase, stamp } from '../contracts/samples.ts';
import { openStorage, type PostgresStorage } from '../open-storage.ts';

const newId = idMaker(0xb0);
let direct: TestStorage;
let proxy: CuttingProxy;
let broken: PostgresStorage;

beforeAll(async () => {
  direct = await openTestStorage();
  proxy = new CuttingProxy(direct.url);
  broken = openStorage({ url: await proxy.listen(), files: direct.files, connections: 1 });
});
afterEach(() => proxy.arm(null));
afterAll(async () => {
  await broken.close();
  await proxy.close();
  await direct.close();
  await leaveClusters();
});

const at = '2026-03-10T04:05:06.789Z';
const account = newId();
const request = 'aa'.repeat(32);

/** An act as operation does one: claim the key, load, append with a fact, project, keep the answer, commit. */
function act(storage: Storage, stream: StreamName): Promise<number> {
  return storage.inTransaction(async (t) => {
    const key = { account, key: stream.id };
    const claim = await storage.idempotency.claim(t, { ...key, request, at });
    if ('mismatch' in claim) throw new Error('another request');
    if (!claim.isNew) return Number(claim.answer.body);
    const { head } = await storage.events.load(stream, {}, t);
    const fact = { version: head.version + 1, kind: 'entry', bytes: new Uint8Array([1, 2, 3]) };
    const result = await storage.events.append(
      t,
      [{ ...appendTo(stream, head, note('act')), facts: [fact] }],
      stamp(newId),
    );
    if ('conflict' in result) return -1;
    await storage.projections.put(t, { cases: [sampleCase(stream.id)] });
    await storage.idempotency.keep(t, key, { status: 200, body: head.version + 1 });
    return head.version + 1;
  });
}

/** How much of the act is there: all of its rows or none. */
async function traces(stream: StreamName): Promise<number[]> {
  const { storage } = direct;
  const loaded = await storage.events.load(stream);
  const facts = await storage.outbox.ofStream(stream);
  const summary = await storage.cases.byId(stream.id);
  return [loaded.head.version, loaded.events.length, facts.length, summary === null ? 0 : 1];
}

async function countMessages(): Promise<number> {
  await act(broken, { kind: 'case', id: newId() });
  proxy.arm(null);
  await act(broken, { kind: 'case', id: newId() });
  return proxy.seen;
}

describe('an act whose line breaks', () => {
  it.each([
    'before',
    'after',
  ] as const)('at any of its messages, %s the server did it, is whole or nothing, and is done once when it is asked for again', async (when) => {
    const messages = await countMessages();
    // begin, claim, load, append, project, keep, commit
    expect(messages).toBe(7);
    for (let message = 1; message <= messages; message++) {
      const stream: StreamName = { kind: 'case', id: newId() };
      await broken.ping();
      proxy.arm({ message, when });
      const error = await act(broken, stream).then(
        () => null,
        (failure: unknown) => failure,
      );
      proxy.arm(null);
      const isCommit = message === messages;
      expect(error, `message ${message}`).toBeInstanceOf(StorageFault);
      expect(error, `message ${message}`).toMatchObject({ code: isCommit ? 'commit-unknown' : 'unavailable' });
      const persisted = isCommit && when === 'after';
      expect(await traces(stream), `message ${message}`).toEqual(persisted ? [1, 1, 1, 1] : [0, 0, 0, 0]);
      // The key knows whether it was kept: the same request again gives the same answer, and the act exists once.
      expect(await act(direct.storage, stream)).toBe(1);
      expect(await traces(stream)).toEqual([1, 1, 1, 1]);
    }
  });

  it('does not spoil the pool: the next act gets another connection', async () => {
    const stream: StreamName = { kind: 'case', id: newId() };
    proxy.arm({ message: 1, when: 'before' });
    await expect(act(broken, stream)).rejects.toMatchObject({ code: 'unavailable' });
    proxy.arm(null);
    expect(await act(broken, stream)).toBe(1);
  });
});

describe('a database that is gone', () => {
  it('is said to be unavailable at once, and used again when it is back', async () => {
    const passing = new CuttingProxy(direct.url);
    const url = await passing.listen();
    const storage = openStorage({ url, files: direct.files });
    expect((await storage.ping()).milliseconds).toBeGreaterThan(0);
    await passing.close();
    const began = performance.now();
    await expect(storage.ping()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(storage.inTransaction(async () => 1)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(storage.events.load({ kind: 'case', id: newId() })).rejects.toMatchObject({ code: 'unavailable' });
    expect(performance.now() - began).toBeLessThan(4000);
    const again = new CuttingProxy(direct.url);
    await again.listen(Number(new URL(url).port));
    expect(await storage.events.load({ kind: 'case', id: newId() })).toMatchObject({ head: emptyHead });
    await storage.close();
    await again.close();
  });
});

describe('a fault', () => {
  const raise = (sqlState: string) => ({
    text: `do $$ begin raise exception using errcode = '${sqlState}', message = 'simulated'; end $$`,
  });

  it.each([
    ['53100', 'disk-full'],
    ['57P01', 'unavailable'],
    ['42P01', 'schema-differs'],
  ])('of the server with SQLSTATE %s is called `%s`', async (sqlState, code) => {
    await expect(direct.storage.database.rows(raise(sqlState))).rejects.toMatchObject({ code, name: 'StorageFault' });
  });

  it('is thrown after a bounded number of tries when transactions always meet', async () => {
    let tries = 0;
    const work = direct.storage.inTransaction(async (t) => {
      tries += 1;
      await direct.storage.database.rows(raise('40001'), [], t);
    });
    await expect(work).rejects.toMatchObject({ code: 'retries-exhausted' });
    expect(tries).toBe(6);
  });

  it('is a statement that runs longer than it may', async () => {
    const slow = openStorage({ url: direct.url, files: direct.files, statementSeconds: 0.05 });
    await expect(slow.database.rows({ text: 'select pg_sleep(5)' })).rejects.toMatchObject({ code: 'too-slow' });
    await slow.close();
  });

  it('is not what a mistake of ours is: that stays an error of its own', async () => {
    const mistake = direct.storage.database.rows({ text: 'select 1 / 0' });
    await expect(mistake).rejects.toMatchObject({ code: '22012' });
    await expect(mistake).rejects.not.toBeInstanceOf(StorageFault);
  });
});
