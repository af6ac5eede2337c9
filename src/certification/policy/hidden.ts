import type { CaseState } from '../case/state.ts';
import type { Scheme } from '../scheme/scheme.ts';
import type { Viewer } from './viewer.ts';

/** What of a case a viewer does not read, though she reads the case. */
export interface HiddenParts {
  /** Steps whose values, outcomes, findings and history she does not see. */
  readonly steps: ReadonlySet<string>;
  /** Steps of which she sees her own line alone (a reviewer's scores among those of the others). */
  readonly othersLines: ReadonlySet<string>;
  /** Blind review: whose case it is stays hidden. */
  readonly applicant: boolean;
  /** Roles of whose holders she does not learn: an applicant does not know who reviews her. */
  readonly roles: ReadonlySet<string>;
}

export const nothingHidden: HiddenParts = {
  steps: new Set(),
  othersLines: new Set(),
  applicant: false,
  roles: new Set(),
};

/**
 * Enforced where data is read (design, invariants). A step that is hidden from one of her roles is hidden from her, whatever
 * else she is: who wears two hats must not see with the one what is walled off from the other.
 */
export function hiddenParts(scheme: Scheme, state: CaseState, viewer: Viewer): HiddenParts {
  if (viewer.kind === 'system') return nothingHidden;
  const steps = scheme.flows.find((f) => f.id === state.opened?.flow)?.steps ?? [];
  const isDone = (step: string) => ['done', 'skipped'].includes(state.steps.get(step)?.status ?? 'waiting');
  const hidden = steps.filter(
    (s) =>
      s.hidden?.from.some((role) => viewer.roles.includes(role)) && !isDone(s.hidden.until) && state.ended === null,
  );
  const named = state.named.filter((n) => n.person === viewer.person);
  const byPerson = steps.filter((s) => s.each !== undefined && 'role' in s.each.over && !isDone(s.id));
  const assignment = scheme.round?.assignment;
  const isReviewer = assignment !== undefined && named.some((n) => n.role === assignment.role);
  const isApplicant = viewer.party !== '' && viewer.party === state.opened?.applicant;
  const secretRole = assignment !== undefined && isApplicant ? assignment.role : null;
  return {
    steps: new Set([
      ...hidden.map((s) => s.id),
      ...steps.filter((s) => secretRole !== null && s.by.includes(secretRole)).map((s) => s.id),
    ]),
    othersLines: new Set(
      byPerson
        .filter((s) => named.some((n) => s.each !== undefined && 'role' in s.each.over && s.each.over.role === n.role))
        .map((s) => s.id),
    ),
    applicant: isReviewer && assignment.blind,
    roles: new Set(secretRole === null ? [] : [secretRole]),
  };
}
