import { flowOf } from '#certification/case/decide.ts';
import type { StoredValues } from '#certification/case/events.ts';
import { type CaseState, stepOf } from '#certification/case/state.ts';
import { publicViewer } from '#certification/policy/viewer.ts';
import type { RoleSpec, Scheme, StepSpec } from '#certification/scheme/scheme.ts';
import { type CaseAnswer, doStep, furtherAct, openCase } from '../acts/case-acts.ts';
import { actOnEntry } from '../acts/entry-acts.ts';
import { editionOf, type LoadedCase, loadCase, loadEntry, loadRound } from '../acts/loading.ts';
import { issueNotice } from '../parties/party-acts.ts';
import { furtherRoundAct } from '../rounds/further-round-acts.ts';
import { makeObjection } from '../rounds/objections.ts';
import { doRoundStep, openRound, type RoundAnswer } from '../rounds/round-acts.ts';
import { done, type Member } from './cast.ts';
import type { Player, StoryCase } from './player.ts';
import type { PathStep, RunAct, Story, StoryAct } from './story.ts';

type ActOf<K extends string> = Extract<StoryAct, { [name in K]: unknown }>;
type Finding = NonNullable<RunAct['finding']>;

export async function openRun(p: Player, run: RunAct, path: Story['paths'][string]): Promise<void> {
  const by = p.holder(run.applicant, 'applicant');
  if (by === undefined) throw new Error(`Nobody at \`${run.applicant}\` applies.`);
  const round = run.round === undefined ? null : (p.rounds.get(run.round) ?? null);
  const open = {
    flow: path.flow,
    applicant: p.party(run.applicant),
    body: p.party(run.body),
    round,
    entry: null,
    title: run.title,
  };
  const request = {
    acting: await by.acting(),
    key: p.nextKey(),
    scheme: path.scheme,
    open,
    ...(run.recommender === undefined ? {} : { recommender: p.party(run.recommender) }),
  };
  const { case: id } = done<CaseAnswer>(await openCase(p.world, request), run.title);
  const { applicant, body, laboratory = null, recommender = null } = run;
  p.cases.set(run.as, { id, scheme: path.scheme, applicant, body, laboratory, recommender, entries: [] });
}

interface AtStep {
  readonly kase: StoryCase;
  readonly loaded: LoadedCase;
  readonly step: StepSpec;
  readonly roles: readonly RoleSpec[];
}

async function atStep(p: Player, name: string, id: string): Promise<AtStep> {
  const kase = p.caseNamed(name);
  const loaded = await loadCase(p.world, kase.id);
  const step = loaded === null ? undefined : flowOf(loaded.scheme, loaded.state)?.steps.find((s) => s.id === id);
  if (loaded === null || step === undefined) throw new Error(`The case \`${name}\` has no step \`${id}\`.`);
  return { kase, loaded, step, roles: step.by.flatMap((r) => loaded.scheme.roles.find((x) => x.id === r) ?? []) };
}

/** Does one step of a path, every line of it where it has lines. */
export async function actInCase(p: Player, name: string, path: PathStep, given: StoredValues): Promise<void> {
  const at = await atStep(p, name, path.do);
  const { kase, loaded, step, roles } = at;
  // A step that its condition skipped is not done.
  if (stepOf(loaded.state, step.id).status === 'skipped') return;
  const values = { ...(path.values as StoredValues), ...given };
  const lines = step.each === undefined ? [null] : [...stepOf(loaded.state, step.id).lines.keys()];
  for (const line of lines) {
    const by = p.doer(kase, loaded.state, roles);
    const doing = await p.doing(loaded.scheme, step, loaded.state, by, { values, names: path.names, kase });
    const answer = done<CaseAnswer>(
      await doStep(p.world, { acting: await by.acting(), key: p.nextKey(), case: kase.id, do: { ...doing, line } }),
      `${name} ${step.id}`,
    );
    if (answer.entries.length > 0) kase.entries = answer.entries.map((e) => e.id);
    if (line !== null) p.tick();
  }
}

