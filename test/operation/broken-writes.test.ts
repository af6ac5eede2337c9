import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CaseAnswer, doStep, openCase } from '#operation/acts/case-acts.ts';
import type { Acting } from '#operation/acts/request.ts';
import { StorageFault } from '#operation/ports/fault.ts';
import type { Storage } from '#operation/ports/storage.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import { projectionsOf } from '#operation/replay/rebuild.ts';
import type { World } from '#operation/world.ts';
import { audit } from '#storage/audit/audit.ts';
import type { AuditFinding } from '#storage/audit/finding.ts';
import { smallScheme } from './small-scheme.ts';
import { createTestWorld, done, organisation, type Somebody, somebody, type TestWorld } from './test-world.ts';

let t: TestWorld;
let maker: string;
let body: string;
let people: Record<'applicant' | 'reviewer' | 'planner' | 'auditor' | 'decider', Somebody>;

beforeAll(async () => {
  t = await createTestWorld('2026-03-02T02:00:00.000Z', [smallScheme]);
  maker = await organisation(t.world, '上海示例有限公司');
  body = await organisation(t.world, '示例认证有限公司', '034', true);
  people = {
    applicant: await somebody(t.world, '安', maker, ['applicant']),
    reviewer: await somebody(t.world, '芮', body, ['reviewer']),
    planner: await somebody(t.world, '潘', body, ['planner']),
    auditor: await somebody(t.world, '阿达', body, ['auditor']),
    decider: await somebody(t.world, '丹', body, ['decider']),
  };
});
afterAll(() => t.close());

const act = (step: string, outcome: string, more: object = {}) => ({
  step,
  line: null,
  outcome,
  values: {},
  reason: null,
  remarks: [],
  named: [],
  ...more,
});

async function toDecision(): Promise<string> {
  const open = { flow: 'initial', applicant: maker, body, round: null, entry: null, title: '初次认证' };
  const id = done<CaseAnswer>(
    await openCase(t.world, { acting: await people.applicant.acting(), scheme: 'small', open }),
  ).case;
  const step = async (who: Acting, doing: ReturnType<typeof act>) =>
    done(await doStep(t.world, { acting: who, case: id, do: doing }));
  await step(
    await people.applicant.acting(),
    act('application', 'done', { values: { persons: 9, sector: ['18'], 'scope-text': '轴承', contact: '王' } }),
  );
  await step(await people.reviewer.acting(), act('review', 'accept'));
  await step(
    await people.planner.acting(),
    act('team', 'done', { named: [{ role: 'auditor', person: people.auditor.person, party: body }] }),
  );
  await step(await people.auditor.acting(), act('audit', 'conforms', { values: { days: '1.0' } }));
  await step(await people.reviewer.acting(), act('recommendation', 'done', { values: { advice: '可' } }));
  return id;
}

/** Every writing method of the ports that a decision uses, by name. */
const writes: readonly (readonly [keyof Storage, string])[] = [
  ['idempotency', 'claim'],
  ['numbers', 'take'],
  ['blobs', 'put'],
  ['events', 'append'],
  ['vault', 'put'],
  ['projections', 'put'],
  ['idempotency', 'keep'],
];

type Breaking = 'before' | 'after';

/** A world in which one write fails once: before it is done, or after it was done and nobody heard of it. */
function broken(world: World, [port, method]: readonly [keyof Storage, string], how: Breaking): World {
  let isBroken = false;
  const original = world.storage[port] as object;
  const failing = new Proxy(original, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return async (...given: unknown[]) => {
        if (name !== method || isBroken) return member.apply(target, given);
        isBroken = true;
        if (how === 'after') await member.apply(target, given);
        throw new StorageFault('unavailable', `broken ${how} ${String(port)}.${method}`);
      };
    },
  });
  return { ...world, storage: { ...world.storage, [port]: failing } };
}

/** A world in which the commit is made, and the connection is lost before anybody hears of it. */
function commitUnknown(world: World): World {
  const inTransaction = async <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> => {
    await world.storage.inTransaction(work);
    throw new StorageFault('commit-unknown', 'the connection was lost');
  };
  return { ...world, storage: { ...world.storage, inTransaction } };
}

async function findings(): Promise<readonly AuditFinding[]> {
  const found: AuditFinding[] = [];
  await audit({ storage: t.storage, project: projectionsOf(t.world), onFinding: (f) => found.push(f) });
  // A file that nobody refers to is what a crash between the file and the commit leaves; it is named, and harmless.
  return found.filter((f) => !(f.place.startsWith('file') || f.place === 'blob'));
}

describe('every write of a decision, broken both ways', () => {
  const cases = writes.flatMap((write) =>
    (['before', 'after'] as const).map((how) => [`${write[0]}.${write[1]}`, how, write] as const),
  );

  test.each(
    cases,
  )('%s fails %s it is done: nothing of the act is kept, and the act can be done again', async (_, how, write) => {
    const id = await toDecision();
    const acting = await people.decider.acting();
    const request = { acting, case: id, key: `broken ${write.join('.')} ${how}`, do: act('decision', 'grant') };
    const before = await t.world.storage.events.load({ kind: 'case', id });
    await expect(doStep(broken(t.world, write, how), request)).rejects.toThrow('broken');
    expect((await t.world.storage.events.load({ kind: 'case', id })).head).toEqual(before.head);
    expect(await t.world.storage.entries.list({ field: 'case', is: [id] }, 'newest', { limit: 5 })).toMatchObject({
      rows: [],
    });
    const again = await doStep(t.world, request);
    expect(again).toMatchObject({
      is: 'done',
      repeated: false,
      value: { ended: 'granted', entries: [{ issued: true }] },
    });
  });

  test('the commit was made and the answer lost: the same request is answered, and nothing is done twice', async () => {
    const id = await toDecision();
    const request = {
      acting: await people.decider.acting(),
      case: id,
      key: 'lost answer',
      do: act('decision', 'grant'),
    };
    await expect(doStep(commitUnknown(t.world), request)).rejects.toMatchObject({ code: 'commit-unknown' });
    const again = await doStep(t.world, request);
    expect(again).toMatchObject({ is: 'done', repeated: true, value: { ended: 'granted' } });
    const entries = await t.world.storage.entries.list({ field: 'case', is: [id] }, 'newest', { limit: 5 });
    expect(entries.rows).toHaveLength(1);
  });

  test('afterwards everything agrees, and no number was used twice or left out', async () => {
    expect(await findings()).toEqual([]);
    const { rows } = await t.world.storage.entries.list({ all: [] }, 'number', { limit: 100 });
    const serials = rows.map((r) => Number(r.number.slice(6, 11))).sort((a, b) => a - b);
    expect(serials).toEqual(serials.map((_, index) => index + 1));
  });
});
