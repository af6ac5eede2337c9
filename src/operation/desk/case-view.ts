import { flowOf } from '#certification/case/decide.ts';
import type { ClockChange, CodedReason, Figure, StoredValues } from '#certification/case/events.ts';
import type { Opening } from '#certification/case/openings.ts';
import type { AnswerState, CaseState, FindingState, StepState } from '#certification/case/state.ts';
import type { Actor } from '#certification/event/event.ts';
import { type HiddenParts, hiddenParts } from '#certification/policy/hidden.ts';
import { mayOnCase } from '#certification/policy/policy.ts';
import { openRoundSteps } from '#certification/round/state.ts';
import { calculatorNamed } from '#certification/rules/calculators.ts';
import type { CaseWindow } from '#certification/scheme/edition/case-window.ts';
import type { FlowSpec, FormSpec, ReasonList, RoleSpec, Scheme } from '#certification/scheme/scheme.ts';
import { happening } from '../acts/carry-out.ts';
import { type LoadedCase, loadCase } from '../acts/loading.ts';
import type { Acting } from '../acts/request.ts';
import type { StoredFile } from '../ports/files.ts';
import type { Id, Instant, Json } from '../ports/values.ts';
import { windowOf } from '../schemes/scheme-life.ts';
import type { World } from '../world.ts';
import { identityOf, withoutIdentity, withoutPeople } from './blind.ts';
import { type Named, namesOf } from './names.ts';
import { openingsIn } from './openings-for.ts';

interface Text {
  readonly zh: string;
  readonly en: string;
}

/** Who did something, as one who may read the case sees it. */
export interface Doer {
  readonly role: string;
  readonly person: Named | null;
}

export interface LineView {
  readonly line: string;
  readonly done: boolean;
  readonly outcome: string | null;
  readonly values: StoredValues;
  readonly doneAt: Instant | null;
  readonly by: Doer | null;
}

export interface StepView {
  readonly id: string;
  readonly status: StepState['status'];
  readonly outcome: string | null;
  readonly openedAt: Instant | null;
  readonly doneAt: Instant | null;
  readonly by: Doer | null;
  readonly lines: readonly LineView[];
  readonly values: StoredValues;
  readonly remarks: StepState['remarks'];
  readonly returnReason: CodedReason | null;
  readonly clock: ClockChange | null;
  /** What it holds is hidden from this viewer for now. */
  readonly isHidden: boolean;
}

export interface HistoryLine {
  readonly version: number;
  readonly type: string;
  readonly at: Instant;
  readonly by: Doer;
  readonly about: string;
  readonly line: string | null;
  readonly outcome: string | null;
  readonly reason: CodedReason | null;
  /** The edition to which it was moved by this, and why. */
  readonly moved: { readonly from: string; readonly to: string; readonly words: string } | null;
}

/** A file of a case; who put it there is told by the history, to whom it may be. */
export type CaseFile = Pick<StoredFile, 'id' | 'digest' | 'name' | 'size' | 'mediaType' | 'uploadedAt'>;

