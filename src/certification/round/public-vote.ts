import type { ActContext } from '../act/context.ts';
import { type Refusal, refuse } from '../act/refusal.ts';
import { situationOf } from '../case/decide.ts';
import { planAfter } from '../case/plan.ts';
import { checkRole } from '../case/roles.ts';
import { type CaseState, stepOf } from '../case/state.ts';
import type { RoundSpec } from '../scheme/round.ts';
import type { Scheme, StepSpec } from '../scheme/scheme.ts';
import { textOf } from '../scheme/text-of.ts';
import { closersOf } from './closers.ts';
import { no, type RoundContext, type RoundDecision, yes } from './decision.ts';
import { inCases, inRound, outcomesOf } from './in-cases.ts';
import type { RoundState } from './state.ts';

/** A vote of the public (公众投票): whoever proves who she is votes, once for each item, while its clock runs. */
export function isPublicVote(scheme: Scheme, step: StepSpec): boolean {
  return step.work === 'vote' && step.by.some((id) => scheme.roles.some((r) => r.id === id && r.of === 'public'));
}

/** One network gives so many votes in a minute, and so many to one item in a day; more is a machine, or one room. */
export const mostInMinute = 30;
export const mostOnItemInDay = 300;

/** What came before a vote: of this identity for the item, and out of the same network. */
export interface VoteTraffic {
  readonly hasVoted: boolean;
  readonly ofSourceInMinute: number;
  readonly ofSourceOnItemInDay: number;
}

/** The days of a vote as its clock counts them; null before it has begun. */
export function votingDays(state: RoundState, step: string): { readonly from: string; readonly to: string } | null {
  const clock = [...state.run.clocks.values()].find((c) => c.step === step);
  const openedAt = state.run.steps.get(step)?.openedAt ?? null;
  if (clock === undefined || openedAt === null) return null;
  const from = 'from' in clock ? clock.from : '';
  return clock.state === 'running' ? { from, to: clock.due } : null;
}

/** Submissions that are voted on: those whose own step of it is open. */
export function itemsOf(step: StepSpec, cases: readonly CaseState[]): readonly CaseState[] {
  return cases.filter((c) => !c.ended && step.caseStep !== undefined && stepOf(c, step.caseStep).status === 'open');
}

/** Why a vote is not taken: too early, too late, for nothing that is voted on, given already, or out of a flood. */
export function checkPublicVote(
  scheme: Scheme,
  state: RoundState,
  vote: { readonly step: string; readonly item: string },
  items: readonly { readonly id: string; readonly title: string }[],
  traffic: VoteTraffic,
  context: Pick<ActContext, 'now' | 'calendar'>,
): Refusal[] {
  const step = scheme.round?.steps.find((s) => s.id === vote.step && isPublicVote(scheme, s));
  const name = step === undefined ? vote.step : textOf(scheme, `step.${step.id}`);
  const status = step === undefined ? 'waiting' : stepOf(state.run, step.id).status;
  if (step === undefined || status === 'waiting') return [refuse('public-vote-not-begun', { step: name })];
  const days = votingDays(state, step.id);
  const today = context.calendar.dayOf(context.now);
  if (status !== 'open' || days === null || today > days.to)
    return [refuse('public-vote-over', { step: name, to: days?.to ?? '—' })];
  const item = items.find((i) => i.id === vote.item);
  if (item === undefined) return [refuse('vote-item-unknown', { item: vote.item }, { field: vote.item })];
  const at = { field: vote.item };
  if (traffic.hasVoted) return [refuse('public-vote-twice', { title: item.title }, at)];
  if (traffic.ofSourceInMinute >= mostInMinute) return [refuse('vote-too-fast', { most: String(mostInMinute) }, at)];
  if (traffic.ofSourceOnItemInDay >= mostOnItemInDay)
    return [refuse('vote-source-full', { title: item.title, most: String(mostOnItemInDay) }, at)];
  return [];
}

/** Votes for one item out of one network in one ten minutes: how the box is looked at, without its single votes. */
export interface VoteCell {
  readonly item: string;
  /** A pseudonym of the network, good for this vote alone. */
  readonly source: string;
  /** Begin of the ten minutes, in seconds since 1970. */
  readonly since: number;
  readonly count: number;
  readonly isSetAside: boolean;
}

