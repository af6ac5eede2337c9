import { type Refusal, refuse } from '#certification/act/refusal.ts';
import { decided } from '#certification/case/decision.ts';
import { type ListSpec, listOf } from '#certification/round/list-columns.ts';
import { foldRound } from '#certification/round/state.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { dayOf, toInstant } from '#certification/time/instant.ts';
import { type Batch, newBatch } from '../../acts/batch.ts';
import { carryOut } from '../../acts/carry-out.ts';
import { actContext, loadFacts, supplies, workplaces } from '../../acts/context.ts';
import { editionOf, type LoadedRound, loadRound } from '../../acts/loading.ts';
import { denied, type Outcome, refusedWith } from '../../acts/outcome.ts';
import { type Acting, actorOf } from '../../acts/request.ts';
import { tidy } from '../../acts/tidy.ts';
import { writeDecision } from '../../acts/write-decision.ts';
import { writeRound } from '../../acts/write-round.ts';
import { namesOf } from '../../desk/names.ts';
import type { PartyEvent } from '../../parties/party-events.ts';
import type { DraftRoom } from '../../ports/drafts.ts';
import { emptyHead } from '../../ports/event-store.ts';
import type { Transaction } from '../../ports/transaction.ts';
import type { Id, Json } from '../../ports/values.ts';
import { projectParty } from '../../project/party.ts';
import { partyStream, recordedNew } from '../../streams/recorded.ts';
import type { World } from '../../world.ts';
import { recommendersUnder } from '../recommenders.ts';
import { type Draft, type Forwarding, forwardRow, type RowReport } from './forward-row.ts';
import type { ReadList } from './read-list.ts';
import { type RowApplicant, RowApplicants } from './row-applicant.ts';

/** `look` only says what would be; `all-or-none` takes the list if every row is good; `good-rows` takes those that are. */
export const takes = ['look', 'all-or-none', 'good-rows'] as const;
export type Take = (typeof takes)[number];

export interface ListReport {
  readonly taken: boolean;
  readonly unit: { readonly zh: string; readonly en: string };
  readonly counts: {
    readonly read: number;
    readonly forwarded: number;
    readonly already: number;
    readonly refused: number;
  };
  readonly rows: readonly RowReport[];
}

export interface ForwardRequest {
  readonly acting: Acting;
  readonly round: Id;
  readonly list: ReadList;
  readonly take: Take;
}

/** Why this viewer can hand no list in to this round; the list's columns when she can. */
export async function listFor(
  world: World,
  acting: Acting,
  round: Id,
  within?: Transaction,
): Promise<
  | { readonly round: LoadedRound; readonly scheme: Scheme; readonly list: ListSpec }
  | { readonly refusals: readonly Refusal[] }
  | null
> {
  const loaded = await loadRound(world, round, within);
  const opened = loaded?.state.opened ?? null;
  if (loaded === null || opened === null) return null;
  const scheme = await editionOf(world, opened.scheme, opened.edition, within);
  const list = listOf(scheme);
  const title = scheme.texts['title'] ?? scheme.id;
  if (list === undefined) return { refusals: [refuse('list-not-taken', { scheme: title })] };
  const units = await recommendersUnder(world, scheme, within);
  const { viewer } = acting;
  if (!viewer.roles.includes(list.role.id) || !units.includes(viewer.party))
    return {
      refusals: [refuse('list-not-recommender', { role: scheme.texts[`role.${list.role.id}`] ?? list.role.id })],
    };
  return { round: loaded, scheme, list };
}

/**
 * Takes a recommending unit's list in: every row becomes a case that is forwarded under the unit, or is reported with what is
 * wrong at which column. The whole file is one transaction. A row that the unit has forwarded before is left as it is, so
 * that the same file twice changes nothing.
 */
