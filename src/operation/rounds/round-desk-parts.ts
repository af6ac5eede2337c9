import { assignReviewers } from '#certification/round/assignment.ts';
import { balanceOf, type RoundBalance } from '#certification/round/balance.ts';
import { type Likeness, likenesses, proposeDuplicates } from '#certification/round/duplicates.ts';
import type { ListDisplayed } from '#certification/round/events.ts';
import { casesIn, type RoundState } from '#certification/round/state.ts';
import type { RoundSpec } from '#certification/scheme/round.ts';
import { canonicalBytes } from '#proof/canonical.ts';
import { toHex } from '#proof/hex.ts';
import type { LoadedRound } from '../acts/loading.ts';
import { type Named, namesOf } from '../desk/names.ts';
import type { Id } from '../ports/values.ts';
import type { World } from '../world.ts';

/** Parts of a round that only its desk sees, beside its steps and cases. */
export interface DeskParts {
  readonly votes: readonly VoteView[];
  readonly displays: readonly ListDisplayed[];
  readonly draw: DrawView | null;
  readonly replaced: readonly { readonly case: Id; readonly from: Named; readonly to: Named; readonly why: string }[];
  readonly duplicates: readonly DuplicateView[];
  readonly balance: Omit<RoundBalance, 'byRecommender'> & {
    readonly byRecommender: readonly {
      readonly recommender: Named | null;
      readonly received: number;
      readonly left: number;
    }[];
  };
}

export interface VoteView {
  readonly step: string;
  readonly isClosed: boolean;
  readonly entitled: number;
  readonly cast: number;
  readonly waiting: readonly Named[];
  readonly recused: readonly { readonly person: Named; readonly why: string }[];
  /** Empty until it is closed: nobody counts while ballots are cast. */
  readonly tally: readonly { readonly choice: string; readonly count: number }[];
}

export interface DrawView {
  readonly seed: string;
  readonly perCase: number;
  readonly cases: readonly Id[];
  readonly reviewers: readonly Id[];
  readonly excluded: readonly { readonly case: Id; readonly person: Id; readonly why: string }[];
  readonly pairs: readonly { readonly case: Id; readonly person: Id }[];
  /** Done again just now from the seed, it gave the same pairs. */
  readonly isReplayed: boolean;
}

export interface DuplicateView {
  readonly cases: readonly [Id, Id];
  readonly because: readonly Likeness[];
  readonly judged: { readonly isSame: boolean; readonly kept: Id | null; readonly why: string } | null;
}

export async function deskParts(world: World, round: LoadedRound, spec: RoundSpec): Promise<DeskParts> {
  const { state } = round;
  const balance = balanceOf(state);
  const replaced = round.events.flatMap(({ event }) => (event.type === 'ReviewerReplaced' ? [event.body] : []));
  const closed = round.events.flatMap(({ event }) => (event.type === 'VoteClosed' ? [event.body] : []));
  const voters = [...state.run.steps.values()].flatMap((s) => [...s.lines.keys()]);
  const name = await namesOf(world, [
    ...voters,
    ...replaced.flatMap((r) => [r.from, r.to]),
    ...balance.byRecommender.map((r) => r.recommender),
  ]);
  return {
    votes: votesOf(state, spec, closed, name),
    displays: state.displays,
    draw: drawOf(world, round, spec),
    replaced: replaced.map((r) => ({ case: r.case, from: name(r.from), to: name(r.to), why: r.why })),
    duplicates: await duplicatesOf(world, state),
    balance: {
      ...balance,
      byRecommender: balance.byRecommender.map((r) => ({
        ...r,
        recommender: r.recommender === null ? null : name(r.recommender),
      })),
    },
  };
}

