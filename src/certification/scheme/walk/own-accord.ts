import { isForwarding } from '../../case/guards.ts';
import type { StepSpec } from '../scheme.ts';
import type { Run } from '../worked-case/running.ts';
import { type Choice, choicesOf, stepOfChoice, writtenChoice } from './choices.ts';
import type { Written } from './walk.ts';

/**
 * The next act of the ordinary run: whatever waits first, done by the first who may, with the first outcome that takes the
 * case on. Null when nothing is left to do, or nobody of the walk may.
 */
export function nextAct(run: Run): Written | null {
  const choices = choicesOf(run, 'system').filter((choice) => choice.may.length > 0);
  const waiting =
    choices.find((c) => c.kind === 'answer' || c.kind === 'settle') ?? choices.find((c) => c.kind === 'do');
  const begin = run.cases.size === 0 ? choices.find((c) => c.kind === 'open') : undefined;
  const choice = waiting ?? begin;
  return choice === undefined ? null : actOf(run, choice);
}

function actOf(run: Run, choice: Choice): Written {
  const [by = ''] = choice.may;
  const step = stepOfChoice(run, choice);
  const written = writtenChoice(run, choice, by);
  if (step === undefined) return written;
  const barred = new Set(choice.outcomes.filter((o) => o.bars.length > 0).map((o) => o.id));
  const outcome = step.outcomes.find((o) => isForwarding(o) && !barred.has(o.id)) ?? step.outcomes[0];
  return {
    ...written,
    ...(step.outcomes.length > 1 && outcome ? { outcome: outcome.id } : {}),
    ...(step.names.length > 0 ? { names: namesFor(run, step) } : {}),
    ...reasonFor(run, outcome?.reasons),
  };
}

/** As many as the role asks at least, of those who hold it; parties are named by their own name. */
export function namesFor(run: Run, step: StepSpec): Written {
  return Object.fromEntries(
    step.names.map((id) => {
      const role = run.scheme.roles.find((r) => r.id === id);
      const holders = [...run.world.given.people].filter(([, person]) => person.roles.includes(id));
      const named =
        role?.of === 'named-party' ? [...new Set(holders.map(([, p]) => p.of))] : holders.map(([who]) => who);
      return [id, named.slice(0, Math.max(1, role?.least ?? 1))];
    }),
  );
}

function reasonFor(run: Run, list: string | undefined): Written {
  if (list === undefined) return {};
  const code = run.scheme.reasonLists.find((l) => l.id === list)?.codes[0];
  if (code === undefined) return {};
  return { reason: code === 'other' ? { code, words: '示例' } : code };
}