export async function forwardList(world: World, request: ForwardRequest): Promise<Outcome<ListReport>> {
  const { acting, round, take } = request;
  const drafts: Draft[] = [];
  let report: ListReport | null = null;
  const content = { act: 'forward-list', round, take };
  const outcome = await carryOut<Json>(world, { acting, content }, async (transaction) => {
    drafts.length = 0;
    const found = await listFor(world, acting, round, transaction);
    if (found === null) return denied('not-found');
    if ('refusals' in found) return refusedWith(found.refusals);
    const forwarding = await begin(world, transaction, acting, found);
    const rows: RowReport[] = [];
    for (const row of tidy(request.list.rows)) rows.push(await forwardRow(forwarding, row, request.list));
    const count = (is: RowReport['is']) => rows.filter((r) => r.is === is).length;
    const counts = {
      read: rows.length,
      forwarded: count('forwarded'),
      already: count('already'),
      refused: count('refused'),
    };
    const taken = take === 'good-rows' || (take === 'all-or-none' && counts.refused === 0);
    report = { taken, unit: forwarding.unitName, counts, rows };
    const batch = newBatch(world, { recordedAt: forwarding.context.now, actor: actorOf(acting, found.list.role.id) });
    if (taken) {
      await write(forwarding, batch);
      drafts.push(...forwarding.drafts);
    }
    return { write: batch, answer: null };
  });
  if (outcome.is !== 'done') return outcome;
  // What a cell can't hold is added in the form, which begins with what the row said. A crash before this loses the drafts,
  // not the cases; the same file again makes them.
  for (const draft of drafts) await keepDraft(world, acting, draft);
  if (report === null) throw new Error('A list that was carried out has a report.');
  return { is: 'done', value: report, repeated: false };
}

/** One for each case that was opened: bounded by the list, and nothing that its writer could be asked to discard first. */
const withEachCase: DraftRoom = { drafts: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY };

async function keepDraft(world: World, acting: Acting, draft: Draft): Promise<void> {
  const at = { account: acting.viewer.account, subject: `case:${draft.case}:${draft.step}:` };
  if ((await world.storage.drafts.get(at.account, at.subject)) !== null) return;
  const values = { values: draft.values as Json };
  await world.storage.drafts.save({ ...at, values, savedAt: world.clock.now() }, 0, withEachCase);
}

async function begin(
  world: World,
  transaction: Transaction,
  acting: Acting,
  found: { readonly round: LoadedRound; readonly scheme: Scheme; readonly list: ListSpec },
): Promise<Forwarding> {
  const { round, scheme, list } = found;
  const now = world.clock.now();
  const { party } = acting.viewer;
  const needs = {
    parties: [party],
    persons: [acting.viewer.person],
    holders: [],
    kinds: [],
    entries: [],
    endedSchemes: [],
  };
  const at = { now, zone: scheme.zone, applicant: null, partyOfPerson: workplaces([], [], acting) };
  const facts = await loadFacts(world, transaction, needs, at);
  const units = await recommendersUnder(world, scheme, transaction);
  const name = await namesOf(world, [...units, party], transaction);
  const today = dayOf(toInstant(now), scheme.zone);
  return {
    world,
    transaction,
    acting,
    scheme,
    list,
    round,
    state: foldRound(round.id, round.events),
    context: actContext(world, facts, acting, supplies(world.newId)),
    unitName: name(party).name,
    entitled: new Map(units.map((id) => [id, name(id).name])),
    applicants: new RowApplicants(world, transaction, today),
    roundEvents: [],
    cases: [],
    drafts: [],
    seen: new Map(),
  };
}

/** Everything of the list in one batch: new organisations, cases, what the round learns of them. */
async function write(f: Forwarding, batch: Batch): Promise<void> {
  const { world, transaction, scheme, acting } = f;
  const fresh = new Map(f.cases.filter((c) => c.applicant.isNew).map((c) => [c.applicant.id, c.applicant]));
  for (const applicant of fresh.values()) registerIn(batch, applicant);
  for (const { id, applicant, events } of f.cases) {
    const recommender = acting.viewer.party;
    const before = { id, head: emptyHead, events: [], rows: {}, entry: null, applicant: applicant.id, recommender };
    await writeDecision(world, transaction, batch, scheme, before, decided(events), f.context.calendar.today);
  }
  if (f.roundEvents.length > 0) writeRound(scheme, batch, f.round, f.roundEvents);
}

function registerIn(batch: Batch, { id, name, code }: RowApplicant): void {
  const language = /\p{Script=Han}/u.test(name.zh) ? ('zh' as const) : ('und' as const);
  const names = [{ language, name: name.zh, from: null }];
  const body = { names, codes: [{ system: 'uscc', value: code }], details: {} };
  const event: PartyEvent = { type: 'OrganisationRegistered', format: 1, body };
  batch.append(partyStream(id), emptyHead, [event]);
  batch.project(projectParty(id, recordedNew<PartyEvent>([event], emptyHead, batch), new Map()));
}
