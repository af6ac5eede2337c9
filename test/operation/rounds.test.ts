import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicViewer } from '#certification/policy/viewer.ts';
import { resumeSession, signIn } from '#operation/accounts/sign-in.ts';
import { doStep, openCase } from '#operation/acts/case-acts.ts';
import { loadCase } from '#operation/acts/loading.ts';
import type { Acting } from '#operation/acts/request.ts';
import { buildDemonstration, type Demonstration } from '#operation/demo/build-demo.ts';
import { viewCase } from '#operation/desk/case-view.ts';
import { presentName } from '#operation/project/party.ts';
import { furtherRoundAct } from '#operation/rounds/further-round-acts.ts';
import { answerObjection, makeObjection } from '#operation/rounds/objections.ts';
import { recommendersIn } from '#operation/rounds/recommenders.ts';
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

const isBallot = (body: unknown): boolean =>
  typeof body === 'object' &&
  body !== null &&
  Reflect.get(body, 'step') === 'ballot' &&
  Reflect.get(body, 'line') !== undefined;

/** Rows of a table in which a vote stands, in the clear or as bytes. */
async function holdsVote(table: string): Promise<readonly unknown[]> {
  const text = `select t::text from ${table} t where t::text ~ '"vote"|22766f746522'`;
  return t.storage.database.rows({ name: `votes in ${table}`, text }, []);
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

  test('the vote was secret: who voted is told, what each voted stands nowhere, the counts only at the close', async () => {
    const { events } = await t.world.storage.events.load({ kind: 'round', id: round });
    const ballots = events.filter(({ envelope }) => isBallot(envelope.body));
    expect(ballots).toHaveLength(6);
    for (const { envelope } of ballots) expect(envelope.body).toMatchObject({ values: {}, reason: null, remarks: [] });
    const desk = await viewRound(t.world, await as('secretary'), round);
    expect(desk?.votes).toMatchObject([
      { isClosed: true, entitled: 6, cast: 6, tally: [{ choice: 'yes', count: 6 }], recused: [{ why: 'project' }] },
    ]);
    // Nothing that the operator keeps tells one ballot from another: one row holds the counts.
    const rows = await t.storage.database.rows(
      { name: 'all ballots', text: 'select b::text as b from ballot_box b' },
      [],
    );
    expect(rows).toHaveLength(1);
    for (const name of ['event', 'outbox', 'vault', 'draft', 'idempotency', 'task', 'notice', 'round_summary'])
      expect(await holdsVote(name)).toEqual([]);
  });

  test('the draw can be done again by anybody who has its record', async () => {
    const desk = await viewRound(t.world, await as('secretary'), round);
    expect(desk?.draw).toMatchObject({ seed: 'published-in-the-call', perCase: 5, isReplayed: true });
    expect(desk?.draw?.reviewers).toHaveLength(6);
  });

  test('no decision before the display has ended', async () => {
    const list = (await viewPublicRound(t.world, round))?.display?.list ?? [];
    expect(
      refusalCodes(await decide(list.map((l) => ({ case: l.case, granted: true, grade: l.grade, reason: null })))),
    ).toContain('display-running');
  });

  test('an objection with identity and evidence stops the decision until it is answered; its maker is protected', async () => {
    // The display ends with the day in the zone of the scheme, wherever the objector's clock stands.
    t.clock.set('2026-11-27T15:59:59.000Z');
    expect(done<{ refused: string | null }>(await object({ evidence: [] }))).toMatchObject({
      refused: 'without-evidence',
    });
    const { objection } = done<{ objection: string }>(await object({}));
    t.clock.set('2026-11-27T16:00:00.000Z');
    expect(done(await object({}))).toMatchObject({ refused: 'late' });
    t.clock.set('2026-11-30T02:00:00.000Z');
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

  test('a correction is a new notice that links the old one, and its days begin anew', async () => {
    const before = (await viewPublicRound(t.world, round))?.display;
    const list = before?.list ?? [];
    const correct = async (login: string, more: object) =>
      furtherRoundAct(t.world, {
        acting: await as(login),
        round,
        further: { act: 'correct-display', notice: before?.notice ?? '', why: '题目有误', rows: list, ...more },
      });
    expect(refusalCodes(await correct('secretary', {}))).toEqual(['list-unchanged']);
    expect(refusalCodes(await correct('applicant', { rows: list.slice(1) }))).toContain('role-missing');
    expect(refusalCodes(await correct('secretary', { rows: list.slice(1), why: ' ' }))).toEqual(['field-missing']);
    const rows = list.map((row, index) => (index === 0 ? { ...row, title: `${row.title}（更正）` } : row));
    done(await correct('secretary', { rows }));
    const after = (await viewPublicRound(t.world, round))?.display;
    expect(after).toMatchObject({ corrects: before?.notice, why: '题目有误', from: '2026-11-30', to: '2026-12-04' });
    expect(after?.digest).not.toBe(before?.digest);
    const { rows: notices } = await t.world.storage.notices.list({ field: 'round', is: [round] }, { limit: 10 });
    const displays = notices.filter((n) => n.kind === 'display');
    expect(displays.map((n) => n.body['digest'])).toEqual(expect.arrayContaining([before?.digest, after?.digest]));
    expect(refusalCodes(await decide(rows.map((l) => ({ ...l, granted: true, reason: null }))))).toContain(
      'display-running',
    );
    t.clock.set('2026-12-07T02:00:00.000Z');
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
    // The result answers each objection, and names nobody who made one.
    const decision = notices.find((n) => n.kind === 'decision');
    expect(decision?.body['objections']).toMatchObject([
      { refused: 'anonymous' },
      { refused: 'without-evidence' },
      { refused: null, upheld: false, words: '经核实，数据属实' },
      { refused: 'late' },
    ]);
    expect(JSON.stringify(decision)).not.toContain('张三');
    expect((await viewPublicRound(t.world, round))?.decided?.rows).toHaveLength(list.length);
    const [first] = answer.cases.flatMap((c) => c.entries);
    expect(await t.world.storage.entries.byId(first?.id ?? '')).toMatchObject({
      kind: 'honour',
      status: 'valid',
      details: { outcomeWord: 'award' },
    });
  });

  test('a case joins only under a unit that may recommend it: none that nobody may give, and nobody’s own', async () => {
    const applicant = await as('applicant');
    const { party } = applicant.viewer;
    const second = demo.rounds['second'] ?? '';
    const body = (await t.world.storage.rounds.byId(second))?.body ?? '';
    const open = async (recommender: string | null) =>
      refusalCodes(
        await openCase(t.world, {
          acting: applicant,
          scheme: 'quality-technology-award',
          ...(recommender === null ? {} : { recommender }),
          open: {
            flow: 'application',
            applicant: party,
            body,
            title: '另一个项目',
            round: second,
            entry: null,
          },
        }),
      );
    expect(await open(null)).toEqual(['recommender-missing']);
    expect(await open(party)).toEqual(['recommender-is-applicant']);
    expect(await open(body)).toEqual(['recommender-not-entitled']);
    expect(await open(t.world.newId())).toEqual(['recommender-not-entitled']);
  });

  test('a unit’s quota in a round is set with a reason, and the refusal names the unit', async () => {
    const second = demo.rounds['second'] ?? '';
    const [applicant, recommender] = [await as('applicant'), await as('recommender')];
    const unit = recommender.viewer.party;
    const set = async (login: string, more: object) =>
      furtherRoundAct(t.world, {
        acting: await as(login),
        round: second,
        further: { act: 'set-quota', unit, track: null, most: 3, why: '按去年完成情况', ...more },
      });
    const used = (await recommendersIn(t.world, applicant, second))?.find((r) => r.party.id === unit)?.forwarded ?? 0;
    expect(used).toBeGreaterThan(0);
    expect(refusalCodes(await set('recommender', {}))).toEqual(['role-missing']);
    expect(refusalCodes(await set('secretary', { most: used - 1 }))).toEqual(['quota-below-used']);
    expect(refusalCodes(await set('secretary', { track: 'none' }))).toEqual(['track-unknown']);
    expect(refusalCodes(await set('secretary', { why: ' ' }))).toEqual(['field-missing']);
    expect(refusalCodes(await set('secretary', { unit: t.world.newId() }))).toEqual(['named-unknown']);
    done(await set('secretary', { most: used }));
    const refused = await openCase(t.world, {
      acting: applicant,
      scheme: 'quality-technology-award',
      recommender: unit,
      open: {
        flow: 'application',
        applicant: applicant.viewer.party,
        body: (await t.world.storage.rounds.byId(second))?.body ?? '',
        title: '超出名额的项目',
        round: second,
        entry: null,
      },
    });
    const name = presentName((await t.world.storage.parties.byId(unit)) ?? expect.unreachable());
    expect(refused).toMatchObject({
      refusals: [{ code: 'quota-exceeded', params: { unit: name, quota: String(used), found: String(used) } }],
    });
    done(await set('secretary', { most: 5 }));
    expect((await recommendersIn(t.world, applicant, second))?.find((r) => r.party.id === unit)?.quota).toBe(5);
  });

  test('the same project does not join twice, nor after the round has collected', async () => {
    const applicant = await as('applicant');
    const unit = (await as('recommender')).viewer.party;
    const open = (id: string, title: string) =>
      openCase(t.world, {
        acting: applicant,
        scheme: 'quality-technology-award',
        recommender: unit,
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

  test('submissions that look alike are proposed; the secretary merges or keeps apart, and the counts balance', async () => {
    const second = demo.rounds['second'] ?? '';
    const desk = async () => viewRound(t.world, await as('secretary'), second);
    const [kept, other] = [demo.cases['second-1'] ?? '', demo.cases['second-3'] ?? ''];
    expect((await desk())?.duplicates).toEqual([
      { cases: [kept, other], because: ['title-alike', 'applicant-same'], judged: null },
    ]);
    const judge = async (login: string, more: object) =>
      furtherRoundAct(t.world, {
        acting: await as(login),
        round: second,
        further: { act: 'judge-duplicate', kept, other, isSame: true, because: [], why: '同一项目', ...more },
      });
    expect(refusalCodes(await judge('recommender', {}))).toContain('role-missing');
    expect(refusalCodes(await judge('secretary', { other: kept }))).toContain('not-in-round');
    done(await judge('secretary', {}));
    expect(await t.world.storage.cases.byId(other)).toMatchObject({ state: 'ended', ending: 'closed' });
    expect((await desk())?.duplicates).toMatchObject([{ judged: { isSame: true, kept } }]);
    expect((await desk())?.balance).toMatchObject({ received: 3, open: 3 });
    expect(refusalCodes(await judge('secretary', {}))).toContain('not-in-round');
  });

  test('a review goes to another with a reason, never to one who is recused or has it already', async () => {
    const third = demo.rounds['third'] ?? '';
    const kase = demo.cases['third-1'] ?? '';
    const pairs = (await viewRound(t.world, await as('secretary'), third))?.assigned?.pairs ?? [];
    const six = (await viewRound(t.world, await as('secretary'), round))?.draw?.reviewers.find(
      (r) => !pairs.some((p) => p.person === r),
    );
    const party = (await t.world.storage.accounts.employments(six ?? ''))[0]?.party ?? '';
    const replace = async (login: string, more: object) =>
      furtherRoundAct(t.world, {
        acting: await as(login),
        round: third,
        further: {
          act: 'replace-reviewer',
          case: kase,
          from: pairs[0]?.person ?? '',
          to: { role: 'expert', person: six ?? '', party },
          why: '临时出差',
          ...more,
        },
      });
    expect(refusalCodes(await replace('secretary', { why: '' }))).toEqual(['field-missing']);
    expect(refusalCodes(await replace('applicant', {}))).toContain('role-missing');
    done(await replace('secretary', {}));
    const desk = await viewRound(t.world, await as('secretary'), third);
    expect(desk?.assigned?.pairs.map((p) => p.person)).toContain(six);
    expect(desk?.replaced).toMatchObject([{ why: '临时出差', to: { id: six } }]);
    expect(desk?.draw?.isReplayed).toBe(true);
    const kept = await loadCase(t.world, kase);
    const lines = [...(kept?.state.steps.get('expert-review')?.lines.keys() ?? [])];
    expect(lines).toHaveLength(5);
    expect(lines).toContain(six);
    expect(lines).not.toContain(pairs[0]?.person);
    expect(refusalCodes(await replace('secretary', {}))).toContain('named-unknown');
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
