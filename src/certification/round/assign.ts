import { canonicalBytes } from '#proof/canonical.ts';
import { refuse } from '../act/refusal.ts';
import type { NamedParty } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import { codesIn, valueAt } from '../scheme/evaluate.ts';
import type { RoundSpec } from '../scheme/round.ts';
import type { Scheme, StepSpec } from '../scheme/scheme.ts';
import { assignReviewers, type Exclusion } from './assignment.ts';
import { type DoRoundStep, nothing, type RoundContext, type Worked } from './decision.ts';
import { inCases, inRound, outcomesOf } from './in-cases.ts';
import { recusedFrom } from './recusal.ts';

/** Draws reviewers by a seed that was published, past every recusal, loads within one of each other. */
export function assign(
  scheme: Scheme,
  round: RoundSpec,
  step: StepSpec,
  act: DoRoundStep,
  context: RoundContext,
): Worked {
  const spec = round.assignment;
  if (!spec) return nothing;
  if (!act.seed)
    return {
      ...nothing,
      refusals: [refuse('field-missing', { label: { zh: '抽取种子', en: 'seed' } }, { field: 'seed' })],
    };
  const reviewers = act.named.filter((n) => n.role === spec.role);
  const excluded = inRound(context).flatMap((kase) =>
    reviewers.flatMap((r) => exclusionOf(scheme, round, kase, r.person ?? '', context)),
  );
  const digest = (text: string) => context.digest(canonicalBytes(text.normalize('NFC')));
  const assignment = assignReviewers({
    cases: inRound(context).map((c) => c.id),
    reviewers: reviewers.map((r) => r.person ?? ''),
    perCase: spec.perCase,
    excluded,
    seed: act.seed,
    digest,
  });
  if (!assignment.ok) {
    const title = (id: string) => context.cases.find((c) => c.id === id)?.opened?.title ?? id;
    return {
      ...nothing,
      refusals: assignment.short.map((s) =>
        refuse('too-few-reviewers', { case: title(s.case), found: String(s.found), needed: String(spec.perCase) }),
      ),
    };
  }
  const [outcome = 'done'] = outcomesOf(scheme, round, step.caseStep);
  const partyOf = (person: string) => reviewers.find((r) => r.person === person)?.party ?? '';
  const named = (id: string): NamedParty[] =>
    assignment.pairs
      .filter((p) => p.case === id)
      .map((p) => ({ role: spec.role, person: p.person, party: partyOf(p.person) }));
  const inEach = inCases(scheme, step, context, (state) => ({
    outcome,
    values: {},
    named: named(state.id),
    reason: null,
  }));
  return {
    ...inEach,
    events: [{ type: 'ReviewersAssigned', format: 1, body: { seed: act.seed, pairs: assignment.pairs, excluded } }],
  };
}

/** Why a reviewer does not get this case: recused, or competent for none of the codes that its review asks. */
export function exclusionOf(
  scheme: Scheme,
  round: RoundSpec,
  kase: CaseState,
  person: string,
  context: RoundContext,
): Exclusion[] {
  const spec = round.assignment;
  if (!spec) return [];
  const why = recusedFrom(kase, person, spec.recuse, context.act) ?? incompetence(scheme, round, kase, person, context);
  return why === null ? [] : [{ case: kase.id, person, why }];
}

function incompetence(
  scheme: Scheme,
  round: RoundSpec,
  kase: CaseState,
  person: string,
  context: RoundContext,
): string | null {
  const steps = scheme.flows.find((f) => f.id === round.caseFlow)?.steps ?? [];
  const guards = steps.find((s) => s.id === round.assignment?.step)?.guards ?? [];
  const needed = guards.flatMap((g) => (g.guard === 'competent' ? codesIn(valueAt(kase.values, g.field)) : []));
  const held = context.act.person(person)?.competences ?? [];
  return needed.length === 0 || needed.some((code) => held.includes(code)) ? null : 'competence';
}
