import { checkCode, codeChecks } from '../codes/code-check.ts';
import { calculate, calculators } from '../rules/calculators.ts';
import type { RuleContext } from '../rules/context.ts';
import { figuresOn } from '../rules/figures.ts';
import type { CalculatorSignature, Surroundings } from './check.ts';
import type { WorkedOutside } from './worked-case/world.ts';

/** What schemes may name outside of their files: the calculators with their fields and figures, and the lists of codes. */
export function schemeSurroundings(rules: RuleContext): Surroundings {
  return { calculators: signatures(rules), codeLists: codeChecks.map((c) => c.kind.id) };
}

/** A calculator's figures are read off its own example, which its tests run: nothing is written twice. */
function signatures(rules: RuleContext): ReadonlyMap<string, CalculatorSignature> {
  return new Map(
    calculators.map((calculator) => {
      const answer = calculate(calculator.name, calculator.example, rules);
      return [
        calculator.name,
        { inputs: calculator.input.map((f) => f.name), figures: answer.ok ? Object.keys(answer.values) : [] },
      ];
    }),
  );
}

/** The world in which worked cases play: the real holidays, the real calculators, codes checked by their form. */
export function workedOutside(rules: RuleContext, digest: WorkedOutside['digest']): WorkedOutside {
  const samples = new Map(codeChecks.map(({ kind }) => [kind.id, kind.sample] as const));
  return {
    holidays: rules.calendar,
    digest,
    code: (list, value) => {
      const { result } = checkCode(list, value, { ...rules.lists, day: rules.calendar.last });
      const text = (language: 'zh' | 'en') =>
        result.ok ? '' : result.refusals.map((r) => r.text[language]).join('; ');
      return result.ok ? { ok: true } : { ok: false, why: { zh: text('zh'), en: text('en') } };
    },
    sampleCode: (list) => samples.get(list) ?? '1',
    calculate: (name, inputs, day) => figuresOn(day, name, inputs, rules),
  };
}
