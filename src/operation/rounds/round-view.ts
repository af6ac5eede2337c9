import type { Refusal } from '#certification/act/refusal.ts';
import { refuse } from '#certification/act/refusal.ts';
import type { Figure, StoredValues } from '#certification/case/events.ts';
import { checkRole } from '#certification/case/roles.ts';
import type { StepState } from '#certification/case/state.ts';
import { mayOnRound } from '#certification/policy/policy.ts';
import type {
  CasesRanked,
  GatePassed,
  ListDecided,
  ListDisplayed,
  ObjectionReceived,
  ReviewersAssigned,
} from '#certification/round/events.ts';
import { isPublicVote } from '#certification/round/public-vote.ts';
import type { RoundSpec } from '#certification/scheme/round.ts';
import type { FormSpec, ReasonList, RoleSpec, Scheme } from '#certification/scheme/scheme.ts';
import { happening } from '../acts/carry-out.ts';
import { actContext, loadFacts, supplies, workplaces } from '../acts/context.ts';
import { editionOf, type LoadedRound, loadRound } from '../acts/loading.ts';
import type { Happening } from '../acts/outcome.ts';
import type { Acting } from '../acts/request.ts';
import { type Named, namesOf } from '../desk/names.ts';
import type { StoredFile } from '../ports/files.ts';
import type { Id, Instant, Json } from '../ports/values.ts';
import type { World } from '../world.ts';
import { type DeskParts, deskParts } from './round-desk-parts.ts';

export interface RoundStepView {
  readonly id: string;
  readonly status: StepState['status'];
  readonly outcome: string | null;
  readonly doneAt: Instant | null;
  readonly values: StoredValues;
  /** Figures of the calculator that the step carries, as they were when it was done: the hashes of a draw. */
  readonly figures: readonly Figure[];
  /** Why this viewer may not do it; empty when it is open and she may. */
  readonly bars: readonly Refusal[];
}

export interface RoundCase {
  readonly id: Id;
  readonly title: string;
  readonly applicant: Named;
  readonly recommender: Named | null;
  readonly left: string | null;
  readonly openSteps: readonly string[];
  readonly score: Json;
  readonly rank: Json;
  readonly grade: Json;
  readonly ending: string | null;
}

export interface RoundObjection {
  readonly id: Id;
  readonly about: Id;
  readonly receivedAt: Instant;
  readonly refused: ObjectionReceived['refused'];
  readonly answer: { readonly upheld: boolean; readonly words: string } | null;
  /** What it says and who made it, protected: for the desk alone. */
  readonly words: Json;
  readonly by: Json;
  readonly evidence: readonly StoredFile[];
}

/** What everybody may see of a round. */
export interface PublicRound {
  readonly id: Id;
  readonly scheme: { readonly id: string; readonly edition: string };
  readonly title: { readonly zh: string; readonly en: string };
  readonly body: Named;
  readonly texts: Scheme['texts'];
  /** Of what is done, the fields that are declared public, and the figures. */
  readonly steps: readonly Pick<RoundStepView, 'id' | 'status' | 'doneAt' | 'values' | 'figures'>[];
  readonly display: ListDisplayed | null;
  readonly decided: ListDecided | null;
  /** Lines of a step that are the viewer's own. */
  readonly mine: readonly { readonly step: string; readonly done: boolean }[];
}

/** The round at the desk of those who run it. */
export interface RoundView extends PublicRound, DeskParts {
  readonly version: number;
  readonly spec: RoundSpec;
  readonly forms: readonly FormSpec[];
  readonly roles: readonly RoleSpec[];
  readonly reasonLists: readonly ReasonList[];
  readonly steps: readonly RoundStepView[];
  readonly cases: readonly RoundCase[];
  readonly gates: readonly GatePassed[];
  readonly assigned: ReviewersAssigned | null;
  readonly ranked: CasesRanked | null;
  readonly objections: readonly RoundObjection[];
  readonly history: readonly Happening[];
}

export async function viewPublicRound(world: World, id: Id, person = ''): Promise<PublicRound | null> {
  const round = await loadRound(world, id);
  return round === null ? null : publicPart(world, round, person);
}

/** Null when there is no such round, or the viewer does not run it: for her there is the public part. */
export async function viewRound(world: World, acting: Acting, id: Id): Promise<RoundView | null> {
  const round = await loadRound(world, id);
  const opened = round?.state.opened ?? null;
  if (round === null || opened === null) return null;
  if (!mayOnRound('round.desk', acting.viewer, { scheme: opened.scheme, body: opened.body })) return null;
  const scheme = await editionOf(world, opened.scheme, opened.edition);
  const common = await publicPart(world, round, acting.viewer.person);
  if (common === null || scheme.round === undefined) return null;
  const { state } = round;
  return {
    ...common,
    version: round.stream.head.version,
    spec: scheme.round,
    forms: scheme.forms,
    roles: scheme.roles,
    reasonLists: scheme.reasonLists,
    steps: await stepViews(world, acting, round, scheme, scheme.round),
    cases: await casesOf(world, round),
    gates: state.gates,
    assigned: state.assigned,
    ranked: state.ranked,
    objections: await objectionsOf(world, round),
    ...(await deskParts(world, round, scheme.round)),
    history: round.stream.events.map((e) => happening(e.envelope)),
  };
}

