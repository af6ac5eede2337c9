import { openColumns } from '../method/columns.ts';
import type { Method, MethodInput, Outcome, Problem } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  anyMethod,
  array,
  convention,
  explanation,
  integer,
  object,
  problem,
  refused,
  string,
  text,
} from '../outcome/answer.ts';
import { type AnovaRow, type Component, component } from './crossed-anova.ts';
import { expandedStudyCsv } from './gauge-examples.ts';
import { limitsReversed, scaleOptions, studyColumns } from './gauge-methods.ts';
import {
  type GaugeValues,
  gaugeRow,
  gaugeSchema,
  gaugeWarnings,
  readScale,
  sourceText,
  summarize,
} from './gauge-result.ts';
import { gaugeScenes } from './gauge-scenes.ts';
import { type RandomEffects, type RandomTerm, randomEffects } from './random-effects.ts';
import { levelsOf } from './study-data.ts';

interface ExpandedValues extends GaugeValues {
  readonly terms: readonly { readonly name: string; readonly df: number }[];
}

type Labels = ReadonlyMap<string, readonly string[]>;

/** A term's name such as `part*operator` names factors; nesting is said by leaving the inner factor's own term out. */
function termsOf(
  names: readonly string[],
  fixed: readonly string[],
  labels: Labels,
  rows: readonly number[],
): RandomTerm[] | Problem {
  const terms: RandomTerm[] = [];
  for (const name of names) {
    const factors = name.split('*').map((part) => part.trim());
    const unknown = factors.find((factor) => !labels.has(factor));
    if (unknown !== undefined) {
      return problem(
        'term-unknown',
        text(
          `项 \`${name}\` 中没有因子 \`${unknown}\`，可用 ${[...labels.keys()].join('、')}`,
          `the term \`${name}\` names \`${unknown}\`; the factors are ${[...labels.keys()].join(', ')}`,
        ),
        text('用列名（如 part、operator）组成项', 'Build terms from column names, such as part and operator'),
      );
    }
    terms.push({
      name: factors.join('*'),
      fixed: factors.every((factor) => fixed.includes(factor)),
      levels: rows.map((row) => factors.map((factor) => labels.get(factor)?.[row] ?? '').join('\u0000')),
    });
  }
  // Fixed terms first, so that the quadratic forms of the random ones are free of them.
  return [...terms.filter((term) => term.fixed), ...terms.filter((term) => !term.fixed)];
}

function components(effects: RandomEffects): [string, Component][] {
  const of = (variance: number): Component => ({
    ...component([]),
    variance: Math.max(0, variance),
    estimate: variance,
  });
  const sum = (list: readonly Component[]) => of(list.reduce((total, one) => total + one.variance, 0));
  const random = effects.terms.flatMap((term): [string, Component][] =>
    term.variance === null ? [] : [[term.name, of(term.variance)]],
  );
  const repeatability = of(effects.error.variance);
  const part = random.find(([name]) => name === 'part')?.[1] ?? of(0);
  const others = random.filter(([name]) => name !== 'part');
  const reproducibility = sum(others.map(([, one]) => one));
  const grr = sum([repeatability, reproducibility]);
  return [
    ['grr', grr],
    ['repeatability', repeatability],
    ['reproducibility', reproducibility],
    ...others,
    ['part', part],
    ['total', sum([grr, part])],
  ];
}

