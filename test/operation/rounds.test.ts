import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicViewer } from '#certification/policy/viewer.ts';
import { resumeSession, signIn } from '#operation/accounts/sign-in.ts';
import { doStep, openCase } from '#operation/acts/case-acts.ts';
import type { Acting } from '#operation/acts/request.ts';
import { buildDemonstration, type Demonstration } from '#operation/demo/build-demo.ts';
import { viewCase } from '#operation/desk/case-view.ts';
import { answerObjection, makeObjection } from '#operation/rounds/objections.ts';
import { doRoundStep, type RoundAnswer } from '#operation/rounds/round-acts.ts';
import { viewPublicRound, viewRound } from '#operation/rounds/round-view.ts';
import { createTestWorld, done, refusalCodes, type TestWorld } from './test-world.ts';

const root = join(import.meta.dirname, '..', '..');
const folders = { schemes: join(root, 'schemes'), demonstration: join(root, 'demonstration') };

let t: TestWorld;
let demo: Demonstration;
let round: string;

beforeAll(async () => {
  t = await createTestWorld('2026-11-25T02:00:00.000Z');
  demo = await buildDemonstration(t.world, folders);
  round = demo.rounds['award'] ?? '';
}, 120_000);
afterAll(() => t.close());

async function as(login: string): Promise<Acting> {
  const account = demo.accounts.find((a) => a.login === login);
  const answer = await signIn(t.world, { login, password: account?.password ?? '', from: 'test' });
  if (answer.is !== 'signed-in') throw new Error(`${login}: ${answer.is}`);
  return (await resumeSession(t.world, answer.token))?.acting ?? answer.who.acting;
}

const publicActing: Acting = { viewer: publicViewer, identified: false };
const deciding = (rows: object[]) => ({
  step: 'deciding',
  line: null,
  outcome: 'done',
  values: {},
  reason: null,
  remarks: [],
  named: [],
  rows: rows as never,
});

async function decide(rows: object[]) {
  return doRoundStep(t.world, { acting: await as('award'), round, do: deciding(rows) });
}

const object = (more: object) =>
  makeObjection(t.world, {
    acting: publicActing,
    round,
    about: demo.cases['project-2'] ?? '',
    name: '张三',
    contact: '021-1',
    words: '数据与事实不符',
    evidence: [{ digest: 'a'.repeat(64), name: 'proof.pdf', size: 10, mediaType: 'application/pdf' }],
    ...more,
  });

