import type { ColumnReader } from '../method/columns.ts';
import type { ColumnRole, OptionSpec, Problem } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { problem, text } from '../outcome/answer.ts';
import { customRulesSchema, parseCustomRules, type RuleSetId, ruleSets } from './rule-sets.ts';
import { mostRules, type Rule } from './rules.ts';

/** Options that every control chart takes. */
export const ruleOptions: readonly OptionSpec[] = [
  {
    name: 'ruleSet',
    text: text('判异准则', 'set of tests'),
    kind: 'choice',
    choices: [
      { value: 'nelson', text: ruleSets.nelson.title },
      { value: 'western-electric', text: ruleSets['western-electric'].title },
      { value: 'aiag', text: ruleSets.aiag.title },
      { value: 'custom', text: text('自定', 'custom') },
    ],
    default: 'nelson',
  },
  {
    name: 'rules',
    text: text('启用哪几条准则（编号）', 'which tests of the set, by number'),
    kind: 'choices',
    choices: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => ({ value: String(n), text: text(`第 ${n} 条`, `test ${n}`) })),
    default: ['1', '2'],
  },
  { name: 'customRules', text: text('自定准则', 'custom tests'), kind: 'json', schema: customRulesSchema },
];

export const limitOptions: readonly OptionSpec[] = [
  {
    name: 'limitSigma',
    text: text('控制限的 σ 倍数', 'distance of the limits in sigma'),
    kind: 'number',
    default: 3,
    least: 0.5,
    most: 6,
  },
  {
    name: 'shift',
    text: text('要看的均值偏移（σ）', 'shift to price, in sigma of the plotted statistic'),
    kind: 'number',
    default: 1,
    least: 0,
    most: 10,
  },
];

export const estimateOptions: readonly OptionSpec[] = [
  {
    name: 'exclude',
    text: text('不参与计算控制限的点（附原因）', 'points left out of the limits, with the reason'),
    kind: 'json',
    schema: {
      type: 'array',
      description: 'list such as [{"point":7,"reason":"tool broke","revision":1}]; points count from 1',
      items: {
        type: 'object',
        required: ['point', 'reason'],
        additionalProperties: false,
        properties: {
          point: { type: 'integer', minimum: 1 },
          reason: { type: 'string' },
          revision: { type: 'integer', minimum: 1 },
        },
      },
    },
  },
  {
    name: 'baseline',
    text: text('用哪些点计算控制限，如 1-25', 'points that the limits come from, such as 1-25'),
    kind: 'text',
  },
];

export const stageRole: ColumnRole = {
  role: 'stage',
  text: text('阶段', 'stage'),
  kind: 'label',
  columns: [1, 1],
  optional: true,
};
export const labelRole: ColumnRole = {
  role: 'label',
  text: text('点的标签（时间、批号）', 'name of the point (time, lot)'),
  kind: 'label',
  columns: [1, 1],
  optional: true,
};

export function readRules(options: OptionReader): Rule[] {
  const set = options.choice('ruleSet');
  const rules =
    set === 'custom'
      ? parseCustomRules(options.json('customRules'), options.problems)
      : chosen(ruleSets[set as RuleSetId].rules, options);
  if (rules.length > mostRules) {
    options.problems.push(
      problem(
        'rules-too-many',
        text(
          `准则最多 ${mostRules} 条，实有 ${rules.length} 条`,
          `expected at most ${mostRules} tests, found ${rules.length}`,
        ),
        text('减少准则', 'Choose fewer tests'),
      ),
    );
  }
  if (set === 'custom' && rules.length === 0 && options.problems.length === 0) {
    options.problems.push(
      problem(
        'rules-missing',
        text('选了自定准则，但没有给出', 'custom tests were chosen but none given'),
        text('填写 customRules，或选用现成的准则', 'Give customRules, or choose a set'),
      ),
    );
  }
  return rules;
}

function chosen(rules: readonly Rule[], options: OptionReader): Rule[] {
  return options.choices('rules').flatMap((number) => {
    const rule = rules[Number(number) - 1];
    if (rule) return [rule];
    options.problems.push(
      problem(
        'rule-unknown',
        text(
          `该准则集只有 ${rules.length} 条，没有第 ${number} 条`,
          `this set has ${rules.length} tests, no test ${number}`,
        ),
        text(`在 1–${rules.length} 中选`, `Choose from 1 to ${rules.length}`),
      ),
    );
    return [];
  });
}

export interface ReadExclusion {
  readonly point: number;
  readonly reason: string;
  readonly revision: number;
}

/** Exclusions, each with a reason: a point left out without one is how limits are made to look good. */
export function readExclusions(options: OptionReader, points: number): ReadExclusion[] {
  const list = (options.json('exclude') ?? []) as readonly { point: number; reason: string; revision?: number }[];
  return list.flatMap(({ point, reason, revision }) => {
    if (point > points) {
      options.problems.push(
        problem(
          'exclusion-unknown',
          text(
            `要排除第 ${point} 点，但只有 ${points} 点`,
            `point ${point} is to be excluded, but there are ${points}`,
          ),
          text('核对点号', 'Check the number of the point'),
        ),
      );
      return [];
    }
    if (reason.trim() === '') {
      options.problems.push(
        problem(
          'exclusion-without-reason',
          text(`排除第 ${point} 点须写明原因`, `the exclusion of point ${point} needs a reason`),
          text(
            '写出查到的特殊原因；没有查明原因的点不应排除',
            'Write the special cause that was found; a point without one stays in',
          ),
        ),
      );
      return [];
    }
    return [{ point, reason, revision: revision ?? 1 }];
  });
}

export function readBaseline(options: OptionReader, points: number): readonly [number, number] | undefined {
  const written = options.text('baseline').trim();
  if (written === '') return undefined;
  const match = /^(\d+)\s*[-–~～至]\s*(\d+)$/.exec(written);
  const from = Number(match?.[1]);
  const to = Number(match?.[2]);
  if (!(from >= 1 && to > from && to <= points)) {
    options.problems.push(
      problem(
        'baseline-invalid',
        text(
          `基准段应为 1 至 ${points} 之间的“起-止”，实为 \`${written}\``,
          `expected points such as 1-25 within 1-${points}, found \`${written}\``,
        ),
        text('改正起止点', 'Mend the range'),
      ),
    );
    return undefined;
  }
  return [from, to];
}

export interface StageOf {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Stages from the stage of each point, in order; one that comes back is a new stage, for limits follow time. */
export function readStages(stageOfPoint: readonly string[] | undefined, points: number): StageOf[] {
  if (!stageOfPoint) return [{ name: '', from: 0, to: points }];
  const stages: StageOf[] = [];
  for (let from = 0; from < points; ) {
    const name = stageOfPoint[from] ?? '';
    let to = from + 1;
    while (to < points && stageOfPoint[to] === name) to++;
    stages.push({ name, from, to });
    from = to;
  }
  return stages;
}

export function optionalLabels(columns: ColumnReader, role: string): readonly string[] | undefined {
  return columns.has(role) ? columns.labels(role).values : undefined;
}

export function failed(columns: ColumnReader, options: OptionReader): readonly Problem[] | undefined {
  const problems = [...columns.problems, ...options.problems];
  return problems.length > 0 ? problems : undefined;
}
