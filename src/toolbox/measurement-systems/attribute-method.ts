import { openColumns } from '../method/columns.ts';
import type { JsonSchema, Method, MethodInput, Outcome, Problem, Warning } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  anyMethod,
  array,
  convention,
  explanation,
  integer,
  number,
  numberOrNull,
  object,
  oneOf,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import type { Scene } from '../scene/scene.ts';
import {
  type AttributeStudy,
  type CohenRow,
  cohenRows,
  type ErrorRow,
  errorRows,
  type KappaRow,
  type KendallRow,
  kappas,
  kendallRows,
  type Match,
  matches,
  orderedCategories,
} from './attribute-study.ts';
import { attributeStudyCsv } from './gauge-examples.ts';
import { levelsOf } from './study-data.ts';

interface AttributeValues {
  readonly parts: number;
  readonly appraisers: number;
  readonly trials: number;
  readonly categories: readonly string[];
  readonly within: readonly Match[];
  readonly standard: readonly Match[];
  readonly between: Match;
  readonly allStandard: Match | null;
  readonly fleissWithin: readonly KappaRow[];
  readonly fleissStandard: readonly KappaRow[];
  readonly fleissBetween: readonly KappaRow[];
  readonly fleissAllStandard: readonly KappaRow[];
  readonly cohen: readonly CohenRow[];
  readonly kendall: readonly KendallRow[];
  readonly errors: readonly ErrorRow[];
  readonly verdict: 'acceptable' | 'conditional' | 'unacceptable' | 'undecided';
}

const matchSchema = object({
  name: string,
  inspected: integer,
  matched: integer,
  percent: number,
  low: number,
  high: number,
});
const kappaSchema = array(
  object({ name: string, category: string, kappa: numberOrNull, se0: numberOrNull, z: numberOrNull, p: numberOrNull }),
);
const nullable = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });

/** Arranges the rows; a problem where parts, appraisers and trials don't form a full block. */
function arrange(
  part: readonly string[],
  appraiser: readonly string[],
  rating: readonly string[],
  reference: readonly string[] | undefined,
): AttributeStudy | Problem {
  const parts = levelsOf(part);
  const appraisers = levelsOf(appraiser);
  const ratings = appraisers.map(() => parts.map((): string[] => []));
  const truth = parts.map((): string | undefined => undefined);
  for (const [i, name] of part.entries()) {
    const p = parts.indexOf(name);
    // A blank is no rating and no category of its own: the part lacks one, and is named below.
    if (rating[i]) ratings[appraisers.indexOf(appraiser[i] ?? '')]?.[p]?.push(rating[i]);
    const given = reference?.[i];
    if (given === undefined) continue;
    if (truth[p] !== undefined && truth[p] !== given)
      return problem(
        'reference-conflict',
        text(
          `零件 \`${name}\` 的基准有 \`${truth[p]}\` 和 \`${given}\` 两种`,
          `part \`${name}\` has two references, \`${truth[p]}\` and \`${given}\``,
        ),
        text('每个零件只有一个基准', 'Give each part one reference'),
      );
    truth[p] = given;
  }
  const trials = Math.max(0, ...ratings.flat().map((list) => list.length));
  for (const [a, own] of ratings.entries()) {
    for (const [p, list] of own.entries()) {
      if (list.length !== trials || trials === 0)
        return problem(
          'study-unbalanced',
          text(
            `评价人 \`${appraisers[a]}\` 对零件 \`${parts[p]}\` 应评 ${Math.max(1, trials)} 次，实为 \`${list.length}\` 次`,
            `appraiser \`${appraisers[a]}\`, part \`${parts[p]}\`: expected ${Math.max(1, trials)} ratings, found \`${list.length}\``,
          ),
          text('补齐评定', 'Complete the ratings'),
        );
    }
  }
  const categories = orderedCategories([...rating, ...(reference ?? [])].filter((word) => word !== ''));
  return {
    appraisers,
    parts,
    trials,
    ratings,
    categories,
    reference: reference ? truth.map((value) => value ?? '') : undefined,
  };
}

