import { type ColumnReader, openColumns } from '../method/columns.ts';
import type {
  ColumnRole,
  Convention,
  Explanation,
  Method,
  MethodInput,
  OptionSpec,
  Outcome,
  Warning,
} from '../method/method.ts';
import { type OptionReader, openOptions } from '../method/options.ts';
import type { Text } from '../method/text.ts';
import { answered, anyMethod, convention, refused, text, warning } from '../outcome/answer.ts';
import {
  estimateOptions,
  failed,
  labelRole,
  limitOptions,
  readBaseline,
  readExclusions,
  readRules,
  readStages,
  ruleOptions,
  stageRole,
} from './chart-options.ts';
import { type ChartValues, chartSchema, type Price } from './chart-result.ts';
import { chartScenes } from './chart-scene.ts';
import { rulesArl } from './price/rules-arl.ts';
import { longestWindow } from './rule-sets.ts';
import type { Rule } from './rules.ts';
import { type ChartFrame, type ChartModel, type Parameters, runChart } from './run-chart.ts';

/** What a chart makes of its columns and options. */
export interface Prepared {
  readonly model: ChartModel;
  readonly points: number;
  readonly labels: readonly string[];
  readonly sizes: readonly number[];
  readonly stages: readonly string[] | undefined;
  readonly fixed: Parameters;
  readonly conventions: readonly Convention[];
  readonly warnings: readonly Warning[];
  /** Left out: the run length of the tests for normal points. */
  readonly price?: (rules: readonly Rule[], shift: number) => Price | null;
  readonly specification?: ChartValues['specification'];
  /** Explanations from the result: which formula, which n. */
  readonly explain: (values: ChartValues) => readonly Explanation[];
  /** Warnings that need the result. */
  readonly judge?: (values: ChartValues) => readonly Warning[];
  /** Last touches to the result (contributions of variables). */
  readonly complete?: (values: ChartValues) => ChartValues;
}

export interface ChartDefinition {
  readonly id: string;
  readonly title: Text;
  readonly purpose: Text;
  readonly conditions: Method['conditions'];
  readonly sources: readonly string[];
  readonly columns: readonly ColumnRole[];
  readonly options: readonly OptionSpec[];
  /** Tests on patterns are of no use to charts whose points hang together (EWMA, CUSUM, moving average, MEWMA, T²). */
  readonly limitRuleOnly?: boolean;
  /** The one test of a chart that has another than its limits. */
  readonly onlyRule?: Rule;
  /** Leaves `limitSigma` out where the limits come otherwise. */
  readonly ownLimits?: boolean;
  readonly example: Method['example'];
  readonly prepare: (columns: ColumnReader, options: OptionReader, rules: readonly Rule[]) => Prepared | undefined;
}

export const limitRule: Rule = {
  id: 'limit',
  test: { kind: 'limit' },
  text: text('1 点超出控制限', '1 point beyond a control limit'),
};

/** Fewer points than this and limits are provisional (Montgomery: 20 to 25 subgroups; GB/T 17989.2: about 25). */
const fewPoints = 20;

export function defineChart(definition: ChartDefinition): Method {
  const specs: OptionSpec[] = [
    ...definition.options,
    ...limitOptions.filter((spec) => !(definition.ownLimits && spec.name === 'limitSigma')),
    ...(definition.limitRuleOnly ? [] : ruleOptions),
    ...estimateOptions,
  ];
  const roles: ColumnRole[] = [...definition.columns, stageRole, labelRole];
  const run = (input: MethodInput): Outcome<ChartValues> => {
    const columns = openColumns(roles, input);
    const options = openOptions(specs, input.options);
    const rules = definition.limitRuleOnly ? [definition.onlyRule ?? limitRule] : readRules(options);
    if (columns.problems.length > 0) return refused(failed(columns, options) ?? []);
    const prepared = definition.prepare(columns, options, rules);
    if (!prepared || options.problems.length > 0) return refused(failed(columns, options) ?? []);
    const stages = readStages(prepared.stages, prepared.points);
    const exclusions = readExclusions(options, prepared.points);
    const baseline = readBaseline(options, prepared.points);
    const problems = failed(columns, options);
    if (problems) return refused(problems);
    const shift = options.number('shift');
    const frame: ChartFrame = {
      chart: definition.id,
      points: prepared.points,
      labels: plainLabels(prepared.labels),
      sizes: prepared.sizes,
      stages,
      exclusions,
      ...(baseline ? { baseline } : {}),
      fixed: prepared.fixed,
      rules,
      price: prepared.price
        ? prepared.price(rules, shift)
        : priceOfRules(rules, shift, definition.ownLimits ? 3 : options.number('limitSigma')),
      specification: prepared.specification ?? null,
    };
    const ran = runChart(prepared.model, frame);
    if ('problems' in ran) return refused(ran.problems);
    const values = prepared.complete?.(ran.values) ?? ran.values;
    return answered(values, {
      conventions: [...prepared.conventions, ...generalConventions(values, definition.limitRuleOnly === true)],
      warnings: [
        ...columns.warnings,
        ...prepared.warnings,
        ...generalWarnings(values, prepared.fixed, rules),
        ...(prepared.judge?.(values) ?? []),
      ],
      explanations: [...prepared.explain(values), ...priceExplanation(values)],
    });
  };
  return anyMethod<ChartValues>({
    id: definition.id,
    version: 1,
    group: 'control-chart',
    title: definition.title,
    purpose: definition.purpose,
    conditions: definition.conditions,
    sources: definition.sources,
    columns: roles,
    options: specs,
    resultSchema: chartSchema,
    run,
    scenes: chartScenes,
    example: definition.example,
  });
}

