import type { Problem } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { problem, text } from '../outcome/answer.ts';
import { chosen, lotSizeOption, p1Option, p2Option, pa1Option, pa2Option, severityOption } from './sampling-options.ts';
import {
  constantFromFraction,
  designVariablesPlan,
  estimatedFraction,
  type Sigma,
  type VariablesPlan,
} from './variables-plan.ts';
import { z19Aqls, z19Letter, z19Levels, z19Plan } from './z19-plans.ts';

export interface PlanPart extends VariablesPlan {
  /** Largest estimated fraction nonconforming, equal to k for one limit; used when both limits are judged together. */
  readonly m: number;
}

export const sigmaOption = {
  name: 'sigma',
  text: text('过程标准差', 'standard deviation'),
  kind: 'choice',
  choices: [
    { value: 'unknown', text: text('未知（s 法）', 'unknown (s method)') },
    { value: 'known', text: text('已知（σ 法）', 'known (sigma method)') },
  ],
  default: 'unknown',
} as const;
export const planOption = {
  name: 'plan',
  text: text('方案来自', 'the plan comes from'),
  kind: 'choice',
  choices: [
    { value: 'given', text: text('给出的 n 和 k（如查 GB/T 6378.1）', 'n and k given (such as from ISO 3951-1)') },
    { value: 'two-points', text: text('两点设计', 'two points') },
    { value: 'z1.9', text: text('ANSI/ASQ Z1.9 表', 'the tables of ANSI/ASQ Z1.9') },
  ],
  default: 'two-points',
} as const;
export const planOptions = [
  planOption,
  sigmaOption,
  { name: 'n', text: text('样本量 n', 'sample size n'), kind: 'number', least: 2, most: 10000, integer: true },
  { name: 'k', text: text('接收常数 k', 'acceptability constant k'), kind: 'number', least: -5, most: 10 },
  p1Option,
  pa1Option,
  p2Option,
  pa2Option,
  lotSizeOption,
  {
    name: 'level',
    text: text('检验水平', 'inspection level'),
    kind: 'choice',
    choices: z19Levels.map((value) => ({ value, text: text(value, value) })),
    default: 'II',
  },
  { name: 'aql', text: text('AQL（%）', 'AQL, percent'), kind: 'number', default: 1, least: 0.1, most: 10 },
  severityOption,
] as const;

export function findVariablesPlan(options: OptionReader, sampleSize?: number): PlanPart | Problem {
  const sigma: Sigma = options.choice('sigma') === 'known' ? 'known' : 'unknown';
  const source = options.choice('plan');
  if (source === 'given') {
    const n = options.optionalNumber('n') ?? sampleSize;
    const k = options.optionalNumber('k');
    if (n === undefined || k === undefined)
      return problem(
        'plan-missing',
        text('需要 n 和 k', 'n and k are needed'),
        text('给出 n、k，或改用 plan=two-points', 'Give n and k, or take plan=two-points'),
      );
    return { n, k, m: estimatedFraction(k, n, sigma) };
  }
  if (source === 'two-points') {
    const plan = designVariablesPlan(
      { p1: options.number('p1'), pa1: options.number('pa1'), p2: options.number('p2'), pa2: options.number('pa2') },
      sigma,
    );
    if (!plan)
      return problem(
        'no-plan',
        text('n ≤ 5000 内没有满足两点的方案', 'no plan up to n = 5000 meets both points'),
        text('拉开 p1 与 p2', 'Set p1 and p2 further apart'),
      );
    return { ...plan, m: estimatedFraction(plan.k, plan.n, sigma) };
  }
  const lotSize = options.optionalNumber('lotSize');
  const aql = options.number('aql');
  const letter =
    lotSize === undefined ? undefined : z19Letter(lotSize, chosen(z19Levels, options.choice('level'), 'II'));
  const cell =
    letter &&
    z19Plan(
      chosen(['normal', 'tightened', 'reduced'] as const, options.choice('severity'), 'normal'),
      sigma,
      letter,
      aql,
    );
  if (!cell)
    return problem(
      'aql-unknown',
      text(
        `需要批量和表列的 AQL（${z19Aqls.join('、')}），实为 lotSize=\`${lotSize ?? ''}\`、aql=\`${aql}\``,
        `expected a lot size and an AQL of the table (${z19Aqls.join(', ')}), found lotSize \`${lotSize ?? ''}\`, aql \`${aql}\``,
      ),
      text('改正批量或 AQL', 'Mend the lot size or the AQL'),
    );
  return { ...cell, k: constantFromFraction(cell.m, cell.n, sigma) };
}

export function pointsProblem(options: OptionReader): Problem[] {
  if (options.choice('plan') !== 'two-points') return [];
  const [p1, p2, pa1, pa2] = [options.number('p1'), options.number('p2'), options.number('pa1'), options.number('pa2')];
  if (p1 > 0 && p1 < p2 && pa1 > pa2 && pa1 < 1 && pa2 > 0 && p2 < 1) return [];
  return [
    problem(
      'points-order',
      text(
        `应有 0 < p1 < p2 < 1、1 > Pa1 > Pa2 > 0，实为 p1=\`${p1}\`、p2=\`${p2}\`、Pa1=\`${pa1}\`、Pa2=\`${pa2}\``,
        `expected 0 < p1 < p2 < 1 and 1 > pa1 > pa2 > 0, found \`${p1}\`, \`${p2}\`, \`${pa1}\`, \`${pa2}\``,
      ),
      text('改正两点', 'Mend the points'),
    ),
  ];
}
