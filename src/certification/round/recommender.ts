import { type Refusal, refuse } from '../act/refusal.ts';
import type { RoleSpec, Scheme } from '../scheme/scheme.ts';
import type { Text } from '../scheme/vocabulary/word.ts';

export interface Recommending {
  readonly role: RoleSpec;
  /** Every case passes it; where it depends on the form, a case may do without a unit. */
  readonly isRequired: boolean;
}

/** The role whose unit does a step of its own in each case of the round; undefined where none is asked. */
export function recommendingIn(scheme: Scheme): Recommending | undefined {
  const steps = scheme.flows.find((f) => f.id === scheme.round?.caseFlow)?.steps ?? [];
  const role = scheme.roles.find((r) => r.of === 'recommender' && steps.some((step) => step.by.includes(r.id)));
  if (role === undefined) return undefined;
  return { role, isRequired: steps.some((step) => step.by.includes(role.id) && step.onlyIf === undefined) };
}

/**
 * Whether a case may join its round under this unit. Without one it would wait for a recommendation that nobody may give; a
 * unit for which nobody holds the role could not give it; and nobody recommends her own.
 * @param entitled units that recommend under this scheme, by id, with their names.
 */
export function checkRecommender(
  scheme: Scheme,
  joining: { readonly applicant: string; readonly recommender: string | null },
  entitled: ReadonlyMap<string, Text>,
): readonly Refusal[] {
  const { applicant, recommender } = joining;
  const found = recommendingIn(scheme);
  const at = { field: 'recommender' };
  if (found === undefined) return recommender === null ? [] : [refuse('recommender-not-asked', {}, at)];
  const others = [...entitled].filter(([id]) => id !== applicant);
  const params = {
    role: scheme.texts[`role.${found.role.id}`] ?? found.role.id,
    known: {
      zh: others.map(([, name]) => name.zh).join('、') || '—',
      en: others.map(([, name]) => name.en).join(', ') || '—',
    },
  };
  if (recommender === null) return found.isRequired ? [refuse('recommender-missing', params, at)] : [];
  if (recommender === applicant) return [refuse('recommender-is-applicant', params, at)];
  return entitled.has(recommender) ? [] : [refuse('recommender-not-entitled', params, at)];
}
