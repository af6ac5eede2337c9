import type { Refusal } from '../../act/refusal.ts';
import type { StoredValues } from '../../case/events.ts';
import { foldCase, type Recorded } from '../../case/state.ts';
import type { RoundContext, RoundDecision, VotesAside } from '../../round/decision.ts';
import { decideRoundStep } from '../../round/do-step.ts';
import type { ListDecided, RoundEvent } from '../../round/events.ts';
import { decideJoin } from '../../round/join.ts';
import { decideObjection, decideObjectionAnswer } from '../../round/objection.ts';
import { decideOpenRound } from '../../round/open-round.ts';
import {
  cellSeconds,
  checkPublicVote,
  findBursts,
  isPublicVote,
  itemsOf,
  type VoteCell,
} from '../../round/public-vote.ts';
import { decideTrack } from '../../round/quota.ts';
import { decideFurtherInRound, type FurtherRoundAct } from '../../round/round-act.ts';
import { foldRound } from '../../round/state.ts';
import { epochOf, toInstant } from '../../time/instant.ts';
import type { TreeMap } from '../tree.ts';
import type { Text } from '../vocabulary/word.ts';
import type { WorkedAct } from './case-file.ts';
import { actorOf, doingOf, fillIn, type Run, type RunningCase, settle, type WorkedRound } from './running.ts';
import { flagAt, mapAt, textAt } from './tree-parts.ts';
import { contextOf, instantOf } from './world.ts';

/** A case joins the round while it collects. */
export function joinRound(
  run: Run,
  round: WorkedRound,
  running: RunningCase,
  joining: { readonly applicant: string; readonly recommender: string | null; readonly title: string },
): readonly Refusal[] {
  const { applicant, recommender, title } = joining;
  const decision = decideJoin(run.scheme, round.state(), {
    case: running.id,
    applicant,
    recommender,
    sameness: `${title} ${applicant}`,
    title,
    unitName: { zh: recommender ?? '', en: recommender ?? '' },
    calledAs: [applicant],
  });
  return record(run, round.events, decision, 'system');
}

/** A case that has just done a step says its track, or is refused by the quota of its unit there. */
export function trackCase(run: Run, round: WorkedRound, running: RunningCase, values: StoredValues): RoundDecision {
  const unit = round.state().cases.get(running.id)?.recommender ?? '';
  return decideTrack(run.scheme, round.state(), { case: running.id, values, name: { zh: unit, en: unit } });
}

export function record(
  run: Run,
  events: Recorded<RoundEvent>[],
  decision: RoundDecision,
  by: string,
): readonly Refusal[] {
  if (!decision.ok) return decision.refusals;
  const actor = actorOf(run, by, run.world.given.people.get(by)?.roles[0] ?? '');
  for (const event of decision.events)
    events.push({ event, version: events.length + 1, recordedAt: instantOf(run.world), actor });
  if (decision.ballot !== null && run.round) {
    const box = run.round.ballots.get(decision.ballot.step) ?? {};
    const { choice } = decision.ballot;
    run.round.ballots.set(decision.ballot.step, { ...box, [choice]: (box[choice] ?? 0) + 1 });
  }
  if (decision.setAside !== null && run.round) run.round.votes = setAsideIn(run.round, decision.setAside);
  if (decision.emptied !== null && run.round)
    run.round.votes = run.round.votes.filter((vote) => vote.step !== decision.emptied);
  for (const { id, decided } of decision.cases) {
    const running = [...run.cases.values()].find((c) => c.id === id);
    if (running) settle(run, running, decided, 'system');
  }
  return [];
}

/** Acts of a round: opening it, doing a stage, an objection and its reply. */
export function actInRound(run: Run, act: WorkedAct): Text | undefined {
  if (act.kind === 'round') return openRound(run, act);
  const { round } = run;
  if (round === null) return { zh: '没有打开的批次', en: 'no round is open' };
  const by = act.by === 'public' ? 'public' : act.by;
  const context = contextOf(run.world, by, true);
  if (act.kind === 'object') {
    const about = run.cases.get(act.on)?.id ?? act.on;
    const sealed = { vault: 'worked-case', digest: 'a'.repeat(64) };
    const objection = {
      about,
      by: flagAt(act.details, 'anonymous') === true ? null : sealed,
      words: sealed,
      evidence: Number(textAt(act.details, 'evidence') ?? '1'),
    };
    run.refusals = record(run, round.events, decideObjection(run.scheme, round.state(), objection, context), by);
    return undefined;
  }
  if (act.kind === 'reply') {
    const objection = [...round.state().objections.keys()][Number(act.on) - 1] ?? act.on;
    const answer = {
      objection,
      upheld: flagAt(act.details, 'upheld') ?? false,
      words: textAt(act.details, 'words') ?? '示例',
    };
    run.refusals = record(run, round.events, decideObjectionAnswer(run.scheme, round.state(), answer, context), by);
    return undefined;
  }
  if (act.kind === 'vote') return votePublicly(run, round, act);
  if (act.kind === 'round-act') return doFurther(run, round, act);
  return doStage(run, round, act);
}