/** Votes that look like one hand: by the network that they came from, or by the ten minutes in which they came. */
export interface Burst {
  readonly kind: 'source' | 'time';
  readonly item: string;
  readonly source: string | null;
  readonly since: number;
  readonly until: number;
  readonly count: number;
  /** What the item had outside of it, for comparison: in all by source, in the mean of ten minutes by time. */
  readonly against: number;
}

export const cellSeconds = 600;
const leastBySource = 20;
const leastByTime = 30;

/**
 * Bursts by two rules that anybody can count again: twenty votes or more for an item out of one network that make a fifth of
 * all its votes; thirty or more in ten minutes that are five times what the item gets in its other ten minutes, in the mean
 * from its first vote to its last. They are shown, never struck by themselves: a factory behind one address votes too.
 */
export function findBursts(all: readonly VoteCell[]): readonly Burst[] {
  const cells = all.filter((cell) => !cell.isSetAside);
  const items = [...new Set(cells.map((c) => c.item))];
  return items.flatMap((item) => {
    const own = cells.filter((c) => c.item === item);
    return [...bySource(item, own), ...byTime(item, own)];
  });
}

const sum = (cells: readonly VoteCell[]) => cells.reduce((all, cell) => all + cell.count, 0);

function burstOf(kind: Burst['kind'], item: string, cells: readonly VoteCell[], against: number): Burst {
  const begins = cells.map((c) => c.since);
  return {
    kind,
    item,
    source: kind === 'source' ? (cells[0]?.source ?? null) : null,
    since: Math.min(...begins),
    until: Math.max(...begins) + cellSeconds,
    count: sum(cells),
    against,
  };
}

function bySource(item: string, cells: readonly VoteCell[]): readonly Burst[] {
  const all = sum(cells);
  const sources = [...new Set(cells.map((c) => c.source))];
  return sources.flatMap((source) => {
    const own = cells.filter((c) => c.source === source);
    const count = sum(own);
    return count >= leastBySource && count * 5 >= all ? [burstOf('source', item, own, all - count)] : [];
  });
}

function byTime(item: string, cells: readonly VoteCell[]): readonly Burst[] {
  const begins = [...new Set(cells.map((c) => c.since))];
  const span = (Math.max(...begins) - Math.min(...begins)) / cellSeconds;
  const all = sum(cells);
  return begins.flatMap((since) => {
    const own = cells.filter((c) => c.since === since);
    const count = sum(own);
    // Of a vote that lasts no ten minutes more there is nothing to hold it against.
    const mean = span === 0 ? 0 : (all - count) / span;
    return span > 0 && count >= leastByTime && count >= 5 * mean ? [burstOf('time', item, own, Math.round(mean))] : [];
  });
}

export interface SetAsideVotes {
  readonly step: string;
  readonly kind: Burst['kind'];
  readonly item: string;
  readonly since: number;
  /** With a burst by source: the pseudonym of the network. */
  readonly source: string | null;
  readonly why: string;
}

/** The secretariat sets the votes of a burst aside, with the reason; they are counted apart and never come back. */
export function decideSetAside(
  scheme: Scheme,
  round: RoundSpec,
  state: RoundState,
  act: SetAsideVotes,
  context: RoundContext,
): RoundDecision {
  const step = round.steps.find((s) => s.id === act.step && isPublicVote(scheme, s));
  if (!step || stepOf(state.run, step.id).status !== 'open')
    return no(refuse('vote-not-open', { step: step ? textOf(scheme, `step.${step.id}`) : act.step }));
  const refusals = checkRole(scheme, state.run, closersOf(round, step.id), null, context.act);
  if (act.why.trim() === '')
    refusals.push(refuse('field-missing', { label: { zh: '理由', en: 'reason' } }, { field: 'why' }));
  const burst = findBursts(context.votes(step.id)).find(
    (b) => b.kind === act.kind && b.item === act.item && b.source === act.source && b.since === act.since,
  );
  if (burst === undefined) refusals.push(refuse('burst-unknown'));
  if (refusals.length > 0 || burst === undefined) return no(...refusals);
  const { kind, item, since, until, count } = burst;
  const body = { step: step.id, case: item, kind, since, until, count, why: act.why.trim() };
  // Which network it was stands in no event: the box knows it until it is emptied.
  return {
    ...yes([{ type: 'VotesSetAside', format: 1, body }]),
    setAside: { step: step.id, item, kind, since, source: burst.source },
  };
}

