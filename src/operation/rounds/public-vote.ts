import { caseCalendar } from '#certification/act/calendar.ts';
import { type Refusal, refuse } from '#certification/act/refusal.ts';
import { may, mayOnRound } from '#certification/policy/policy.ts';
import {
  type Burst,
  checkPublicVote,
  codesOf,
  findBursts,
  isPublicVote,
  type VoteCell,
  votingDays,
} from '#certification/round/public-vote.ts';
import { casesIn, type PublicVoteState } from '#certification/round/state.ts';
import type { Scheme, StepSpec } from '#certification/scheme/scheme.ts';
import { editionOf, type LoadedRound, loadRound } from '../acts/loading.ts';
import { denied, type Outcome, refusedWith } from '../acts/outcome.ts';
import type { Acting } from '../acts/request.ts';
import { type Named, namesOf } from '../desk/names.ts';
import type { VoteBox } from '../ports/public-votes.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id } from '../ports/values.ts';
import type { World } from '../world.ts';
import { furtherRoundAct } from './further-round-acts.ts';
import { networkOf, pseudonym, serialOf, votingCode } from './vote-codes.ts';

export interface VoteItem {
  readonly id: Id;
  readonly title: string;
  /** Null where the works are reviewed blindly: reviewers read this page too. */
  readonly unit: Named | null;
}

/** A vote of the public as everybody sees it, and what its desk sees beside. */
export interface PublicVoteView {
  readonly step: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly title: { readonly zh: string; readonly en: string };
  readonly state: 'waiting' | 'running' | 'ended' | 'closed';
  readonly from: string | null;
  readonly to: string | null;
  readonly items: readonly VoteItem[];
  /** Frozen when it was closed; null before. */
  readonly results:
    | readonly { readonly item: Id; readonly title: string; readonly counted: number; readonly setAside: number }[]
    | null;
  /** What was set aside, and why: told to everybody once the vote is closed. */
  readonly setAside: PublicVoteState['setAside'];
  readonly desk: VoteDesk | null;
}

export interface VoteDesk {
  readonly counts: readonly { readonly item: Id; readonly counted: number; readonly setAside: number }[];
  readonly bursts: readonly Burst[];
  readonly codes: PublicVoteState['codes'];
}

interface Found {
  readonly round: LoadedRound;
  readonly scheme: Scheme;
  readonly step: StepSpec;
}

async function find(world: World, id: Id, within?: Transaction): Promise<Found | null> {
  const round = await loadRound(world, id, within);
  const opened = round?.state.opened ?? null;
  if (round === null || opened === null) return null;
  const scheme = await editionOf(world, opened.scheme, opened.edition, within);
  const step = scheme.round?.steps.find((s) => isPublicVote(scheme, s));
  return step === undefined ? null : { round, scheme, step };
}

/** Submissions that are voted on now, or were while the vote ran. */
async function itemsIn(
  world: World,
  { round, scheme, step }: Found,
  within?: Transaction,
): Promise<readonly VoteItem[]> {
  const members = casesIn(round.state);
  const closed = round.state.publicVotes.get(step.id)?.closed ?? null;
  const summaries = await world.storage.cases.byIds(
    members.map((m) => m.case),
    within,
  );
  const isItem = (id: Id, open: readonly string[]) =>
    closed === null
      ? step.caseStep !== undefined && open.includes(step.caseStep)
      : closed.some((row) => row.case === id);
  const found = summaries.filter((s) => isItem(s.id, s.openSteps));
  const isBlind = scheme.round?.assignment?.blind === true;
  const name = await namesOf(
    world,
    found.map((s) => s.applicant),
    within,
  );
  return found
    .map((s) => ({ id: s.id, title: s.title, unit: isBlind ? null : name(s.applicant) }))
    .sort((a, b) => (a.title < b.title ? -1 : 1));
}

export async function viewPublicVote(world: World, acting: Acting, id: Id): Promise<PublicVoteView | null> {
  const found = await find(world, id);
  const opened = found?.round.state.opened ?? null;
  if (found === null || opened === null) return null;
  const { round, scheme, step } = found;
  const vote = round.state.publicVotes.get(step.id);
  const days = votingDays(round.state, step.id);
  const status = round.state.run.steps.get(step.id)?.status ?? 'waiting';
  const today = caseCalendar(world.clock.now(), scheme.zone, world.rules.calendar(scheme.zone)).today;
  const items = await itemsIn(world, found);
  const isDesk = mayOnRound('round.desk', acting.viewer, { scheme: opened.scheme, body: opened.body });
  const cells = isDesk ? ((await world.storage.publicVotes.cells(id)).get(step.id) ?? []) : [];
  const closed = vote?.closed ?? null;
  const title = (item: Id) => items.find((i) => i.id === item)?.title ?? '';
  return {
    step: step.id,
    name: scheme.texts[`step.${step.id}`] ?? { zh: step.id, en: step.id },
    title: opened.title,
    state:
      status === 'done'
        ? 'closed'
        : status !== 'open'
          ? 'waiting'
          : days !== null && today <= days.to
            ? 'running'
            : 'ended',
    from: days?.from ?? null,
    to: days?.to ?? null,
    items,
    results:
      closed?.map(({ case: item, counted, setAside }) => ({ item, title: title(item), counted, setAside })) ?? null,
    setAside: isDesk || closed !== null ? (vote?.setAside ?? []) : [],
    desk: isDesk
      ? { counts: items.map((i) => countsOf(i.id, cells)), bursts: findBursts(cells), codes: vote?.codes ?? [] }
      : null,
  };
}