function votesOf(
  state: RoundState,
  spec: RoundSpec,
  closed: readonly {
    readonly step: string;
    readonly entitled: number;
    readonly recused: readonly { readonly person: Id; readonly why: string }[];
    readonly tally: VoteView['tally'];
  }[],
  name: (id: Id) => Named,
): readonly VoteView[] {
  return spec.steps
    .filter(
      (s) =>
        s.work === 'vote' && s.each !== undefined && ['open', 'done'].includes(state.run.steps.get(s.id)?.status ?? ''),
    )
    .map(({ id }) => {
      const lines = [...(state.run.steps.get(id)?.lines ?? [])];
      const end = closed.find((c) => c.step === id);
      const recused = end?.recused ?? [];
      return {
        step: id,
        isClosed: end !== undefined,
        entitled: end?.entitled ?? lines.length,
        cast: lines.filter(([, line]) => line.done).length,
        waiting: lines
          .filter(([person, line]) => !line.done && !recused.some((r) => r.person === person))
          .map(([person]) => name(person)),
        recused: recused.map((r) => ({ person: name(r.person), why: r.why })),
        tally: end?.tally ?? [],
      };
    });
}

function drawOf(world: World, round: LoadedRound, spec: RoundSpec): DrawView | null {
  const drawn = round.events.find(({ event }) => event.type === 'ReviewersAssigned')?.event;
  const assignment = spec.assignment;
  if (drawn?.type !== 'ReviewersAssigned' || assignment === undefined) return null;
  const { seed, pairs, excluded } = drawn.body;
  const named = round.events.flatMap(({ event }) => (event.type === 'StepDone' ? event.body.named : []));
  const cases = [...new Set(pairs.map((p) => p.case))];
  const reviewers = [
    ...new Set(named.flatMap((n) => (n.role === assignment.role && n.person !== null ? [n.person] : []))),
  ];
  const again = assignReviewers({
    cases,
    reviewers,
    perCase: assignment.perCase,
    excluded,
    seed,
    digest: (text) => toHex(world.hash(canonicalBytes(text.normalize('NFC')))),
  });
  const asText = (list: typeof pairs) =>
    list
      .map((p) => `${p.case} ${p.person}`)
      .sort()
      .join();
  return {
    seed,
    perCase: assignment.perCase,
    cases,
    reviewers,
    excluded,
    pairs,
    isReplayed: again.ok && asText(again.pairs) === asText(pairs),
  };
}

/** Pairs that look alike now, and those that were judged. */
async function duplicatesOf(world: World, state: RoundState): Promise<readonly DuplicateView[]> {
  const members = [...state.cases.values()];
  const isIn = new Set(casesIn(state).map((c) => c.case));
  const titles = new Map((await world.storage.cases.byIds(members.map((m) => m.case))).map((s) => [s.id, s.title]));
  const parties = await world.storage.parties.byIds([...new Set(members.map((m) => m.applicant))]);
  const candidates = members
    .filter((m) => isIn.has(m.case) && !state.merged.has(m.case))
    .map((m) => {
      const party = parties.get(m.applicant);
      return {
        case: m.case,
        title: titles.get(m.case) ?? '',
        applicant: m.applicant,
        names: party?.names.map((n) => n.name) ?? [],
        codes: party?.codes.filter((c) => c.system === 'uscc').map((c) => c.value) ?? [],
      };
    });
  const known = (because: readonly string[]) => likenesses.filter((l) => because.includes(l));
  const merged = [...state.merged.values()].map(
    (m): DuplicateView => ({
      cases: [m.kept, m.dropped],
      because: known(m.because),
      judged: { isSame: true, kept: m.kept, why: m.why },
    }),
  );
  const apart = state.apart.map(
    (a): DuplicateView => ({
      cases: a.cases,
      because: known(a.because),
      judged: { isSame: false, kept: null, why: a.why },
    }),
  );
  const isJudged = (pair: readonly [Id, Id]) => apart.some((a) => pair.every((id) => a.cases.includes(id)));
  const open = state.display === null ? proposeDuplicates(candidates).filter((p) => !isJudged(p.cases)) : [];
  return [...open.map((p): DuplicateView => ({ ...p, judged: null })), ...merged, ...apart];
}