/**
 * `vote: film` with the voter's `identity` and the `source` it comes from; `times: 40` is as many voters, a second apart, named
 * on from the identity.
 */
function votePublicly(run: Run, round: WorkedRound, act: WorkedAct): Text | undefined {
  const text = (key: string, otherwise: string) => textAt(act.details, key) ?? otherwise;
  const step = text('stage', run.scheme.round?.steps.find((s) => isPublicVote(run.scheme, s))?.id ?? '');
  const spec = run.scheme.round?.steps.find((s) => s.id === step);
  const item = run.cases.get(act.on)?.id ?? act.on;
  const context = roundContextOf(run, round, 'public');
  const items =
    spec === undefined ? [] : itemsOf(spec, context.cases).map((c) => ({ id: c.id, title: c.opened?.title ?? '' }));
  const begin = epochOf(toInstant(context.act.now)) / 1000;
  run.refusals = [];
  for (let n = 0; n < Number(text('times', '1')); n += 1) {
    const identity = n === 0 ? text('identity', 'voter') : `${text('identity', 'voter')}-${n}`;
    const source = text('source', identity);
    const at = begin + n;
    const own = round.votes.filter((v) => v.step === step && v.source === source);
    const traffic = {
      hasVoted: round.votes.some((v) => v.step === step && v.item === item && v.identity === identity),
      ofSourceInMinute: own.filter((v) => at - v.at < 60).length,
      ofSourceOnItemInDay: own.filter((v) => v.item === item && at - v.at < 86_400).length,
    };
    const refusals = checkPublicVote(run.scheme, round.state(), { step, item }, items, traffic, context.act);
    if (refusals.length === 0) round.votes = [...round.votes, { step, item, identity, source, at, isSetAside: false }];
    else run.refusals = refusals;
  }
  return undefined;
}

function cellsOf(round: WorkedRound, step: string): readonly VoteCell[] {
  const cells = new Map<string, VoteCell>();
  for (const { item, source, at, isSetAside } of round.votes.filter((v) => v.step === step)) {
    const since = Math.floor(at / cellSeconds) * cellSeconds;
    const key = `${item} ${source} ${since} ${isSetAside}`;
    cells.set(key, { item, source, since, isSetAside, count: (cells.get(key)?.count ?? 0) + 1 });
  }
  return [...cells.values()];
}

function setAsideIn(round: WorkedRound, aside: VotesAside): WorkedRound['votes'] {
  const isMeant = (vote: WorkedRound['votes'][number]) =>
    vote.step === aside.step &&
    vote.item === aside.item &&
    (aside.kind === 'source'
      ? vote.source === aside.source
      : Math.floor(vote.at / cellSeconds) * cellSeconds === aside.since);
  return round.votes.map((vote) => (isMeant(vote) ? { ...vote, isSetAside: true } : vote));
}

/** The members that are in the round, and what lies in its ballot boxes. */
function roundContextOf(run: Run, round: WorkedRound, by: string): RoundContext {
  const members = [...round.state().cases.values()].filter((c) => c.left === null);
  return {
    act: contextOf(run.world, by, true),
    cases: [...run.cases.values()]
      .filter((c) => members.some((member) => member.case === c.id))
      .map((c) => foldCase(c.id, c.events)),
    digest: run.world.outside.digest,
    calledAs: (party) => [party],
    ballots: (step) => round.ballots.get(step) ?? {},
    votes: (step) => cellsOf(round, step),
  };
}

function doFurther(run: Run, round: WorkedRound, act: WorkedAct): Text | undefined {
  const further = furtherOf(run, round, act);
  if (further === undefined) return { zh: `没有 \`${act.on}\` 这种行为`, en: `there is no act \`${act.on}\`` };
  const decision = decideFurtherInRound(run.scheme, round.state(), further, roundContextOf(run, round, act.by));
  run.refusals = record(run, round.events, decision, act.by);
  return undefined;
}