/** Points named 1, 2, 3 … need no names: a million of them would be as many words. */
function plainLabels(labels: readonly string[]): readonly string[] {
  return labels.every((label, k) => label === String(k + 1)) ? [] : labels;
}

const knownPrices = new Map<string, Price>();

/** Remembered, for the same few sets of tests are asked for again and again while one types. */
export function priceOfRules(rules: readonly Rule[], shift: number, limitSigma: number): Price {
  const key = `${JSON.stringify(rules.map((rule) => rule.test))}|${shift}|${limitSigma}`;
  const known = knownPrices.get(key);
  if (known) return known;
  const finite = (arl: number | undefined): number | null => (arl === undefined || !Number.isFinite(arl) ? null : arl);
  const price = {
    arl0: finite(rulesArl({ rules, limitSigma })),
    shift,
    arl1: finite(rulesArl({ rules, limitSigma, shift })),
  };
  knownPrices.set(key, price);
  return price;
}

function generalConventions(values: ChartValues, limitRuleOnly: boolean): Convention[] {
  const list = [
    convention(
      'excludedPoints',
      'shown-and-tested',
      '排除的点仍描出并判异，只是不参与计算控制限',
      'points left out are drawn and tested all the same; only the limits do without them',
    ),
    convention('stageStart', 'tests-restart', '判异准则不跨阶段', 'tests start afresh at each stage'),
  ];
  if (!limitRuleOnly) {
    list.push(
      convention(
        'clusterLastPoint',
        'must-be-beyond',
        '“3 点中 2 点”“5 点中 4 点”须以界外的点结束（同 Nelson 1984、Minitab、qcc）',
        '2 of 3 and 4 of 5 end with a point beyond the line (as Nelson 1984, Minitab and qcc have it)',
      ),
    );
  }
  if (values.stages.length > 1)
    list.push(
      convention('stages', String(values.stages.length), '每个阶段各算控制限', 'each stage has limits of its own'),
    );
  return list;
}

function generalWarnings(values: ChartValues, fixed: Parameters, rules: readonly Rule[]): Warning[] {
  const list: Warning[] = [];
  const isFixed = Object.keys(fixed).length > 0;
  for (const stage of isFixed ? [] : values.stages) {
    if (stage.counted >= fewPoints) continue;
    list.push(
      warning(
        'few-points',
        text(
          `${stage.name ? `阶段 \`${stage.name}\` ` : ''}只有 ${stage.counted} 个点参与计算，控制限是暂定的`,
          `${stage.name ? `stage \`${stage.name}\`: ` : ''}the limits come from ${stage.counted} points only and are provisional`,
        ),
        text('满 20–25 个点后重新计算', 'Compute them again when there are 20 to 25'),
      ),
    );
  }
  const longest = longestWindow(rules);
  if (values.stages.some((stage) => stage.to - stage.from + 1 < longest)) {
    list.push(
      warning(
        'stage-short',
        text(
          `有的阶段不足 ${longest} 点，最长的准则在其中无法判出`,
          `a stage has fewer than ${longest} points, so that the longest test cannot fire in it`,
        ),
        text('继续收集', 'Go on collecting'),
      ),
    );
  }
  if (isFixed)
    list.push(
      warning(
        'limits-given',
        text(
          '控制限用给定的参数计算，不是来自这些数据',
          'the limits come from the parameters given, not from these data',
        ),
        text('确认给定值来自稳定的过程', 'Make sure that they come from a stable process'),
      ),
    );
  return list;
}

function priceExplanation({ price, rules }: ChartValues): Explanation[] {
  if (!price?.arl0) return [];
  return [
    {
      field: 'price.arl0',
      formula: 'ARL₀ = (I - Q)⁻¹ 1',
      text: text(
        `启用 ${rules.length} 条准则时，受控的过程平均每 ${Math.round(price.arl0)} 个点误报一次${price.arl1 ? `；均值偏移 ${price.shift}σ 时平均 ${price.arl1.toFixed(1)} 个点报警` : ''}。每加一条准则，发现偏移更快，误报也更多。`,
        `With these ${rules.length} tests a process in control raises a false alarm every ${Math.round(price.arl0)} points on average${price.arl1 ? `; a shift of ${price.shift} sigma is seen after ${price.arl1.toFixed(1)} points` : ''}. Each further test sees shifts sooner and errs more often.`,
      ),
      source: 'Champ, C. W. and Woodall, W. H. (1987), Technometrics 29(4), 393-399',
    },
  ];
}

/** Signals in a panel of spread: its limits must be judged before those of the means. */
export function judgeSpreadFirst(values: ChartValues, panel: string, zh: string, en: string): Warning[] {
  const signals = values.signals.filter((signal) => signal.panel === panel);
  if (signals.length === 0) return [];
  const points = [...new Set(signals.map((signal) => signal.label))].slice(0, 8).join(', ');
  return [
    warning(
      'spread-unstable',
      text(
        `${zh}有失控点（${points}），均值图的控制限还不可信`,
        `the ${en} chart signals (${points}); the limits of the means cannot be trusted yet`,
      ),
      text('先查明并消除散布的特殊原因，再看均值图', 'Find and remove the cause in the spread first'),
    ),
  ];
}