/** Hands out voting codes (投票码) for those who have no account: so many, numbered on; to whom is said in words. */
export function decideIssueCodes(
  scheme: Scheme,
  round: RoundSpec,
  state: RoundState,
  act: { readonly step: string; readonly count: number; readonly to: string },
  context: RoundContext,
): RoundDecision {
  const step = round.steps.find((s) => s.id === act.step && isPublicVote(scheme, s));
  if (!step || stepOf(state.run, step.id).status === 'done')
    return no(refuse('vote-not-open', { step: step ? textOf(scheme, `step.${step.id}`) : act.step }));
  const refusals = checkRole(scheme, state.run, closersOf(round, step.id), null, context.act);
  if (act.to.trim() === '')
    refusals.push(refuse('field-missing', { label: { zh: '发给谁', en: 'to whom' } }, { field: 'to' }));
  const before = codesOf(state, step.id);
  if (act.count < 1 || act.count > mostCodesAtOnce || before + act.count > mostCodes)
    refusals.push(
      refuse(
        'codes-count',
        { found: String(act.count), most: String(Math.min(mostCodesAtOnce, mostCodes - before)) },
        { field: 'count' },
      ),
    );
  if (refusals.length > 0) return no(...refusals);
  const body = { step: step.id, from: before + 1, count: act.count, to: act.to.trim() };
  return yes([{ type: 'VotingCodesIssued', format: 1, body }]);
}

export const mostCodesAtOnce = 20_000;
const mostCodes = 10_000_000;

/** How many codes are out: those with a higher number are none. */
export function codesOf(state: RoundState, step: string): number {
  return (state.publicVotes.get(step)?.codes ?? []).reduce((all, issued) => all + issued.count, 0);
}

/**
 * Closes a public vote once its last day is over: the counts come into the events and into each submission, and are frozen;
 * who voted, and from where, is kept no longer.
 */
export function closePublicVote(
  scheme: Scheme,
  round: RoundSpec,
  state: RoundState,
  step: StepSpec,
  context: RoundContext,
): RoundDecision {
  const refusals = checkRole(scheme, state.run, closersOf(round, step.id), null, context.act);
  const days = votingDays(state, step.id);
  const today = context.act.calendar.dayOf(context.act.now);
  if (days !== null && today <= days.to) refusals.push(refuse('public-vote-running', { to: days.to }));
  const cells = context.votes(step.id);
  const countOf = (id: string, isSetAside: boolean) =>
    sum(cells.filter((c) => c.item === id && c.isSetAside === isSetAside));
  const rows = itemsOf(step, inRound(context)).map(({ id }) => ({
    case: id,
    counted: countOf(id, false),
    setAside: countOf(id, true),
  }));
  const [outcome = 'done'] = outcomesOf(scheme, round, step.caseStep);
  const worked = inCases(scheme, step, context, ({ id }) => {
    const row = rows.find((r) => r.case === id);
    if (row === undefined) return null;
    const { counted, setAside } = row;
    const values = { 'votes-counted': counted, 'votes-struck': setAside, 'votes-cast': counted + setAside };
    return { outcome, values, named: [], reason: null };
  });
  refusals.push(...worked.refusals);
  const first = step.outcomes[0];
  if (refusals.length > 0 || first === undefined) return no(...refusals);
  const situation = situationOf(state.run, {}, [], context.act);
  const done = { step, line: null, outcome: first, values: {}, named: [] };
  const { effects } = planAfter(round.steps, state.run, done, situation);
  const body = { step: step.id, rows, effects };
  return {
    ...yes([{ type: 'PublicVoteClosed', format: 1, body }], worked.cases),
    emptied: step.id,
  };
}