async function publicPart(world: World, round: LoadedRound, person: Id): Promise<PublicRound | null> {
  const { opened, run, display, decided } = round.state;
  if (opened === null) return null;
  const scheme = await editionOf(world, opened.scheme, opened.edition);
  const name = await namesOf(world, [opened.body]);
  const steps = (scheme.round?.steps ?? []).map(({ id, form }) => {
    const step = run.steps.get(id);
    const shown = scheme.forms.find((f) => f.id === form)?.fields.filter((f) => f.public && !f.personal) ?? [];
    const isDone = step?.status === 'done';
    return {
      id,
      status: step?.status ?? 'waiting',
      doneAt: step?.doneAt ?? null,
      values: isDone
        ? Object.fromEntries(Object.entries(step.values).filter(([k]) => shown.some((f) => f.id === k)))
        : {},
      figures: isDone ? figuresOf(round, id) : [],
    };
  });
  return {
    id: round.id,
    scheme: { id: scheme.id, edition: scheme.edition },
    title: opened.title,
    body: name(opened.body),
    texts: scheme.texts,
    steps,
    display,
    decided: decided === null ? null : { ...decided, rows: decided.rows.filter((r) => r.granted) },
    mine: [...run.steps].flatMap(([step, { lines }]) => {
      const own = person === '' ? undefined : lines.get(person);
      return own === undefined ? [] : [{ step, done: own.done }];
    }),
  };
}

/** The figures of the last time that a step was done. */
function figuresOf(round: LoadedRound, step: string): readonly Figure[] {
  const done = round.events.findLast(({ event }) => event.type === 'StepDone' && event.body.step === step);
  return done?.event.type === 'StepDone' ? done.event.body.figures : [];
}

async function stepViews(
  world: World,
  acting: Acting,
  round: LoadedRound,
  scheme: Scheme,
  spec: RoundSpec,
): Promise<readonly RoundStepView[]> {
  const needs = { parties: [], persons: [], holders: [], kinds: [], entries: [], endedSchemes: [] };
  const at = { now: world.clock.now(), zone: scheme.zone, applicant: null, partyOfPerson: workplaces([], [], acting) };
  const facts = await world.storage.inTransaction((transaction) => loadFacts(world, transaction, needs, at));
  const context = actContext(world, facts, acting, supplies(world.newId));
  const { run } = round.state;
  return spec.steps.map((step) => {
    const found = run.steps.get(step.id);
    const status = found?.status ?? 'waiting';
    const notOpen =
      status === 'open'
        ? []
        : [refuse('step-not-open', { step: scheme.texts[`step.${step.id}`]?.zh ?? step.id, state: status, open: '' })];
    const byPublic = isPublicVote(scheme, step)
      ? [refuse('vote-by-public', { step: scheme.texts[`step.${step.id}`]?.zh ?? step.id })]
      : [];
    return {
      id: step.id,
      status,
      outcome: found?.outcome ?? null,
      doneAt: found?.doneAt ?? null,
      values: found?.values ?? {},
      figures: status === 'done' ? figuresOf(round, step.id) : [],
      bars: [...notOpen, ...byPublic, ...checkRole(scheme, run, step.by, null, context)],
    };
  });
}

async function casesOf(world: World, round: LoadedRound): Promise<readonly RoundCase[]> {
  const members = [...round.state.cases.values()];
  const summaries = new Map((await world.storage.cases.byIds(members.map((m) => m.case))).map((s) => [s.id, s]));
  const name = await namesOf(
    world,
    members.flatMap((m) => [m.applicant, m.recommender]),
  );
  return members.map((member) => {
    const summary = summaries.get(member.case);
    return {
      id: member.case,
      title: summary?.title ?? '',
      applicant: name(member.applicant),
      recommender: member.recommender === null ? null : name(member.recommender),
      left: member.left,
      openSteps: summary?.openSteps ?? [],
      score: summary?.labels['score'] ?? null,
      rank: summary?.labels['rank'] ?? null,
      grade: summary?.labels['grade'] ?? null,
      ending: summary?.ending ?? null,
    };
  });
}

async function objectionsOf(world: World, round: LoadedRound): Promise<readonly RoundObjection[]> {
  const objections = [...round.state.objections.values()];
  if (objections.length === 0) return [];
  const vault = await world.storage.vault.get(
    objections.flatMap((o) => [o.words.vault, ...(o.by === null ? [] : [o.by.vault])]),
  );
  const files = await world.storage.files.list({ field: 'round', is: [round.id] });
  return objections.map((o) => ({
    id: o.objection,
    about: o.about,
    receivedAt: o.receivedAt,
    refused: o.refused,
    answer: o.answer,
    words: vault.get(o.words.vault)?.value ?? null,
    by: o.by === null ? null : (vault.get(o.by.vault)?.value ?? null),
    evidence: files.filter((f) => f.uploadedBy === o.objection),
  }));
}