/** `round-act: close-vote`, `correct-display`, `replace-reviewer`, `set-quota`, `merge`, `keep-apart`, each with its details. */
function furtherOf(run: Run, round: WorkedRound, act: WorkedAct): FurtherRoundAct | undefined {
  const { details, on } = act;
  const text = (key: string) => textAt(details, key) ?? '';
  const why = textAt(details, 'words') ?? '示例';
  const idOf = (key: string) => run.cases.get(text(key))?.id ?? text(key);
  switch (on) {
    case 'close-vote':
      return { act: on, step: text('step') };
    case 'replace-reviewer': {
      const to = text('to');
      const role = run.scheme.round?.assignment?.role ?? '';
      const party = run.world.given.people.get(to)?.of ?? '';
      return { act: on, case: idOf('about'), from: text('from'), to: { role, person: to, party }, why };
    }
    case 'set-aside-votes': {
      const item = idOf('about');
      const kind = text('kind') === 'time' ? 'time' : 'source';
      const burst = findBursts(cellsOf(round, text('step'))).find((b) => b.item === item && b.kind === kind);
      const where = { since: burst?.since ?? 0, source: burst?.source ?? null };
      return { act: on, step: text('step'), kind, item, ...where, why };
    }
    case 'issue-codes':
      return { act: on, step: text('step'), count: Number(text('count')), to: why };
    case 'set-quota':
      return { act: on, unit: text('to'), track: textAt(details, 'track') ?? null, most: Number(text('most')), why };
    case 'merge':
    case 'keep-apart':
      return {
        act: 'judge-duplicate',
        kept: idOf('about'),
        other: idOf('other'),
        isSame: on === 'merge',
        because: [],
        why,
      };
    case 'correct-display': {
      const shown = round.state().display;
      const changed = mapAt(details, 'rows');
      const rows = (shown?.list ?? []).flatMap((row) => {
        const name = [...run.cases.values()].find((c) => c.id === row.case)?.name ?? '';
        const change = changed && mapAt(changed, name);
        if (changed && textAt(changed, name) === 'out') return [];
        const grade = change ? (textAt(change, 'grade') ?? row.grade) : row.grade;
        return [{ case: row.case, title: (change && textAt(change, 'title')) ?? row.title, grade }];
      });
      return { act: on, notice: textAt(details, 'notice') ?? shown?.notice ?? '', why, rows };
    }
    default:
      return undefined;
  }
}

function openRound(run: Run, act: WorkedAct): undefined {
  const events: Recorded<RoundEvent>[] = [];
  const round: WorkedRound = { events, ballots: new Map(), votes: [], state: () => foldRound('round', events) };
  const [firstParty = ''] = run.world.given.parties.keys();
  const decision = decideOpenRound(
    run.scheme,
    'round',
    textAt(act.details, 'body') ?? firstParty,
    { zh: act.on, en: act.on },
    contextOf(run.world, act.by, true),
  );
  run.refusals = record(run, round.events, decision, act.by);
  if (decision.ok) run.round = round;
  return undefined;
}

function doStage(run: Run, round: WorkedRound, act: WorkedAct): undefined {
  const state = round.state();
  const stage = run.scheme.round?.steps.find((s) => s.id === act.on);
  const doing = fillIn(run, stage, doingOf(run, stage, act), act.details, state.run, act.by);
  const seed = textAt(act.details, 'seed');
  const rows = mapAt(act.details, 'rows');
  const decision = decideRoundStep(
    run.scheme,
    state,
    {
      ...doing,
      ...(seed === undefined ? {} : { seed }),
      ...(rows === undefined ? {} : { rows: rowsOf(run, stage?.caseStep, rows) }),
    },
    roundContextOf(run, round, act.by),
  );
  run.refusals = record(run, round.events, decision, act.by);
  return undefined;
}

/** `{ case-name: granted }`, `{ case-name: { grade: first } }`, `{ case-name: { refused: reason } }`. */
function rowsOf(run: Run, caseStep: string | undefined, rows: TreeMap): ListDecided['rows'] {
  const flow = run.scheme.flows.find((f) => f.id === run.scheme.round?.caseFlow);
  const list = flow?.steps.find((s) => s.id === caseStep)?.outcomes.find((o) => o.reasons !== undefined)?.reasons ?? '';
  return [...rows.entries].map(([name, { value }]) => {
    const map = value.is === 'map' ? value : undefined;
    const code = map && textAt(map, 'refused');
    return {
      case: run.cases.get(name)?.id ?? name,
      granted: code === undefined,
      grade: (map && textAt(map, 'grade')) ?? null,
      reason: code === undefined ? null : { list, code, words: '' },
    };
  });
}