/** Everything that a case's page shows to one viewer, drawn from its own edition. */
export interface CaseView {
  readonly id: Id;
  /** What the next act gives as `expected`. */
  readonly version: number;
  readonly title: string;
  readonly scheme: { readonly id: string; readonly edition: string; readonly zone: string };
  /** What a transition of its edition asks of it while it is open; null where none does. */
  readonly window: CaseWindow | null;
  readonly flow: FlowSpec;
  readonly forms: readonly FormSpec[];
  readonly roles: readonly RoleSpec[];
  readonly reasonLists: readonly ReasonList[];
  readonly texts: Readonly<Record<string, Text>>;
  /** Null in a blind review. */
  readonly applicant: Named | null;
  readonly body: Named;
  readonly openedAt: Instant;
  readonly ended: CaseState['ended'];
  readonly round: { readonly id: Id; readonly title: Text; readonly openSteps: readonly string[] } | null;
  readonly entry: { readonly id: Id; readonly number: string; readonly status: string } | null;
  readonly steps: readonly StepView[];
  /** The newest value of each field that this viewer may read: what a form begins with. */
  readonly values: StoredValues;
  readonly figures: readonly NamedFigure[];
  /** Answers of calculators that were put to the case, with the file that holds each whole. */
  readonly answers: readonly (Omit<AnswerState, 'attachedBy' | 'file'> & {
    readonly attachedBy: Doer;
    readonly title: Text;
    readonly file: Id | null;
  })[];
  readonly findings: readonly (Omit<FindingState, 'raisedBy'> & { readonly raisedBy: Doer })[];
  readonly people: readonly { readonly role: string; readonly person: Named | null; readonly party: Named }[];
  readonly clocks: readonly ClockChange[];
  readonly entries: readonly {
    readonly id: Id;
    readonly number: string;
    readonly status: string;
    readonly credential: string | null;
  }[];
  readonly files: readonly CaseFile[];
  readonly history: readonly HistoryLine[];
  readonly openings: readonly Opening[];
}

/** A case that was moved still holds values that the present edition has no words for: the editions before it do. */
async function textsFor(world: World, { scheme, events }: LoadedCase): Promise<CaseView['texts']> {
  const before = events.flatMap(({ event }) => (event.type === 'CaseMoved' ? [event.body.from] : []));
  const former = await Promise.all(before.map((edition) => world.schemes.edition(scheme.id, edition)));
  const texts = [...former.map((edition) => edition?.texts ?? {}), scheme.texts];
  return Object.fromEntries(texts.flatMap((one) => Object.entries(one)));
}

/** The case as this viewer may see it; null when she may not know of it. What is hidden from her is left out here, not in pages. */
export async function viewCase(world: World, acting: Acting, id: Id): Promise<CaseView | null> {
  const kase = await loadCase(world, id);
  if (kase === null || !mayOnCase('case.read', acting.viewer, kase.summary)) return null;
  const { scheme, state, round, entry } = kase;
  const { opened } = state;
  const flow = flowOf(scheme, state);
  if (opened === null || flow === undefined) return null;
  const hidden = hiddenParts(scheme, state, acting.viewer);
  const seen = visible(scheme, flow, state, hidden, acting.viewer.person);
  const name = await namesOf(world, everybody(kase));
  const isApplicants = (party: Id): boolean => hidden.applicant && party === opened.applicant;
  const doer = (actor: Actor): Doer =>
    actor.kind === 'person' && isApplicants(actor.party)
      ? { role: actor.role, person: null }
      : doerOf(actor, hidden, name);
  const entries = await world.storage.entries.byIds([...new Set(state.entries)]);
  const files = await filesIn(world, id, seen);
  const ownEntry =
    entry === null ? null : { id: entry.id, number: entry.state.decided?.number ?? '', status: entry.state.status };
  const view: CaseView = {
    id,
    version: state.version,
    title: opened.title,
    scheme: { id: scheme.id, edition: scheme.edition, zone: scheme.zone },
    window: state.ended === null ? await windowOf(world, scheme) : null,
    flow,
    forms: scheme.forms,
    roles: scheme.roles,
    reasonLists: scheme.reasonLists,
    texts: await textsFor(world, kase),
    applicant: hidden.applicant ? null : name(opened.applicant),
    body: name(opened.body),
    openedAt: state.openedAt ?? '',
    ended: state.ended,
    round:
      round === null || round.state.opened === null
        ? null
        : { id: round.id, title: round.state.opened.title, openSteps: openRoundSteps(round.state) },
    entry: ownEntry,
    steps: flow.steps.map((spec) => stepView(spec.id, state, hidden, seen, doer)),
    values: seen.values,
    figures: figuresIn(kase, hidden).map((figure) => ({
      ...figure,
      ruleName: world.rules.ruleName(figure.rule) ?? null,
    })),
    answers: state.answers
      .filter((a) => a.step === null || !hidden.steps.has(a.step))
      .map((a) => ({
        ...a,
        attachedBy: doer(a.attachedBy),
        title: calculatorNamed(a.calculator)?.text ?? { zh: a.calculator, en: a.calculator },
        file: files.find((f) => f.digest === a.file.digest)?.id ?? null,
      })),
    findings: [...state.findings.values()]
      .filter((f) => !hidden.steps.has(f.step))
      .map((f) => ({ ...f, raisedBy: doer(f.raisedBy) })),
    people: peopleIn(state, hidden, name).filter((n) => !isApplicants(n.party.id)),
    clocks: [...state.clocks.values()],
    entries: entries.map(({ id: entryId, number, status, credential }) => ({
      id: entryId,
      number,
      status,
      credential,
    })),
    files,
    history: historyOf(kase, hidden, doer),
    openings: await openingsIn(world, acting, kase),
  };
  return hidden.applicant ? blindView(view, await identityOf(world, opened.applicant)) : view;
}

