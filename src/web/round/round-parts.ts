import { useQuery } from '@tanstack/react-query';
import type { Scheme, StepSpec } from '#certification/scheme/scheme.ts';
import type { Round } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { useSession } from '../shell/session.ts';

export function useRound(id: string) {
  return useQuery({ queryKey: ['round', id], queryFn: () => api.get('/api/v1/rounds/{id}', { path: { id } }) });
}

/** An edition of a scheme never changes: it is read once. */
export function useScheme(id: string, edition: string) {
  return useQuery({
    queryKey: ['scheme', id, edition],
    queryFn: () => api.get('/api/v1/schemes/{id}/{edition}', { path: { id, edition } }),
    enabled: id !== '' && edition !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export type RoundStep = Round['steps'][number];

export interface RoundWithScheme {
  readonly round: Round;
  readonly scheme: Scheme;
}

export function roundStepSpec(scheme: Scheme, step: string): StepSpec | undefined {
  return scheme.round?.steps.find((spec) => spec.id === step);
}

/**
 * Steps of the round that this person may do now. Those who run it are told by the server; a jury or a recommending unit sees
 * no desk, and her roles tell.
 */
export function useMineInRound({ round, scheme }: RoundWithScheme): readonly RoundStep[] {
  const roles = useSession().employment?.roles ?? [];
  return round.steps.filter((step) => {
    const spec = roundStepSpec(scheme, step.id);
    if (step.status !== 'open' || spec === undefined) return false;
    // A line of her own: there while she is named and has not done it.
    if (isOwnLine(spec, roles)) return round.mine.some((line) => line.step === step.id && !line.done);
    return round.isDesk ? step.bars.length === 0 : spec.by.some((role) => roles.includes(role));
  });
}

/** Whether she works for a unit that recommends under this scheme. */
export function useIsUnit(scheme: Scheme): boolean {
  const roles = useSession().employment?.roles ?? [];
  return scheme.roles.some((r) => r.of === 'recommender' && roles.includes(r.id));
}

/** A step in which each named person has a line of her own, as in a vote. */
export function isOwnLine(spec: StepSpec, roles: readonly string[]): boolean {
  return spec.each !== undefined && 'role' in spec.each.over && roles.includes(spec.each.over.role);
}
