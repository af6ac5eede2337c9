import { type Refusal, refuse } from '../act/refusal.ts';
import { decided } from '../case/decision.ts';
import type { NamedParty } from '../case/events.ts';
import { checkRole } from '../case/roles.ts';
import { type CaseState, stepOf } from '../case/state.ts';
import type { RoundSpec } from '../scheme/round.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { textOf } from '../scheme/text-of.ts';
import type { Text } from '../scheme/vocabulary/word.ts';
import { exclusionOf } from './assign.ts';
import { no, type RoundContext, type RoundDecision, yes } from './decision.ts';
import { inRound } from './in-cases.ts';
import type { RoundState } from './state.ts';

export interface ReplaceReviewer {
  readonly case: string;
  readonly from: string;
  readonly to: NamedParty;
  readonly why: string;
}

/** One reviewer's open line of one case goes to another, with the reason; what is reviewed already stays. */
export function decideReplaceReviewer(
  scheme: Scheme,
  round: RoundSpec,
  state: RoundState,
  act: ReplaceReviewer,
  context: RoundContext,
): RoundDecision {
  const spec = round.assignment;
  const kase = inRound(context).find((c) => c.id === act.case);
  const by = round.steps.filter((s) => s.work === 'assign').flatMap((s) => s.by);
  const refusals = checkRole(scheme, state.run, by, null, context.act);
  if (!spec || !kase) return no(...refusals, refuse('not-in-round', { case: act.case }));
  refusals.push(...checkReplacement(scheme, round, kase, act, context));
  if (refusals.length > 0) return no(...refusals);
  const review = stepOf(kase, spec.step);
  const party = kase.named.find((n) => n.role === spec.role && n.person === act.from)?.party ?? '';
  const to = act.to.person ?? '';
  const inCase = decided([
    {
      type: 'PersonReplaced',
      format: 1,
      body: {
        step: spec.step,
        role: spec.role,
        from: { person: act.from, party },
        to: { person: to, party: act.to.party },
        words: act.why,
        effects: {
          opened: review.status === 'open' ? [{ step: spec.step, lines: [to], by: review.by }] : [],
          reopened: [],
          skipped: [],
          completed: [],
          clocks: [],
          ended: null,
        },
      },
    },
  ]);
  return yes(
    [{ type: 'ReviewerReplaced', format: 1, body: { case: kase.id, from: act.from, to, why: act.why } }],
    [{ id: kase.id, version: kase.version, decided: inCase }],
  );
}

function checkReplacement(
  scheme: Scheme,
  round: RoundSpec,
  kase: CaseState,
  act: ReplaceReviewer,
  context: RoundContext,
): Refusal[] {
  const refusals: Refusal[] = [];
  const role = round.assignment?.role ?? '';
  const name = (person: string) => context.act.person(person)?.name ?? person;
  const holds = (person: string | null) => kase.named.some((n) => n.role === role && n.person === person);
  if (act.why.trim() === '')
    refusals.push(refuse('field-missing', { label: { zh: '更换原因', en: 'reason' } }, { field: 'why' }));
  if (!holds(act.from)) refusals.push(refuse('named-unknown', { found: name(act.from) }, { field: 'from' }));
  if (stepOf(kase, round.assignment?.step ?? '').lines.get(act.from)?.done)
    refusals.push(refuse('line-done', { line: name(act.from), open: '' }, { field: 'from' }));
  const to = act.to.person;
  if (to === null || !context.act.person(to) || act.to.role !== role || holds(to))
    return [...refusals, refuse('named-unknown', { found: to === null ? '—' : name(to) }, { field: 'to' })];
  for (const { why } of exclusionOf(scheme, round, kase, to, context))
    refusals.push(
      refuse(
        'reviewer-recused',
        { who: name(to), why: withTitle(kase.opened?.title ?? '', textOf(scheme, why)) },
        { field: 'to' },
      ),
    );
  return refusals;
}

const withTitle = (title: string, { zh, en }: Text): Text => ({ zh: `${title} ${zh}`, en: `${title} ${en}` });
