import type { CalculatorAnswer } from '../act/context.ts';
import { calculate, calculatorNamed } from './calculators.ts';
import type { RuleContext } from './context.ts';

/**
 * A calculator's figures for the record of a case: asked for the day of the act, unless the inputs name another day. Inputs
 * that were not given are left out.
 */
export function figuresOn(
  day: string,
  name: string,
  inputs: Readonly<Record<string, unknown>>,
  rules: RuleContext,
): CalculatorAnswer {
  const given = Object.fromEntries(
    Object.entries(inputs).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
  const asksDay = calculatorNamed(name)?.input.some((field) => field.name === 'day') ?? false;
  const answer = calculate(name, asksDay ? { day, ...given } : given, rules);
  if (!answer.ok) {
    const words = (language: 'zh' | 'en', between: string) =>
      answer.refusals.map((refusal) => refusal.text[language]).join(between);
    return { ok: false, why: { zh: words('zh', '；'), en: words('en', '; ') } };
  }
  return {
    ok: true,
    figures: Object.entries(answer.values).map(([figure, { value, rule, certainty }]) => ({
      name: figure,
      value,
      rule,
      certainty,
    })),
  };
}
