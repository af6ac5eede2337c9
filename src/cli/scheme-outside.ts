import { checkCode, codeChecks } from '#certification/codes/code-check.ts';
import { calculate, calculators } from '#certification/rules/calculators.ts';
import type { RuleContext } from '#certification/rules/context.ts';
import { figuresOn } from '#certification/rules/figures.ts';
import type { CalculatorSignature, Surroundings } from '#certification/scheme/check.ts';
import type { WorkedOutside } from '#certification/scheme/worked-case/world.ts';
import { loadRules, sha256Hex } from './house-files.ts';

/** What schemes may name outside of their files: the calculators with their fields and figures, and the lists of codes. */
export function schemeSurroundings(rules: RuleContext = loadRules()): Surroundings {
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
export function workedOutside(rules: RuleContext): WorkedOutside {
  const samples = new Map(codeChecks.map(({ kind }) => [kind.id, kind.sample] as const));
  return {
    holidays: rules.calendar,
    digest: sha256Hex,
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
