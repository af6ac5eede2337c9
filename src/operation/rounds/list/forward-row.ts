import type { ActContext } from '#certification/act/context.ts';
import { type Refusal, refuse } from '#certification/act/refusal.ts';
import { decideOpen, decideStep } from '#certification/case/decide.ts';
import type { CaseEvent, StoredValues } from '#certification/case/events.ts';
import { inOptionWords } from '#certification/case/option-words.ts';
import { type CaseState, emptyCase, foldCase, stepOf } from '#certification/case/state.ts';
import type { RoundEvent } from '#certification/round/events.ts';
import { decideJoin } from '#certification/round/join.ts';
import {
  columnOf,
  type ListColumn,
  type ListRow,
  type ListSpec,
  mostName,
  valuesFor,
} from '#certification/round/list-columns.ts';
import { decideTrack } from '#certification/round/quota.ts';
import { checkRecommender } from '#certification/round/recommender.ts';
import { applyRoundEvent, foldRound, type RoundState } from '#certification/round/state.ts';
import type { Scheme, StepSpec } from '#certification/scheme/scheme.ts';
import type { Text } from '#certification/scheme/vocabulary/word.ts';
import { actContext, loadFacts, supplies, workplaces } from '../../acts/context.ts';
import { samenessOf } from '../../acts/join-round.ts';
import { type LoadedRound, loadCase, surroundingsOf } from '../../acts/loading.ts';
import { needsOf } from '../../acts/needs.ts';
import { type Acting, actorOf } from '../../acts/request.ts';
import { emptyHead } from '../../ports/event-store.ts';
import type { Transaction } from '../../ports/transaction.ts';
import type { Id } from '../../ports/values.ts';
import { recordedNew } from '../../streams/recorded.ts';
import type { World } from '../../world.ts';
import type { ReadList } from './read-list.ts';
import type { RowApplicant, RowApplicants } from './row-applicant.ts';
import { causes, isBeside, lacksOf } from './row-refusals.ts';

export interface RowReport {
  readonly row: number;
  readonly applicant: string;
  readonly title: string;
  /** `already`: the unit has forwarded this project before; nothing is done with it again. */
  readonly is: 'forwarded' | 'already' | 'refused';
  readonly case: Id | null;
  /** The organisation was not known and comes in with this row. */
  readonly isNewApplicant: boolean;
  /** The step that is the next one, and what it lacks that no cell can hold. */
  readonly next: { readonly step: string; readonly lacks: readonly Text[] } | null;
  /** Why it is refused, each at its column. */
  readonly problems: readonly { readonly column: ListColumn | null; readonly refusal: Refusal }[];
}

export interface Draft {
  readonly case: Id;
  readonly step: string;
  readonly values: StoredValues;
}

/** A case that the list opens, with everything that its row does in it. */
export interface NewCase {
  readonly id: Id;
  readonly applicant: RowApplicant;
  readonly events: readonly CaseEvent[];
}

/** A list while it is forwarded: the round as it stands after the rows so far, and what is to be written. */
export interface Forwarding {
  readonly world: World;
  readonly transaction: Transaction;
  readonly acting: Acting;
  readonly scheme: Scheme;
  readonly list: ListSpec;
  readonly round: LoadedRound;
  readonly state: RoundState;
  readonly context: ActContext;
  readonly unitName: { readonly zh: string; readonly en: string };
  readonly entitled: ReadonlyMap<Id, { readonly zh: string; readonly en: string }>;
  readonly applicants: RowApplicants;
  readonly roundEvents: RoundEvent[];
  readonly cases: NewCase[];
  readonly drafts: Draft[];
  /** Rows of this very file, by what makes them the same project. */
  readonly seen: Map<string, number>;
}