function run(input: MethodInput): Outcome<ExpandedValues> {
  const options = openOptions(expanded.options, input.options);
  const columns = openColumns(expanded.columns, input);
  const labels = new Map<string, readonly string[]>([['part', columns.labels('part').values]]);
  if (columns.has('operator')) labels.set('operator', columns.labels('operator').values);
  if (columns.has('factor')) for (const column of columns.allLabels('factor')) labels.set(column.name, column.values);
  const measured = columns.numbers('measurement').values;
  const problems: Problem[] = [...options.problems, ...columns.problems];
  const [usl, lsl] = [options.optionalNumber('usl'), options.optionalNumber('lsl')];
  if (usl !== undefined && lsl !== undefined && usl <= lsl) problems.push(limitsReversed(usl, lsl));
  if (problems.length > 0) return refused(problems);
  const rows = [...measured.keys()].filter((row) => !Number.isNaN(measured[row]));
  const values = rows.map((row) => measured[row] ?? 0);
  const given = options
    .text('terms')
    .split(/[,，;；\s]+/)
    .filter((name) => name !== '');
  const names = given.length > 0 ? given : [...labels.keys(), ...(labels.has('operator') ? ['part*operator'] : [])];
  const fixed = options
    .text('fixed')
    .split(/[,，;；\s]+/)
    .filter((name) => name !== '');
  const terms = termsOf(names, fixed, labels, rows);
  if ('code' in terms) return refused([terms]);
  if (!terms.some((term) => term.name === 'part' && !term.fixed))
    return refused([
      problem(
        'part-missing',
        text('各项中应有随机的 part', 'expected `part` among the random terms'),
        text('在 terms 中加上 part', 'Add part to the terms'),
      ),
    ]);
  const effects = values.length > 1 ? randomEffects(values, terms) : undefined;
  if (!effects)
    return refused([
      problem(
        'no-error-df',
        text('没有剩余自由度估计重复性', 'no degrees of freedom are left for repeatability'),
        text('增加重复测量，或去掉高阶项', 'Repeat measurements, or leave out high terms'),
      ),
    ]);
  if (!(effects.totalSs > 0))
    return refused([
      problem(
        'constant-data',
        text('所有测量值相同', 'all measurements are equal'),
        text('检查量具分辨力和记录', 'Check the resolution of the gauge and the record'),
      ),
    ]);
  const scale = readScale(options, values.reduce((a, b) => a + b, 0) / values.length);
  const named = components(effects);
  const total = named.at(-1)?.[1].variance ?? 0;
  const anova: AnovaRow[] = [
    ...effects.terms.map((term) => ({
      source: term.name as AnovaRow['source'],
      df: term.df,
      ss: term.ss,
      ms: term.df > 0 ? term.ss / term.df : null,
      f: null,
      p: null,
    })),
    {
      source: 'repeatability',
      df: effects.error.df,
      ss: effects.error.ss,
      ms: effects.error.variance,
      f: null,
      p: null,
    },
    { source: 'total', df: values.length - 1, ss: effects.totalSs, ms: null, f: null, p: null },
  ];
  const size = {
    parts: levelsOf(labels.get('part') ?? []).length,
    operators: levelsOf(labels.get('operator') ?? ['1']).length,
    trials: Math.max(
      1,
      Math.round(
        values.length / (levelsOf(labels.get('part') ?? []).length * levelsOf(labels.get('operator') ?? ['1']).length),
      ),
    ),
  };
  const summary = summarize({
    rows: named.map(([source, one]) => gaugeRow(source, one, total, scale, false)),
    anova,
    pooled: null,
    scale,
    size,
    cells: [],
  });
  const negative = named
    .filter(([source, one]) => one.estimate < 0 && source !== 'total')
    .map(([source]) => sourceText(source).en);
  return answered(
    { ...summary, terms: effects.terms.map(({ name, df }) => ({ name, df })) },
    {
      warnings: [...columns.warnings, ...gaugeWarnings(summary, negative)],
      conventions: [
        convention(
          'estimation',
          'fitting-constants',
          '方差分量按逐项拟合（Henderson 方法 3），项的先后影响不平衡数据的结果',
          'components by fitting constants (Henderson’s method 3); with gaps the order of terms matters',
        ),
        convention(
          'terms',
          terms.map((term) => (term.fixed ? `${term.name} (fixed)` : term.name)).join(', '),
          '模型中的项',
          'the terms of the model',
        ),
        convention(
          'part',
          'main effect only',
          '零件间只取 part 主效应，其余随机项归再现性',
          'part to part is the main effect alone; the other random terms are reproducibility',
        ),
      ],
      explanations: [
        explanation(
          'components',
          'SS_j = Σ_k σ²_k tr(Z_k′Q_jQ_j′Z_k) + σ² df_j, solved from the last term up',
          '由各项的序贯平方和解出方差分量',
          'variance components from the sequential sums of squares',
          'Searle, Casella & McCulloch, Variance Components, ch. 5',
        ),
        explanation(
          'grr',
          '%GRR = 100 σ_GRR / σ_total',
          '测量系统占总变差的百分比',
          'share of the gauge in the total variation',
          'AIAG MSA 4th ed.',
        ),
      ],
    },
  );
}

const expanded: Method<ExpandedValues> = {
  id: 'gauge-expanded',
  version: 1,
  group: 'measurement-system',
  title: text('量具重复性和再现性（扩展：多因子、容许缺数）', 'Gauge R&R, expanded: more factors, gaps allowed'),
  purpose: text(
    '除了零件和人，设备、工装、日期各带来多少测量变差？缺几个数也要能算',
    'How much do machine, fixture or day add besides part and operator, and what if data are missing?',
  ),
  conditions: [
    {
      condition: text(
        '各因子的水平是随机抽取的；固定的在 fixed 中列出',
        'levels are drawn at random; list fixed factors in `fixed`',
      ),
      otherwise: text(
        '只有两台量具且都要用：列为固定',
        'with two gauges that are both in use: list the factor as fixed',
      ),
    },
    {
      condition: text('各项之间可分（没有完全混杂）', 'terms can be told apart (none confounded)'),
      otherwise: text('自由度为 0 的项会显示 df=0：去掉它', 'a confounded term shows df = 0: leave it out'),
    },
  ],
  sources: [
    'Searle, Casella & McCulloch, Variance Components (1992), ch. 5',
    'AIAG, Measurement Systems Analysis, 4th ed. (2010)',
  ],
  columns: [
    ...studyColumns,
    { role: 'factor', text: text('其他因子', 'other factors'), kind: 'label', columns: [1, 6], optional: true },
  ],
  options: [
    ...scaleOptions,
    {
      name: 'terms',
      text: text(
        '模型的项，逗号分隔，如 part,operator,part*operator,day',
        'terms of the model, such as part,operator,part*operator,day',
      ),
      kind: 'text',
    },
    { name: 'fixed', text: text('固定因子', 'fixed factors'), kind: 'text' },
  ],
  resultSchema: object({ ...(gaugeSchema.properties ?? {}), terms: array(object({ name: string, df: integer })) }),
  run,
  scenes: gaugeScenes,
  example: {
    text: text(
      '6 件、2 人、2 天、各 2 次，缺 3 个数：天与天之间的差别也列为一个来源。',
      '6 parts, 2 operators, 2 days, 2 trials, 3 values missing: days are a source of their own.',
    ),
    source: '教学数据',
    csv: expandedStudyCsv,
    assignment: { part: ['part'], operator: ['operator'], measurement: ['measurement'], factor: ['day'] },
    options: { terms: 'part,operator,day,part*operator' },
  },
};

export const expandedMethods = [anyMethod(expanded)] as const;