describe('a round in its display', () => {
  test('everybody sees the list, and the anonymous objection was recorded and not accepted', async () => {
    const seen = await viewPublicRound(t.world, round);
    expect(seen?.display?.list.map((l) => l.grade)).toEqual(expect.arrayContaining(['first', 'second']));
    expect(seen?.display).toMatchObject({ from: '2026-11-23', to: '2026-11-27' });
    const desk = await viewRound(t.world, await as('secretary'), round);
    expect(desk?.objections).toMatchObject([{ refused: { code: 'anonymous' }, by: null }]);
    expect(await viewRound(t.world, await as('applicant'), round)).toBeNull();
    expect(JSON.stringify(seen)).not.toContain('匿名');
  });

  test('reviewers were assigned past their recusals', async () => {
    const desk = await viewRound(t.world, await as('secretary'), round);
    const excluded = desk?.assigned?.excluded.map((e) => [e.case, e.why]);
    expect(excluded).toEqual([[demo.cases['project-1'], 'project']]);
    const pairs = desk?.assigned?.pairs ?? [];
    for (const name of ['project-1', 'project-2', 'project-3'])
      expect(pairs.filter((p) => p.case === demo.cases[name])).toHaveLength(5);
  });

  test('no decision before the display has ended', async () => {
    const list = (await viewPublicRound(t.world, round))?.display?.list ?? [];
    expect(
      refusalCodes(await decide(list.map((l) => ({ case: l.case, granted: true, grade: l.grade, reason: null })))),
    ).toContain('display-running');
  });

  test('an objection with identity and evidence stops the decision until it is answered; its maker is protected', async () => {
    t.clock.set('2026-11-26T02:00:00.000Z');
    expect(done<{ refused: string | null }>(await object({ evidence: [] }))).toMatchObject({
      refused: 'without-evidence',
    });
    const { objection } = done<{ objection: string }>(await object({}));
    t.clock.set('2026-11-30T02:00:00.000Z');
    expect(done(await object({}))).toMatchObject({ refused: 'late' });
    const list = (await viewPublicRound(t.world, round))?.display?.list ?? [];
    const rows = list.map((l) => ({ case: l.case, granted: true, grade: l.grade, reason: null }));
    expect(refusalCodes(await decide(rows))).toContain('objection-pending');
    expect(JSON.stringify((await t.world.storage.events.load({ kind: 'round', id: round })).events)).not.toContain(
      '张三',
    );
    done(
      await answerObjection(t.world, {
        acting: await as('secretary'),
        round,
        objection,
        upheld: false,
        words: '经核实，数据属实',
      }),
    );
    expect(refusalCodes(await decide(rows.slice(1)))).toContain('list-differs');
  });

  test('the list is decided whole: every case ends, every success has its number, the notice stands', async () => {
    const list = (await viewPublicRound(t.world, round))?.display?.list ?? [];
    const rows = list.map((l) => ({ case: l.case, granted: true, grade: l.grade, reason: null }));
    const answer = done<RoundAnswer>(await decide(rows));
    const numbers = answer.cases.flatMap((c) => c.entries.map((e) => e.number)).sort();
    expect(numbers).toEqual(['QTA-2026-001', 'QTA-2026-002', 'QTA-2026-003']);
    for (const { case: id } of list) expect((await t.world.storage.cases.byId(id))?.ending).toBe('granted');
    const { rows: notices } = await t.world.storage.notices.list({ field: 'round', is: [round] }, { limit: 10 });
    expect(notices.map((n) => n.kind)).toEqual(expect.arrayContaining(['call', 'display', 'decision']));
    expect((await viewPublicRound(t.world, round))?.decided?.rows).toHaveLength(list.length);
    const [first] = answer.cases.flatMap((c) => c.entries);
    expect(await t.world.storage.entries.byId(first?.id ?? '')).toMatchObject({
      kind: 'honour',
      status: 'valid',
      details: { outcomeWord: 'award' },
    });
  });

  test('the same project does not join twice, nor after the round has collected', async () => {
    const applicant = await as('applicant');
    const open = (id: string, title: string) =>
      openCase(t.world, {
        acting: applicant,
        scheme: 'quality-technology-award',
        open: {
          flow: 'application',
          applicant: applicant.viewer.party,
          body: (demo && bodyOf) ?? '',
          round: id,
          entry: null,
          title,
        },
      });
    const bodyOf = (await t.world.storage.rounds.byId(round))?.body;
    expect(refusalCodes(await open(demo.rounds['second'] ?? '', '焊接夹具 快速换型'))).toEqual(['same-project']);
    expect(refusalCodes(await open(round, '新的项目'))).toEqual(['round-step-not-open']);
  });

  test('a recommending unit sees the cases that it was asked to recommend, and acts in them', async () => {
    const recommender = await as('recommender');
    expect(await viewCase(t.world, recommender, demo.cases['second-2'] ?? '')).not.toBeNull();
    expect(await viewCase(t.world, recommender, demo.cases['valid'] ?? '')).toBeNull();
    const step = {
      step: 'recommendation',
      line: null,
      outcome: 'recommended',
      values: { recommendation: '同意', 'recommended-on': '2026-11-30' },
      reason: null,
      remarks: [],
      named: [],
    };
    done(await doStep(t.world, { acting: recommender, case: demo.cases['second-2'] ?? '', do: step }));
  });
});