export async function forwardRow(f: Forwarding, row: ListRow, file: ReadList): Promise<RowReport> {
  const base = {
    row: row.row,
    applicant: row.applicant.slice(0, mostName),
    title: row.title.slice(0, mostName),
    case: null,
    isNewApplicant: false,
    next: null,
  };
  const refused = (refusals: readonly Refusal[]): RowReport => ({
    ...base,
    is: 'refused',
    problems: causes(f.list, refusals).map((refusal) => {
      const column = columnOf(f.list, refusal.field ?? '');
      return { column, refusal: inOptionWords(f.scheme.texts, column?.field, refusal) };
    }),
  });
  const unreadable = file.unreadable.filter((cell) => cell.row === row.row);
  const bad = unreadable.map(({ column, found }) =>
    refuse('cell-unreadable', { found }, { field: column === null ? '' : (column.field?.id ?? column.id) }),
  );
  const untitled = row.title === '' ? [refuse('field-missing', { label: titleOf(f.list) }, { field: 'title' })] : [];
  const long = tooLong(f.list, row);
  if (long.length > 0) return refused([...bad, ...untitled, ...long]);
  const whose = await f.applicants.of(row);
  if ('refusals' in whose || bad.length + untitled.length > 0)
    return refused([...bad, ...untitled, ...('refusals' in whose ? whose.refusals : [])]);
  const { applicant } = whose;
  const sameness = samenessOf(row.title, applicant.id);
  const first = f.seen.get(sameness);
  if (first !== undefined) return refused([refuse('row-twice', { row: String(first) }, { field: 'title' })]);
  const same = [...f.state.cases.values()].filter((c) => c.sameness === sameness);
  const own = same.find((c) => c.recommender === f.acting.viewer.party);
  if (own !== undefined) return already(f, row, own.case);
  if (same.some((c) => c.left === null)) return refused([elsewhere(row)]);
  const opened = await openFor(f, { ...row, code: applicant.code }, applicant);
  if ('refusals' in opened) return refused(opened.refusals);
  f.seen.set(sameness, row.row);
  return {
    ...base,
    is: 'forwarded',
    case: opened.id,
    isNewApplicant: applicant.isNew,
    next: opened.next,
    problems: [],
  };
}

const titleOf = (list: ListSpec) => list.columns.find((c) => c.id === 'title')?.text ?? { zh: '题目', en: 'Title' };
/** What a row names an organisation and a case by, where no field of the scheme's own holds it to a length. */
function tooLong(list: ListSpec, row: ListRow): readonly Refusal[] {
  return (['applicant', 'code', 'title'] as const).flatMap((id) => {
    const found = row[id].length;
    const label = list.columns.find((column) => column.id === id)?.text ?? id;
    const params = { label, most: String(mostName), found: String(found) };
    return found > mostName ? [refuse('value-length', params, { field: id })] : [];
  });
}

const elsewhere = (row: ListRow) => refuse('row-elsewhere', { title: row.title }, { field: 'title' });

/** Forwarded before: nothing is done, but a form that still waits for what no cell holds gets its draft if that was lost. */
async function already(f: Forwarding, row: ListRow, id: Id): Promise<RowReport> {
  const kase = await loadCase(f.world, id, f.transaction);
  const step = f.list.submission.id;
  const waits = kase !== null && kase.state.ended === null && stepOf(kase.state, step).status === 'open';
  if (waits) f.drafts.push({ case: id, step, values: valuesFor(f.scheme, f.list, f.list.submission, row) });
  const { applicant, title } = row;
  return { row: row.row, applicant, title, is: 'already', case: id, isNewApplicant: false, next: null, problems: [] };
}

type Opened = { readonly id: Id; readonly next: RowReport['next'] } | { readonly refusals: readonly Refusal[] };

/** Opens the row's case in the round and does in it what the row says; of a refused row nothing is left. */
async function openFor(f: Forwarding, row: ListRow, applicant: RowApplicant): Promise<Opened> {
  const { scheme, list, acting } = f;
  const id = f.world.newId();
  const unit = acting.viewer.party;
  const context = await contextFor(f, row, applicant);
  const around = () => surroundingsOf({ entry: null, round: { ...f.round, state: f.state } });
  const flow = scheme.round?.caseFlow ?? '';
  const body = f.state.opened?.body ?? '';
  const open = decideOpen(
    scheme,
    id,
    { act: 'open', flow, applicant: applicant.id, body, round: f.round.id, entry: null, title: row.title },
    context,
    around(),
  );
  const joining = { applicant: applicant.id, recommender: unit };
  const unfit = checkRecommender(scheme, joining, f.entitled);
  const sameness = samenessOf(row.title, applicant.id);
  const join = decideJoin(scheme, f.state, {
    case: id,
    ...joining,
    sameness,
    title: row.title,
    unitName: f.unitName,
    calledAs: [applicant.id, applicant.code, applicant.name.zh],
  });
  const refusals = [...(open.ok ? [] : open.refusals), ...unfit, ...(join.ok ? [] : join.refusals)];
  if (!open.ok || !join.ok || refusals.length > 0) return { refusals };
  const state = foldCase(id, recordedNew<CaseEvent>(open.events, emptyHead, stampOf(f)));
  const submitted = doWith(f, state, list.submission, list.submission.outcomes[0]?.id ?? 'done', row, context);
  if ('refusals' in submitted) {
    const wrong = submitted.refusals.filter((r) => !isBeside(list, r));
    if (wrong.length > 0) return { refusals: wrong };
    keep(f, { id, applicant, events: open.events }, join.events);
    f.drafts.push({ case: id, step: list.submission.id, values: valuesFor(scheme, list, list.submission, row) });
    return {
      id,
      next: { step: list.submission.id, lacks: lacksOf(f.scheme, list, submitted.refusals) },
    };
  }
  const tracked = trackAfterJoin(f, join.events, id, row);
  if (!tracked.ok) return { refusals: tracked.refusals };
  const events = [...open.events, ...submitted.events];
  const roundEvents = [...join.events, ...tracked.events];
  const next = recommend(f, foldCase(id, recordedNew<CaseEvent>(events, emptyHead, stampOf(f))), row, context);
  if ('refusals' in next) return { refusals: next.refusals };
  keep(f, { id, applicant, events: [...events, ...next.events] }, roundEvents);
  return { id, next: next.waits === null ? null : { step: next.waits, lacks: [] } };
}

