import { limitOptions, readRules, ruleOptions } from '#toolbox/control-charts/chart-options.ts';
import { priceOfRules } from '#toolbox/control-charts/define-chart.ts';
import type { OptionValues } from '#toolbox/method/method.ts';
import { openOptions } from '#toolbox/method/options.ts';

/** What a set of tests costs and brings: points to a false alarm, and to the signal of a shift; null where it can't be told. */
export interface RulesPrice {
  readonly arl0: number | null;
  readonly arl1: number | null;
  readonly shift: number;
}

/** One set at a time, so that a calculation never waits for a list of prices. */
export function priceRules(options: OptionValues): RulesPrice {
  const specs = [...ruleOptions, ...limitOptions];
  const known = Object.fromEntries(specs.map(({ name }) => [name, options[name]]));
  const read = openOptions(specs, known);
  const rules = readRules(read);
  const shift = read.number('shift');
  if (read.problems.length > 0 || rules.length === 0) return { arl0: null, arl1: null, shift };
  return priceOfRules(rules, shift, read.number('limitSigma'));
}