function verdictOf(standard: readonly Match[], errors: readonly ErrorRow[]): AttributeValues['verdict'] {
  if (standard.length === 0) return 'undecided';
  const grade = (row: ErrorRow, percent: number) => {
    const [miss, alarm] = [row.missPercent ?? 0, row.falseAlarmPercent ?? 0];
    if (percent >= 90 && miss <= 2 && alarm <= 5) return 0;
    return percent >= 80 && miss <= 5 && alarm <= 10 ? 1 : 2;
  };
  const worst = Math.max(
    ...errors.map((row) => grade(row, standard.find((one) => one.name === row.appraiser)?.percent ?? 0)),
  );
  return worst === 0 ? 'acceptable' : worst === 1 ? 'conditional' : 'unacceptable';
}

function run(input: MethodInput): Outcome<AttributeValues> {
  const options = openOptions(attribute.options, input.options);
  const columns = openColumns(attribute.columns, input);
  const problems: Problem[] = [...options.problems, ...columns.problems];
  if (problems.length > 0) return refused(problems);
  const study = arrange(
    columns.labels('part').values,
    columns.labels('appraiser').values,
    columns.labels('rating').values,
    columns.has('reference') ? columns.labels('reference').values : undefined,
  );
  if ('code' in study) return refused([study]);
  if (study.parts.length < 2)
    return refused([
      problem(
        'parts-few',
        text(
          `至少要 2 个零件，实为 \`${study.parts.length}\``,
          `expected two parts or more, found \`${study.parts.length}\``,
        ),
        text('推荐 50 个，好坏与临界各占一部分', '50 are usual: good, bad and borderline'),
      ),
    ]);
  const confidence = options.number('confidence');
  const bad = options.text('bad');
  if (bad !== '' && !study.categories.includes(bad))
    return refused([
      problem(
        'category-unknown',
        text(
          `没有类别 \`${bad}\`，数据中有 ${study.categories.join('、')}`,
          `no category is called \`${bad}\`; the data have ${study.categories.join(', ')}`,
        ),
        text('改正 bad', 'Mend bad'),
      ),
    ]);
  const found = matches(study, confidence);
  const fleiss = kappas(study);
  const errors = errorRows(study, bad === '' ? (study.categories.at(-1) ?? '') : bad);
  const values: AttributeValues = {
    parts: study.parts.length,
    appraisers: study.appraisers.length,
    trials: study.trials,
    categories: study.categories,
    ...found,
    fleissWithin: fleiss.within,
    fleissStandard: fleiss.standard,
    fleissBetween: fleiss.between,
    fleissAllStandard: fleiss.allStandard,
    cohen: cohenRows(study, confidence),
    kendall: options.flag('ordinal') ? kendallRows(study) : [],
    errors:
      study.categories.length === 2
        ? errors
        : errors.map((row) => ({ ...row, missPercent: null, falseAlarmPercent: null })),
    verdict: study.categories.length === 2 ? verdictOf(found.standard, errors) : 'undecided',
  };
  return answered(values, {
    warnings: [...columns.warnings, ...attributeWarnings(values)],
    conventions: [
      convention(
        'match',
        'all trials agree',
        '一个零件的各次评定全部一致（且等于基准）才算相符',
        'a part matches when all its ratings agree (and equal the standard)',
      ),
      convention('interval', 'Clopper-Pearson', '百分比的区间', 'interval of percentages'),
      convention(
        'fleiss-standard',
        'mean over trials',
        '与基准的 κ 为各次之平均',
        'kappa with the standard is the mean over trials',
      ),
      convention(
        'bad',
        bad === '' ? (study.categories.at(-1) ?? '') : bad,
        '视为“不合格”的类别（算漏检、误检）',
        'the category that counts as bad for misses and false alarms',
      ),
    ],
    explanations: [
      explanation(
        'fleissBetween.kappa',
        'κ = (P̄ − P̄e)/(1 − P̄e)',
        '扣除偶然后的一致程度：0.75 以上好，0.4 以下差',
        'agreement beyond chance: above 0.75 good, below 0.4 poor',
        'Fleiss, Psychological Bulletin 76 (1971) 378; Fleiss, Nee & Landis (1979)',
      ),
      explanation(
        'cohen.kappa',
        'κ = (p_o − p_e)/(1 − p_e)',
        '两人（或人与基准）之间的一致程度',
        'agreement of two raters, or of a rater and the standard',
        'Cohen (1960); Fleiss, Cohen & Everitt (1969)',
      ),
      explanation(
        'kendall.value',
        'W = 12 S/(m²(n³ − n) − m ΣT); τ_b = S/√((n0 − n1)(n0 − n2))',
        '有序类别的协同系数与相关系数',
        'concordance and correlation for ordered categories',
        'Kendall & Gibbons, Rank Correlation Methods',
      ),
      explanation(
        'errors.missPercent',
        'bad called good / ratings of bad items',
        '漏检率：不合格评为合格',
        'miss rate: bad items called good',
        'AIAG MSA 4th ed., ch. III C',
      ),
    ],
  });
}