/** The track is counted with the case in the round, which it joins by this very row. */
function trackAfterJoin(f: Forwarding, joined: readonly RoundEvent[], id: Id, row: ListRow) {
  const after = foldRound(f.round.id, [
    ...f.round.events,
    ...recordedNew<RoundEvent>([...f.roundEvents, ...joined], f.round.stream.head, stampOf(f)),
  ]);
  const values = valuesFor(f.scheme, f.list, f.list.submission, row);
  return decideTrack(f.scheme, after, { case: id, values, name: f.unitName });
}

/** The unit's recommendation, as far as the row holds what its form asks; else it waits for the unit. */
function recommend(f: Forwarding, state: CaseState, row: ListRow, context: ActContext) {
  const found = f.list.recommendation;
  if (found === null || stepOf(state, found.step.id).status !== 'open') return { events: [], waits: null };
  const done = doWith(f, state, found.step, found.outcome.id, row, context);
  if (!('refusals' in done)) return { events: done.events, waits: null };
  const wrong = done.refusals.filter((r) => r.code !== 'field-missing');
  return wrong.length > 0 ? { refusals: wrong } : { events: [], waits: found.step.id };
}

function doWith(f: Forwarding, state: CaseState, step: StepSpec, outcome: string, row: ListRow, context: ActContext) {
  const values = valuesFor(f.scheme, f.list, step, row);
  const act = { act: 'do' as const, step: step.id, line: null, outcome, values, reason: null, remarks: [], named: [] };
  const around = surroundingsOf({ entry: null, round: { ...f.round, state: f.state } });
  const decision = decideStep(f.scheme, state, act, context, around);
  return decision.ok ? { events: decision.events } : { refusals: decision.refusals };
}

function keep(f: Forwarding, opened: NewCase, events: readonly RoundEvent[]): void {
  f.cases.push(opened);
  for (const recorded of recordedNew<RoundEvent>(
    events,
    { ...f.round.stream.head, version: f.state.version },
    stampOf(f),
  ))
    applyRoundEvent(f.state, recorded);
  f.roundEvents.push(...events);
}

export const stampOf = (f: Forwarding) => ({ recordedAt: f.context.now, actor: actorOf(f.acting, f.list.role.id) });

/** What the decisions over one row may know: of its applicant too, which may be one that the list registers. */
async function contextFor(f: Forwarding, row: ListRow, applicant: RowApplicant): Promise<ActContext> {
  const { world, transaction, acting, scheme, list } = f;
  const steps = scheme.flows.find((flow) => flow.id === scheme.round?.caseFlow)?.steps ?? [];
  const doing = [list.submission, ...(list.recommendation ? [list.recommendation.step] : [])];
  const blank = emptyCase('');
  const opened = {
    scheme: scheme.id,
    edition: scheme.edition,
    flow: '',
    zone: scheme.zone,
    round: f.round.id,
    entry: null,
  };
  const effects = { opened: [], reopened: [], skipped: [], completed: [], clocks: [], ended: null };
  blank.opened = { ...opened, applicant: applicant.id, body: f.state.opened?.body ?? '', title: row.title, effects };
  const actor = acting.viewer;
  const needs = needsOf({ scheme, steps, acting: doing, state: blank, values: row.values, naming: [], actor });
  const at = {
    now: f.context.now,
    zone: scheme.zone,
    applicant: applicant.id,
    partyOfPerson: workplaces([], [], acting),
  };
  const facts = await loadFacts(world, transaction, needs, at);
  const context = actContext(world, facts, acting, supplies(world.newId));
  if (!applicant.isNew) return context;
  const fresh = { id: applicant.id, name: applicant.name, code: '' };
  return { ...context, party: (id) => (id === applicant.id ? fresh : context.party(id)) };
}