/** Sends a case back for correction, with its remarks at the fields. */
export async function correctCase(
  p: Player,
  name: string,
  id: string,
  remarks: Readonly<Record<string, string>>,
): Promise<void> {
  const { kase, loaded, step, roles } = await atStep(p, name, id);
  const outcome = step.outcomes.find((o) => o.goes === 'return');
  if (outcome === undefined) throw new Error(`The step \`${id}\` returns nothing.`);
  const by = p.doer(kase, loaded.state, roles);
  const list = Object.entries(remarks).map(([field, remark]) => ({ field, remark }));
  const doing = {
    step: id,
    line: null,
    outcome: outcome.id,
    values: {},
    reason: p.reason(outcome.reasons, 'other'),
    remarks: list,
    named: [],
  };
  done(
    await doStep(p.world, { acting: await by.acting(), key: p.nextKey(), case: kase.id, do: doing }),
    `${name} ${id}`,
  );
}

export async function raiseStoryFinding(p: Player, name: string, finding: Finding): Promise<void> {
  const { kase, loaded, step, roles } = await atStep(p, name, finding.step);
  const acting = await p.doer(kase, loaded.state, roles).acting();
  const { grade, clause, text } = finding;
  done(
    await furtherAct(p.world, {
      acting,
      key: p.nextKey(),
      case: kase.id,
      further: { act: 'raise-finding', step: step.id, grade, clause, text },
    }),
    `${name} finding`,
  );
}

export async function answerStoryFinding(p: Player, name: string): Promise<void> {
  const { kase, finding, member } = await treating(p, name, 'answeredBy');
  const further = {
    act: 'answer-finding' as const,
    finding,
    cause: '校准台账未覆盖新购量具',
    correction: '已补充校准并完善台账',
    files: [],
  };
  done(
    await furtherAct(p.world, { acting: await member.acting(), key: p.nextKey(), case: kase.id, further }),
    `${name} answer`,
  );
}

export async function settleStoryFinding(p: Player, name: string): Promise<void> {
  const { kase, finding, member } = await treating(p, name, 'verifiedBy');
  const further = { act: 'settle-finding' as const, finding, accepted: true, words: '纠正措施有效，关闭' };
  done(
    await furtherAct(p.world, { acting: await member.acting(), key: p.nextKey(), case: kase.id, further }),
    `${name} settlement`,
  );
}

/** The finding that waits, and who treats it. */
async function treating(
  p: Player,
  name: string,
  side: 'answeredBy' | 'verifiedBy',
): Promise<{ kase: StoryCase; finding: string; member: Member }> {
  const kase = p.caseNamed(name);
  const loaded = await loadCase(p.world, kase.id);
  const finding = [...(loaded?.state.findings.values() ?? [])].at(-1);
  const step =
    loaded === null ? undefined : flowOf(loaded.scheme, loaded.state)?.steps.find((s) => s.id === finding?.step);
  const role = loaded?.scheme.roles.find((r) => r.id === step?.findings?.[side]);
  if (loaded === null || finding === undefined || role === undefined)
    throw new Error(`The case \`${name}\` has no finding.`);
  return { kase, finding: finding.finding, member: p.doer(kase, loaded.state, [role]) };
}

export async function doInCases(p: Player, act: ActOf<'do'>): Promise<void> {
  for (const name of act.in) {
    const { kase, loaded, step } = await atStep(p, name, act.do);
    const doers = act.by[0] === 'named' ? namedIn(p, loaded.state, step) : act.by.map((n) => p.person(n));
    for (const [index, by] of doers.entries()) {
      const scores = Object.fromEntries(
        act.fields.map((field, i) => [field, act.scores[index % act.scores.length]?.[i] ?? 0]),
      );
      const values: StoredValues = { ...(act.values as StoredValues), ...scores };
      const doing = await p.doing(loaded.scheme, step, loaded.state, by, { values, names: {}, kase });
      const line = step.each === undefined ? null : by.person;
      done(
        await doStep(p.world, { acting: await by.acting(), key: p.nextKey(), case: kase.id, do: { ...doing, line } }),
        `${name} ${act.do}`,
      );
      p.tick();
    }
  }
}

/** The people who are named for a step that each of them does. */
function namedIn(p: Player, state: CaseState, step: StepSpec): readonly Member[] {
  return [...stepOf(state, step.id).lines.keys()].flatMap(
    (line) => [...p.cast.people.values()].find((m) => m.person === line) ?? [],
  );
}

