import type { RoundSpec } from '../scheme/round.ts';

/** Those who may close a vote: who does the step that asks for its result. */
export function closersOf(round: RoundSpec, step: string): readonly string[] {
  const asking = round.steps.filter((s) => s.guards.some((g) => g.guard === 'vote-share' && g.step === step));
  return asking.length > 0 ? asking.flatMap((s) => s.by) : (round.steps[0]?.by ?? []);
}
