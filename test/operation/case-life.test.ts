import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DoStep } from '#certification/case/decide.ts';
import { type CaseAnswer, doStep, furtherAct, openCase } from '#operation/acts/case-acts.ts';
import { actOnEntry } from '#operation/acts/entry-acts.ts';
import { runClocks } from '#operation/acts/run-clocks.ts';
import { smallScheme } from './small-scheme.ts';
import {
  createTestWorld,
  done,
  organisation,
  refusalCodes,
  type Somebody,
  somebody,
  type TestWorld,
} from './test-world.ts';

let t: TestWorld;
let maker: string;
let body: string;
let people: Record<'applicant' | 'reviewer' | 'planner' | 'auditor' | 'decider' | 'stranger', Somebody>;

beforeAll(async () => {
  t = await createTestWorld('2026-03-02T02:00:00.000Z', [smallScheme]);
  maker = await organisation(t.world, '上海示例精密机械有限公司');
  body = await organisation(t.world, '示例认证有限公司', '034', true);
  const other = await organisation(t.world, '别家认证有限公司', '035');
  people = {
    applicant: await somebody(t.world, '安', maker, ['applicant']),
    reviewer: await somebody(t.world, '芮', body, ['reviewer']),
    planner: await somebody(t.world, '潘', body, ['planner']),
    auditor: await somebody(t.world, '阿达', body, ['auditor', 'decider']),
    decider: await somebody(t.world, '丹', body, ['decider']),
    stranger: await somebody(t.world, '伊', other, ['reviewer', 'decider', 'planner']),
  };
});
afterAll(() => t.close());

const act = (step: string, outcome: string, more: Partial<DoStep> = {}): Omit<DoStep, 'act'> => ({
  step,
  line: null,
  outcome,
  values: {},
  reason: null,
  remarks: [],
  named: [],
  ...more,
});

const application = {
  persons: 250,
  sector: ['18'],
  'scope-text': '精密轴承的设计与制造',
  contact: '王小明 13800000000',
};

async function open(title = '初次认证'): Promise<string> {
  const outcome = await openCase(t.world, {
    acting: await people.applicant.acting(),
    scheme: 'small',
    open: { flow: 'initial', applicant: maker, body, round: null, entry: null, title },
  });
  return done<CaseAnswer>(outcome).case;
}

async function step(
  who: keyof typeof people,
  id: string,
  doing: Omit<DoStep, 'act'>,
  more: { expected?: number; key?: string; identified?: boolean } = {},
) {
  const { identified = true, ...rest } = more;
  return doStep(t.world, { acting: await people[who].acting(identified), case: id, do: doing, ...rest });
}

async function toDecision(): Promise<string> {
  const id = await open();
  done(await step('applicant', id, act('application', 'done', { values: application })));
  done(await step('reviewer', id, act('review', 'accept')));
  done(
    await step(
      'planner',
      id,
      act('team', 'done', { named: [{ role: 'auditor', person: people.auditor.person, party: body }] }),
    ),
  );
  done(await step('auditor', id, act('audit', 'conforms', { values: { days: '4.5' } })));
  done(await step('reviewer', id, act('recommendation', 'done', { values: { advice: '建议通过' } })));
  return id;
}