/** What of a view comes from the case, without the applicant's identity. What the scheme says stays as it is. */
function blindView(view: CaseView, identity: readonly string[]): CaseView {
  const { id, version, scheme, flow, forms, roles, reasonLists, texts, ...ofCase } = view;
  const { body, round, ...rest } = ofCase;
  return {
    ...{ id, version, scheme, flow, forms, roles, reasonLists, texts, body, round },
    ...withoutIdentity(rest, identity),
  };
}

interface Seen {
  readonly values: StoredValues;
  readonly ofStep: ReadonlyMap<string, StoredValues>;
  readonly lineOf: (step: string, line: string) => boolean;
  /** Digests of files that stand in what is hidden and nowhere else. */
  readonly hiddenFiles: ReadonlySet<string>;
}

/** What of the values is seen: those of hidden steps are not, wherever else the same field has no value of its own. */
function visible(scheme: Scheme, flow: FlowSpec, state: CaseState, hidden: HiddenParts, person: string): Seen {
  const fields = scheme.forms.flatMap((f) => f.fields);
  const trimmed = (values: StoredValues) => (hidden.applicant ? withoutPeople(values, fields) : values);
  const ofStep = new Map<string, StoredValues>();
  let values: StoredValues = {};
  const secret: StoredValues[] = [];
  for (const { id } of flow.steps) {
    const step = state.steps.get(id);
    if (step === undefined) continue;
    const answers = state.answers.filter((a) => a.step === id).map((a): StoredValues => ({ digest: a.file.digest }));
    if (hidden.steps.has(id)) secret.push(step.values, ...[...step.lines.values()].map((l) => l.values), ...answers);
    else {
      ofStep.set(id, trimmed(step.values));
      values = { ...values, ...trimmed(step.values) };
    }
  }
  const open = digestsIn(values);
  const hiddenFiles = new Set(secret.flatMap((v) => [...digestsIn(v)]).filter((d) => !open.has(d)));
  const lineOf = (step: string, line: string) => !hidden.othersLines.has(step) || line === person;
  return { values, ofStep, lineOf, hiddenFiles };
}