function countsOf(item: Id, cells: readonly VoteCell[]) {
  const of = (isSetAside: boolean) =>
    cells.filter((c) => c.item === item && c.isSetAside === isSetAside).reduce((all, c) => all + c.count, 0);
  return { item, counted: of(false), setAside: of(true) };
}

export interface CastRequest {
  readonly acting: Acting;
  readonly round: Id;
  readonly items: readonly Id[];
  /** Who has no account votes with a code. */
  readonly code: string;
  /** Of the client; only its network is looked at, and only as a digest. */
  readonly address: string;
}

export interface CastAnswer {
  readonly rows: readonly { readonly item: Id; readonly title: string; readonly refusal: Refusal | null }[];
}

const mostItems = 200;

/** Takes the votes of one identity: each item by itself, so that one that is refused spoils no other. */
export async function castPublicVotes(world: World, request: CastRequest): Promise<Outcome<CastAnswer>> {
  if (!may('vote.cast', request.acting.viewer)) return denied('not-allowed');
  const items = [...new Set(request.items)].slice(0, mostItems);
  return world.storage.inTransaction<Outcome<CastAnswer>>(async (transaction) => {
    const found = await find(world, request.round, transaction);
    if (found === null) return denied('not-found');
    const { round, scheme, step } = found;
    const box = { round: round.id, step: step.id };
    const now = world.clock.now();
    const calendar = caseCalendar(now, scheme.zone, world.rules.calendar(scheme.zone));
    const check = (item: Id, known: readonly VoteItem[], traffic: Parameters<typeof checkPublicVote>[4]) =>
      checkPublicVote(scheme, round.state, { step: step.id, item }, known, traffic, { now, calendar });
    // Before it has begun and after it has ended nothing is asked of anybody, and nothing is written.
    const [closed] = check('', [], { hasVoted: false, ofSourceInMinute: 0, ofSourceOnItemInDay: 0 });
    if (closed && closed.code !== 'vote-item-unknown') return refusedWith([closed]);
    const salt = await world.storage.publicVotes.open(transaction, box, world.randomBytes(32));
    if (salt === null) return refusedWith([refuse('public-vote-over', { step: step.id, to: '—' })]);
    const voter = voterOf(salt, request, codesOf(round.state, step.id));
    if ('refusal' in voter) return refusedWith([voter.refusal]);
    const source = pseudonym(salt, 'source', networkOf(request.address));
    const known = await itemsIn(world, found, transaction);
    const rows: CastAnswer['rows'][number][] = [];
    for (const item of items) {
      const title = known.find((i) => i.id === item)?.title ?? item;
      rows.push({ item, title, refusal: await castOne(item) });
    }
    return { is: 'done', value: { rows }, repeated: false };

    async function castOne(item: Id): Promise<Refusal | null> {
      if (!known.some((i) => i.id === item)) return refuse('vote-item-unknown', { item }, { field: item });
      const vote = { voter: (voter as { readonly key: Uint8Array }).key, item, source, at: now };
      const traffic = await world.storage.publicVotes.traffic(transaction, box, vote);
      const [refusal] = check(item, known, traffic);
      if (refusal) return refusal;
      const isKept = await world.storage.publicVotes.cast(transaction, box, vote);
      return isKept ? null : (check(item, known, { ...traffic, hasVoted: true })[0] ?? null);
    }
  });
}

/** Who votes, as the box knows her: the person, whatever account she uses, or the number of her code. */
function voterOf(
  salt: Uint8Array,
  { acting, code }: CastRequest,
  issued: number,
): { readonly key: Uint8Array } | { readonly refusal: Refusal } {
  const { viewer } = acting;
  if (code.trim() !== '') {
    const serial = serialOf(salt, code, issued);
    return serial === null
      ? { refusal: refuse('vote-code-wrong', { found: code.slice(0, 40) }, { field: 'code' }) }
      : { key: pseudonym(salt, 'voter', `code ${serial}`) };
  }
  if (viewer.kind === 'person') return { key: pseudonym(salt, 'voter', `person ${viewer.person}`) };
  return { refusal: refuse('vote-identity-missing', {}, { field: 'code' }) };
}

export interface IssueCodesRequest {
  readonly acting: Acting;
  readonly round: Id;
  readonly count: number;
  readonly to: string;
}

/** Gives codes out: the event says how many and to whom, the answer holds them once, and nothing keeps them. */
export async function issueVotingCodes(
  world: World,
  request: IssueCodesRequest,
): Promise<Outcome<{ readonly codes: readonly string[] }>> {
  const found = await find(world, request.round);
  if (found === null) return denied('not-found');
  const { acting, round, count, to } = request;
  const box: VoteBox = { round, step: found.step.id };
  const further = { act: 'issue-codes' as const, step: box.step, count, to };
  const outcome = await furtherRoundAct(world, { acting, round, further });
  if (outcome.is !== 'done') return outcome;
  const after = await loadRound(world, round);
  // The event that this act wrote is the one at the version that it answered.
  const issued = after?.events.find((e) => e.version === outcome.value.version)?.event;
  if (issued?.type !== 'VotingCodesIssued') throw new Error('The act that gives codes out writes their event.');
  const salt = await world.storage.inTransaction((t) => world.storage.publicVotes.open(t, box, world.randomBytes(32)));
  if (salt === null) return denied('not-found');
  const { from, count: many } = issued.body;
  const codes = Array.from({ length: many }, (_, i) => votingCode(salt, from + i));
  return { is: 'done', value: { codes }, repeated: false };
}
