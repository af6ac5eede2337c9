import { type RuleSetId, ruleSets } from '#toolbox/control-charts/rule-sets.ts';
import type { RuleTest } from '#toolbox/control-charts/rules.ts';
import type { OptionSpec, OptionValues } from '#toolbox/method/method.ts';
import { isRecord } from '#toolbox/words/value-shapes.ts';
import { chosenOf } from './option-control.tsx';

/** A test as it is being written: numbers may still be missing or be text. */
export type TypedTest = Readonly<Record<string, unknown>> & { readonly kind: RuleTest['kind'] };

/** What each kind of test asks for, with the figures that it usually has. */
export const kindFields: Readonly<Record<RuleTest['kind'], Readonly<Record<string, number>>>> = {
  limit: {},
  beyond: { sigma: 2 },
  run: { points: 9 },
  trend: { points: 6 },
  alternation: { points: 14 },
  cluster: { count: 2, of: 3, sigma: 2 },
  hugging: { points: 15, sigma: 1 },
  mixture: { points: 8, sigma: 1 },
};

export const ruleKinds = Object.keys(kindFields) as readonly RuleTest['kind'][];

export function testOfKind(kind: RuleTest['kind']): TypedTest {
  return { kind, ...kindFields[kind] };
}

export function typedTests(value: unknown): readonly TypedTest[] {
  return Array.isArray(value)
    ? value.filter((one): one is TypedTest => isRecord(one) && Object.hasOwn(kindFields, String(one['kind'])))
    : [];
}

/** The whole test where nothing is missing, so that it can be said in its sentence. */
export function wholeTest(test: TypedTest): RuleTest | null {
  const isWhole = Object.keys(kindFields[test.kind]).every((field) => Number.isFinite(test[field]));
  return isWhole ? (test as unknown as RuleTest) : null;
}

/** Whoever turns to tests of her own begins with those that were in use, and not with nothing. */
export function startOfCustom(rulesSpec: OptionSpec | undefined, options: OptionValues): readonly RuleTest[] {
  const set = String(options['ruleSet'] ?? 'nelson');
  if (!Object.hasOwn(ruleSets, set) || rulesSpec?.kind !== 'choices') return [{ kind: 'limit' }];
  const chosen = chosenOf(rulesSpec, options['rules']);
  return ruleSets[set as RuleSetId].rules.filter((_, k) => chosen.includes(String(k + 1))).map((rule) => rule.test);
}