function digestsIn(values: StoredValues): ReadonlySet<string> {
  return new Set(JSON.stringify(values).match(/(?<="digest":")[0-9a-f]{64}/g) ?? []);
}

function stepView(
  id: string,
  state: CaseState,
  hidden: HiddenParts,
  seen: Seen,
  doer: (actor: Actor) => Doer,
): StepView {
  const step = state.steps.get(id);
  const isHidden = hidden.steps.has(id);
  const lines = [...(step?.lines ?? [])]
    .filter(([line]) => !isHidden && seen.lineOf(id, line))
    .map(
      ([line, l]): LineView => ({
        line,
        done: l.done,
        outcome: l.outcome,
        values: l.values,
        doneAt: l.doneAt,
        by: l.doneBy === null ? null : doer(l.doneBy),
      }),
    );
  return {
    id,
    status: step?.status ?? 'waiting',
    outcome: isHidden ? null : (step?.outcome ?? null),
    openedAt: step?.openedAt ?? null,
    doneAt: step?.doneAt ?? null,
    by: isHidden || step?.doneBy == null ? null : doer(step.doneBy),
    lines,
    values: seen.ofStep.get(id) ?? {},
    remarks: isHidden ? [] : (step?.remarks ?? []),
    returnReason: isHidden ? null : (step?.returnReason ?? null),
    clock: [...state.clocks.values()].find((c) => c.step === id) ?? null,
    isHidden,
  };
}

function doerOf(actor: Actor, hidden: HiddenParts, name: (id: Id) => Named): Doer {
  if (actor.kind !== 'person') return { role: actor.kind === 'system' ? actor.name : 'public', person: null };
  return { role: actor.role, person: hidden.roles.has(actor.role) ? null : name(actor.person) };
}

function peopleIn(state: CaseState, hidden: HiddenParts, name: (id: Id) => Named): CaseView['people'] {
  return state.named
    .filter((n) => !hidden.roles.has(n.role))
    .map((n) => ({ role: n.role, person: n.person === null ? null : name(n.person), party: name(n.party) }));
}

function everybody(kase: LoadedCase): readonly (Id | null)[] {
  const { state, events } = kase;
  const actors = events.flatMap(({ actor }) => (actor.kind === 'person' ? [actor.person] : []));
  return [
    ...actors,
    ...state.named.flatMap((n) => [n.person, n.party]),
    state.opened?.applicant ?? null,
    state.opened?.body ?? null,
  ];
}

/** A figure with what the rule behind it is called; null where the house no longer holds the pack. */
export type NamedFigure = Figure & { readonly ruleName: { readonly zh: string; readonly en: string } | null };

/** The newest figures of every calculation, as they were on their days. */
function figuresIn(kase: LoadedCase, hidden: HiddenParts): readonly Figure[] {
  const figures = new Map<string, Figure>();
  for (const { event } of kase.events)
    if (event.type === 'StepDone' && !hidden.steps.has(event.body.step))
      for (const figure of event.body.figures) figures.set(figure.name, figure);
  return [...figures.values()];
}

async function filesIn(world: World, id: Id, seen: Seen): Promise<readonly CaseFile[]> {
  const files = await world.storage.files.list({ field: 'case', is: [id] });
  return files
    .filter((file) => !seen.hiddenFiles.has(file.digest))
    .map(({ id: file, digest, name, size, mediaType, uploadedAt }) => ({
      id: file,
      digest,
      name,
      size,
      mediaType,
      uploadedAt,
    }));
}

/** Who did what when; of what is hidden, only that something was done. */
function historyOf(kase: LoadedCase, hidden: HiddenParts, doer: (actor: Actor) => Doer): readonly HistoryLine[] {
  return kase.stream.events.map(({ envelope }): HistoryLine => {
    const { version, type, at, about } = happening(envelope);
    const body = envelope.body as { readonly [name: string]: Json | undefined };
    const isHidden = hidden.steps.has(kase.state.findings.get(about)?.step ?? about);
    const text = (name: string): string | null => (typeof body[name] === 'string' && !isHidden ? body[name] : null);
    const reason = body['reason'];
    return {
      version,
      type,
      at,
      by: isHidden ? { role: '', person: null } : doer(envelope.actor),
      about,
      line: text('line'),
      outcome: text('outcome'),
      // An event's reason is a coded one in every type that has it.
      reason: isHidden || typeof reason !== 'object' || reason === null ? null : (reason as unknown as CodedReason),
      moved:
        type === 'CaseMoved' ? { from: text('from') ?? '', to: text('to') ?? '', words: text('words') ?? '' } : null,
    };
  });
}