function attributeWarnings(values: AttributeValues): Warning[] {
  const warnings: Warning[] = [];
  if (values.standard.length === 0)
    warnings.push(
      warning(
        'no-reference',
        text('没有基准：只能说一致，不能说正确', 'without a reference, agreement can be judged but not correctness'),
        text('由专家或更精的量具定基准', 'Have an expert or a finer gauge set it'),
      ),
    );
  if (values.trials < 2)
    warnings.push(
      warning(
        'one-trial',
        text('每人只评一次，看不出自身一致性', 'one rating each: agreement with oneself can’t be seen'),
        text('打乱次序再评一次', 'Rate again in another order'),
      ),
    );
  if (values.parts < 20)
    warnings.push(
      warning(
        'study-small',
        text(`只有 ${values.parts} 个零件，推荐 50 个`, `only ${values.parts} parts, 50 are usual`),
        text('增加零件，尤其是临界的', 'Add parts, borderline ones above all'),
      ),
    );
  if (values.verdict === 'unacceptable')
    warnings.push(
      warning(
        'agreement-low',
        text(
          '有效性低于 80 %，或漏检大于 5 %、误检大于 10 %',
          'effectiveness below 80 %, or misses above 5 %, or false alarms above 10 %',
        ),
        text('做限度样品、统一判定标准、培训后重做', 'Make limit samples, agree on criteria, train, and repeat'),
      ),
    );
  return warnings;
}

function scenes(values: AttributeValues): Scene[] {
  const panel = (title: Scene['title'], rows: readonly Match[]): Scene => {
    const x = rows.map((_, i) => i);
    return {
      title,
      x: { title: text('评价人', 'appraiser'), scale: 'category', categories: rows.map((row) => row.name) },
      y: { title: text('一致率 %', 'percent agreeing'), scale: 'linear', domain: [0, 100] },
      marks: [
        { kind: 'points', tone: 'data', x, y: rows.map((row) => row.percent) },
        ...rows.map((row, i) => ({ kind: 'line', tone: 'data', x: [i, i], y: [row.low, row.high] }) as const),
        { kind: 'horizontal', tone: 'limit', y: 90, label: text('90 %', '90 %') },
      ],
      table: {
        head: [
          text('评价人', 'appraiser'),
          text('检查数', 'inspected'),
          text('相符数', 'matched'),
          text('%', '%'),
          text('下限', 'low'),
          text('上限', 'high'),
        ],
        rows: rows.map((row) => [row.name, row.inspected, row.matched, row.percent, row.low, row.high]),
      },
    };
  };
  const list: Scene[] = [];
  if (values.within.length > 0) list.push(panel(text('评价人自身一致', 'Within appraisers'), values.within));
  if (values.standard.length > 0)
    list.push(panel(text('评价人与基准一致', 'Appraisers and standard'), values.standard));
  if (list.length === 0) list.push(panel(text('评价人之间一致', 'Between appraisers'), [values.between]));
  return list;
}