export async function actOnStoryEntry(p: Player, act: ActOf<'on'>): Promise<void> {
  const [id = ''] = p.caseNamed(act.on).entries;
  const entry = await loadEntry(p.world, id);
  const decided = entry?.state.decided;
  if (entry == null || decided == null) throw new Error(`The case \`${act.on}\` opened no entry.`);
  const scheme = await editionOf(p.world, decided.scheme, decided.edition);
  const spec = scheme.results.find((r) => r.id === decided.result)?.acts.find((a) => a.act === act.act);
  const scope =
    act.codes === undefined || entry.state.scope === null ? {} : { scope: { ...entry.state.scope, codes: act.codes } };
  const what = { act: act.act, reason: p.reason(spec?.reasons, act.reason), ...scope };
  done(
    await actOnEntry(p.world, { acting: await p.person(act.by).acting(), key: p.nextKey(), entry: id, act: what }),
    `${act.on} ${act.act}`,
  );
}

export async function openStoryRound(
  p: Player,
  act: ActOf<'round'> & { readonly at: number; readonly scheme: string },
): Promise<void> {
  const request = {
    acting: await p.person(act.by).acting(),
    key: p.nextKey(),
    scheme: act.scheme,
    body: p.party(act.body),
    title: act.title,
  };
  p.rounds.set(act.round, done<RoundAnswer>(await openRound(p.world, request), act.title.zh).round);
}

export async function doStage(p: Player, act: ActOf<'stage'>): Promise<void> {
  const id = p.rounds.get(act.in);
  for (const name of act.by) {
    const round = id === undefined ? null : await loadRound(p.world, id);
    const opened = round?.state.opened;
    if (round === null || opened == null || id === undefined)
      throw new Error(`The round \`${act.in}\` was not opened before.`);
    const scheme: Scheme = await editionOf(p.world, opened.scheme, opened.edition);
    const step = scheme.round?.steps.find((s) => s.id === act.stage);
    if (step === undefined) throw new Error(`The round \`${act.in}\` has no stage \`${act.stage}\`.`);
    const by = p.person(name);
    const doing = await p.doing(scheme, step, round.state.run, by, {
      values: act.values as StoredValues,
      names: act.names,
      kase: null,
    });
    const line = step.each === undefined ? null : by.person;
    const request = {
      acting: await by.acting(),
      key: p.nextKey(),
      round: id,
      do: { ...doing, line, ...(act.seed === undefined ? {} : { seed: act.seed }) },
    };
    done(await doRoundStep(p.world, request), `${act.in} ${act.stage}`);
    p.tick();
  }
}

/** Closes a vote in which somebody was recused. */
export async function closeVote(p: Player, act: ActOf<'close'>): Promise<void> {
  const acting = await p.person(act.by).acting();
  const further = { act: 'close-vote', step: act.close } as const;
  const request = { acting, key: p.nextKey(), round: p.rounds.get(act.in) ?? '', further };
  done(await furtherRoundAct(p.world, request), `${act.in} ${act.close}`);
}

export async function objectInRound(p: Player, act: ActOf<'object'>): Promise<void> {
  const round = p.rounds.get(act.object) ?? '';
  const acting = { viewer: publicViewer, identified: false };
  const { name, contact, words } = act;
  done(
    await makeObjection(p.world, {
      acting,
      round,
      about: p.caseNamed(act.about).id,
      name,
      contact,
      words,
      evidence: [],
    }),
    'objection',
  );
}

export async function putOutNotice(p: Player, act: ActOf<'notice'>): Promise<void> {
  const party = p.party(act.notice);
  const day = (offset: number | undefined) => (offset === undefined ? null : p.dayAt(offset));
  const { kind, box, title, text } = act;
  const notice = {
    kind,
    box,
    scheme: null,
    round: null,
    title,
    text,
    from: day(act.from),
    to: day(act.to),
    corrects: null,
  };
  done(
    await issueNotice(p.world, { acting: await p.person(act.by).acting(), key: p.nextKey() }, party, notice),
    title.zh,
  );
}