describe('a case from application to certificate', () => {
  let id: string;
  let entry: { id: string; number: string };

  test('every refusal of an act comes at once, and nothing of it is kept', async () => {
    id = await open();
    const before = await t.world.storage.events.load({ kind: 'case', id });
    const outcome = await step(
      'applicant',
      id,
      act('application', 'done', { values: { persons: 0, sector: ['99'], nonsense: 1 } }),
    );
    expect(refusalCodes(outcome)).toEqual(
      expect.arrayContaining(['value-range', 'value-code', 'field-unknown', 'field-missing']),
    );
    expect((await t.world.storage.events.load({ kind: 'case', id })).head).toEqual(before.head);
  });

  test('a personal value lies in the vault, and the event holds its reference', async () => {
    done(await step('applicant', id, act('application', 'done', { values: application })));
    const { events } = await t.world.storage.events.load({ kind: 'case', id });
    const text = JSON.stringify(events);
    expect(text).not.toContain('13800000000');
    const body = events.at(-1)?.envelope.body as { values: { contact: { vault: string } } };
    const vault = await t.world.storage.vault.get([body.values.contact.vault]);
    expect(vault.get(body.values.contact.vault)?.value).toBe('王小明 13800000000');
  });

  test('nobody can bring in a reference to another sealed value', async () => {
    const other = await open('另一件');
    const { events } = await t.world.storage.events.load({ kind: 'case', id });
    const stolen = (events.at(-1)?.envelope.body as { values: { contact: object } }).values.contact;
    const outcome = await step(
      'applicant',
      other,
      act('application', 'done', { values: { ...application, contact: stolen as never } }),
    );
    expect(refusalCodes(outcome)).toContain('value-kind');
  });

  test('a stranger is told that there is no such case; the operator too', async () => {
    expect(await step('stranger', id, act('review', 'accept'))).toEqual({ is: 'denied', why: 'not-found' });
    const operator = await somebody(t.world, '运维', '', [], true);
    const outcome = await doStep(t.world, { acting: await operator.acting(), case: id, do: act('review', 'accept') });
    expect(outcome).toEqual({ is: 'denied', why: 'not-found' });
  });

  test('a return for correction opens the application again, with its remarks', async () => {
    done(await step('reviewer', id, act('review', 'return', { remarks: [{ field: 'persons', remark: '请核对' }] })));
    const tasks = await t.world.storage.tasks.ofSubject(id);
    expect(tasks.filter((x) => x.state === 'open').map((x) => x.step)).toEqual(['application']);
    done(await step('applicant', id, act('application', 'done', { values: { ...application, persons: 251 } })));
    done(await step('reviewer', id, act('review', 'accept')));
  });

  test('a person of another party, or without the role, is not named', async () => {
    const named = [{ role: 'auditor', person: people.stranger.person, party: body }];
    expect(refusalCodes(await step('planner', id, act('team', 'done', { named })))).toContain('named-wrong-party');
    done(
      await step(
        'planner',
        id,
        act('team', 'done', { named: [{ role: 'auditor', person: people.auditor.person, party: body }] }),
      ),
    );
  });

  test('a finding stops the decision until it is answered and settled', async () => {
    const auditor = await people.auditor.acting();
    done(
      await furtherAct(t.world, {
        acting: auditor,
        case: id,
        further: { act: 'raise-finding', step: 'audit', grade: 'major', clause: '8.5.1', text: '未按规定校准' },
      }),
    );
    done(await step('auditor', id, act('audit', 'conforms', { values: { days: '4.5' } })));
    done(await step('reviewer', id, act('recommendation', 'done', { values: { advice: '建议通过' } })));
    expect(refusalCodes(await step('decider', id, act('decision', 'grant')))).toContain('open-findings');
    const open = (await t.world.storage.tasks.ofSubject(id)).find(
      (x) => x.step === 'finding.answer' && x.state === 'open',
    );
    expect(open).toMatchObject({ due: '2026-04-02', roles: [`applicant@${maker}`] });
    const finding = open?.line ?? '';
    done(
      await furtherAct(t.world, {
        acting: await people.applicant.acting(),
        case: id,
        further: { act: 'answer-finding', finding, cause: '漏检', correction: '重新校准', files: [] },
      }),
    );
    done(
      await furtherAct(t.world, {
        acting: auditor,
        case: id,
        further: { act: 'settle-finding', finding, accepted: true, words: '已核实' },
      }),
    );
  });

  test('who evaluated does not decide; the decision asks for identity again', async () => {
    expect(refusalCodes(await step('auditor', id, act('decision', 'grant')))).toContain('same-person');
    expect(refusalCodes(await step('decider', id, act('decision', 'grant'), { identified: false }))).toEqual([
      'identity-needed',
    ]);
  });

  test('the decision opens the entry, signs and issues it, in one transaction', async () => {
    const answer = done<CaseAnswer>(await step('decider', id, act('decision', 'grant')));
    expect(answer.ended).toBe('granted');
    expect(answer.entries).toMatchObject([{ number: '03426Q00001R0S', issued: true }]);
    entry = answer.entries[0] as typeof entry;
    const row = await t.world.storage.entries.byId(entry.id);
    expect(row).toMatchObject({
      status: 'valid',
      from: '2026-03-02',
      to: '2029-03-01',
      holderNames: { zh: '上海示例精密机械有限公司' },
      scopeCodes: ['18'],
    });
    const blob = await t.world.storage.blobs.get(row?.credential ?? '');
    const chunks: Uint8Array[] = [];
    for await (const chunk of blob ?? []) chunks.push(chunk);
    const [header = '', payload = ''] = Buffer.concat(chunks).toString().split('.');
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({ typ: 'vc+jwt', alg: 'EdDSA' });
    expect(Buffer.from(payload, 'base64url').toString()).toContain('03426Q00001R0S');
  });

  test('the public facts wait in the outbox: status and dates, a digest, never a name', async () => {
    const facts = await t.world.storage.outbox.ofStream({ kind: 'entry', id: entry.id });
    const leaves = facts.map(
      (f) =>
        JSON.parse(new TextDecoder().decode(f.bytes)) as {
          kind: string;
          status: string;
          digest: string;
          record: unknown;
        },
    );
    expect(leaves).toMatchObject([
      { kind: 'entry', status: 'decided', record: { version: 11 } },
      { kind: 'entry-status', status: 'valid', record: null },
    ]);
    expect(JSON.stringify(leaves)).not.toMatch(/示例|Example|王/);
    for (const leaf of leaves) expect(leaf.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  test('an act on the entry by who may, from a status in which it is possible, with its reason', async () => {
    const decider = await people.decider.acting();
    const reason = { list: 'status', code: 'overdue', words: '' };
    expect(
      refusalCodes(await actOnEntry(t.world, { acting: decider, entry: entry.id, act: { act: 'restore', reason } })),
    ).toEqual(['entry-status']);
    expect(
      refusalCodes(
        await actOnEntry(t.world, { acting: decider, entry: entry.id, act: { act: 'suspend', reason: null } }),
      ),
    ).toEqual(['reason-missing']);
    expect(
      await actOnEntry(t.world, {
        acting: await people.stranger.acting(),
        entry: entry.id,
        act: { act: 'suspend', reason },
      }),
    ).toEqual({ is: 'denied', why: 'not-allowed' });
    done(await actOnEntry(t.world, { acting: decider, entry: entry.id, act: { act: 'suspend', reason } }));
    expect(await t.world.storage.entries.byId(entry.id)).toMatchObject({
      status: 'suspended',
      reason: 'status:overdue',
    });
    done(await actOnEntry(t.world, { acting: decider, entry: entry.id, act: { act: 'restore', reason } }));
    expect((await t.world.storage.entries.changes(entry.id)).map((c) => c.what)).toEqual([
      'decided',
      'issued',
      'suspended',
      'restored',
    ]);
  });

  test('the clock: the duty is missed the day after, must suspend stands; a second run finds nothing; then it expires', async () => {
    t.clock.set('2027-03-02T15:59:59.999Z');
    expect(await runClocks(t.world)).toMatchObject({ acted: 0, faults: [] });
    t.clock.set('2027-03-02T16:00:00.000Z');
    expect(await runClocks(t.world)).toMatchObject({ acted: 1, faults: [] });
    expect(await t.world.storage.entries.byId(entry.id)).toMatchObject({
      details: { consequences: [{ duty: 'surveillance', due: '2027-03-02', consequence: 'must-suspend' }] },
    });
    expect(await runClocks(t.world)).toMatchObject({ acted: 0, faults: [] });
    t.clock.set('2029-03-01T16:00:00.000Z');
    expect(await runClocks(t.world)).toMatchObject({ acted: 1, faults: [] });
    expect(await t.world.storage.entries.byId(entry.id)).toMatchObject({ status: 'expired', since: '2029-03-01' });
    t.clock.set('2026-03-02T03:00:00.000Z');
  });
});

test('a token that may only read opens nothing', async () => {
  const acting = await people.applicant.acting();
  const reader = { ...acting, viewer: { ...acting.viewer, scopes: ['read' as const] } };
  const request = { flow: 'initial', applicant: maker, body, round: null, entry: null, title: '初次认证' };
  expect(await openCase(t.world, { acting: reader, scheme: 'small', open: request })).toEqual({
    is: 'denied',
    why: 'not-allowed',
  });
});

test('prototype-named keys and lone surrogates are values like others', async () => {
  const id = await open();
  const values = JSON.parse(
    '{"persons":9,"sector":["18"],"scope-text":"a\\ud800b","contact":"王","__proto__":{"x":1},"constructor":2}',
  );
  const outcome = await step('applicant', id, act('application', 'done', { values }));
  expect(refusalCodes(outcome)).toEqual(['field-unknown', 'field-unknown']);
  const { __proto__: _, constructor: __, ...rest } = values;
  done(await step('applicant', id, act('application', 'done', { values: rest })));
});

describe('bad days', () => {
  test('two persons at one case: one succeeds, the other sees what changed', async () => {
    const id = await toDecision();
    const { head } = await t.world.storage.events.load({ kind: 'case', id });
    const refuse = act('decision', 'refuse', { reason: { list: 'refusal', code: 'incomplete', words: '' } });
    const outcomes = await Promise.all([
      step('decider', id, act('decision', 'grant'), { expected: head.version }),
      step('decider', id, refuse, { expected: head.version }),
    ]);
    expect(outcomes.map((o) => o.is).sort()).toEqual(['changed', 'done']);
    const changed = outcomes.find((o) => o.is === 'changed');
    expect(changed).toMatchObject({
      change: {
        expected: head.version,
        current: head.version + 1,
        since: [{ type: 'StepDone', about: 'decision', role: 'decider' }],
      },
    });
  });

  test('a repeated request is answered again and does nothing; its key for another request is refused', async () => {
    const id = await toDecision();
    const first = await step('decider', id, act('decision', 'grant'), { key: 'k-1' });
    const second = await step('decider', id, act('decision', 'grant'), { key: 'k-1' });
    expect(second).toEqual({ ...first, repeated: true });
    expect((await step('decider', id, act('decision', 'refuse'), { key: 'k-1' })).is).toBe('key-reused');
    // A refused request keeps nothing: the same key may be tried again.
    const other = await open();
    expect((await step('reviewer', other, act('review', 'accept'), { key: 'k-2' })).is).toBe('refused');
    expect((await step('reviewer', other, act('review', 'accept'), { key: 'k-2' })).is).toBe('refused');
  });

  test('sixteen decisions at once: every number once, none left out', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 16; i++) ids.push(await toDecision());
    const answers = await Promise.all(ids.map((id) => step('decider', id, act('decision', 'grant'))));
    const numbers = answers.map((a) => done<CaseAnswer>(a).entries[0]?.number ?? '').sort();
    expect(new Set(numbers).size).toBe(16);
    const serials = numbers.map((n) => Number(n.slice(6, 11)));
    expect(serials.at(-1)).toBe((serials[0] ?? 0) + 15);
  });

  test('a declared conflict takes the case out of sight', async () => {
    const id = await toDecision();
    const auditor = await people.auditor.acting();
    done(
      await furtherAct(t.world, {
        acting: auditor,
        case: id,
        further: { act: 'declare-conflict', kind: 'kinship', words: '亲属任职' },
      }),
    );
    expect(await doStep(t.world, { acting: auditor, case: id, do: act('decision', 'grant') })).toEqual({
      is: 'denied',
      why: 'not-found',
    });
    expect(JSON.stringify((await t.world.storage.events.load({ kind: 'case', id })).events)).not.toContain('亲属任职');
  });
});