const attribute: Method<AttributeValues> = {
  id: 'attribute-agreement',
  version: 1,
  group: 'measurement-system',
  title: text('计数型测量系统分析（属性一致性）', 'Attribute agreement analysis'),
  purpose: text(
    '目视检验的人，自己前后一致吗？彼此一致吗？判得对吗？',
    'Do inspectors agree with themselves, with each other and with the truth?',
  ),
  conditions: [
    {
      condition: text('零件有好、有坏、有临界', 'the parts are good, bad and borderline'),
      otherwise: text('全是明显好坏的零件，一致率会虚高', 'with clear cases only, agreement looks better than it is'),
    },
    {
      condition: text('评价人不知道零件号和以前的判定', 'appraisers know neither part nor earlier ratings'),
      otherwise: text('打乱次序重做', 'repeat in random order'),
    },
  ],
  sources: [
    'AIAG, Measurement Systems Analysis, 4th ed. (2010), ch. III C',
    'Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions, 3rd ed.',
  ],
  columns: [
    { role: 'part', text: text('零件', 'part'), kind: 'label', columns: [1, 1] },
    { role: 'appraiser', text: text('评价人', 'appraiser'), kind: 'label', columns: [1, 1] },
    { role: 'rating', text: text('评定', 'rating'), kind: 'label', columns: [1, 1], whenEmpty: null },
    { role: 'reference', text: text('基准', 'reference'), kind: 'label', columns: [1, 1], optional: true },
  ],
  options: [
    { name: 'bad', text: text('“不合格”的类别', 'the category that means bad'), kind: 'text' },
    {
      name: 'ordinal',
      text: text('类别有序（数字按大小）', 'categories are ordered (numbers by size)'),
      kind: 'flag',
      default: false,
    },
    {
      name: 'confidence',
      text: text('置信水平', 'confidence'),
      kind: 'number',
      default: 0.95,
      least: 0.5,
      most: 0.999,
    },
  ],
  resultSchema: object({
    parts: integer,
    appraisers: integer,
    trials: integer,
    categories: array(string),
    within: array(matchSchema),
    standard: array(matchSchema),
    between: matchSchema,
    allStandard: nullable(matchSchema),
    fleissWithin: kappaSchema,
    fleissStandard: kappaSchema,
    fleissBetween: kappaSchema,
    fleissAllStandard: kappaSchema,
    cohen: array(
      object({
        name: string,
        n: integer,
        observed: number,
        kappa: numberOrNull,
        se: numberOrNull,
        low: numberOrNull,
        high: numberOrNull,
        p: numberOrNull,
      }),
    ),
    kendall: array(
      object({
        name: string,
        coefficient: oneOf('w', 'tau'),
        value: numberOrNull,
        statistic: numberOrNull,
        p: numberOrNull,
      }),
    ),
    errors: array(
      object({ appraiser: string, missPercent: numberOrNull, falseAlarmPercent: numberOrNull, mixedPercent: number }),
    ),
    verdict: oneOf('acceptable', 'conditional', 'unacceptable', 'undecided'),
  }),
  run,
  scenes,
  example: {
    text: text(
      '两名检验员对 20 件各评两次，与基准比：乙的漏检要处理。',
      'Two inspectors rate 20 parts twice each, against a standard: B misses too many.',
    ),
    source: '教学数据',
    csv: attributeStudyCsv,
    options: { bad: 'NG' },
  },
};

export const attributeMethods = [anyMethod(attribute)] as const;
