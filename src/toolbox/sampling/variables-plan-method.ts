import { normalUpper } from '../distributions/normal.ts';
import type { Method, MethodInput, Outcome } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import { answered, array, integer, number, object, refused, text } from '../outcome/answer.ts';
import { findRoot } from './search.ts';
import { type Sigma, type VariablesPlan, variablesAcceptance } from './variables-plan.ts';
import { findVariablesPlan, planOptions, pointsProblem } from './variables-source.ts';
import { planConditions, planConventions, planExplanations, planWarnings } from './variables-words.ts';
import { z19Edition } from './z19-plans.ts';

interface VariablesPlanValues {
  readonly n: number;
  readonly k: number;
  readonly m: number;
  readonly p95: number;
  readonly p10: number;
  readonly curve: readonly { readonly p: number; readonly pa: number }[];
}

/** The quality accepted with probability pa, found on the scale of the normal deviate, where the curve is nearly straight. */
function quality(plan: VariablesPlan, sigma: Sigma, pa: number): number {
  return normalUpper(findRoot((z) => variablesAcceptance(plan, sigma, normalUpper(z)) - pa, -7, 7));
}

function designRun(input: MethodInput): Outcome<VariablesPlanValues> {
  const options = openOptions(variablesPlan.options, input.options);
  const problems = [...options.problems, ...(options.problems.length === 0 ? pointsProblem(options) : [])];
  if (problems.length > 0) return refused(problems);
  const sigma: Sigma = options.choice('sigma') === 'known' ? 'known' : 'unknown';
  const plan = findVariablesPlan(options);
  if ('code' in plan) return refused([plan]);
  const end = Math.min(0.999, quality(plan, sigma, 0.005));
  const curve = Array.from({ length: 41 }, (_, i) => (end * (i + 0.001)) / 40).map((p) => ({
    p,
    pa: variablesAcceptance(plan, sigma, p),
  }));
  return answered(
    { ...plan, p95: quality(plan, sigma, 0.95), p10: quality(plan, sigma, 0.1), curve },
    { conventions: planConventions(options), warnings: planWarnings(options), explanations: planExplanations },
  );
}

export const variablesPlan: Method<VariablesPlanValues> = {
  id: 'variables-plan',
  version: 1,
  group: 'acceptance-sampling',
  title: text('计量抽样方案（k 法）', 'Variables sampling plan (k method)'),
  purpose: text(
    '测量值比“合格/不合格”信息多，能少抽几件？',
    'Measured values say more than pass or fail: how few items are enough?',
  ),
  conditions: planConditions,
  sources: ['GB/T 6378.1-2008 (ISO 3951-1:2005), the method', z19Edition.id, 'Schilling & Neubauer, 3rd ed., ch. 10'],
  columns: [],
  options: planOptions,
  resultSchema: object({
    n: integer,
    k: number,
    m: number,
    p95: number,
    p10: number,
    curve: array(object({ p: number, pa: number })),
  }),
  run: designRun,
  scenes: (values) => [
    {
      title: text('操作特性曲线（OC）', 'Operating characteristic (OC)'),
      x: { title: text('批质量 p', 'incoming quality p'), scale: 'linear' },
      y: { title: text('接收概率 Pa', 'probability of acceptance Pa'), scale: 'linear', domain: [0, 1] },
      marks: [
        { kind: 'line', tone: 'fit', x: values.curve.map((row) => row.p), y: values.curve.map((row) => row.pa) },
        { kind: 'points', tone: 'data', x: [values.p95, values.p10], y: [0.95, 0.1], labels: ['p95', 'p10'] },
      ],
      table: {
        head: [text('质量 p', 'quality p'), text('接收概率 Pa', 'Pa')],
        rows: values.curve.map((row) => [row.p, row.pa]),
      },
    },
  ],
  example: {
    text: text(
      '1 % 的批 95 % 接收、6 % 的批 10 % 接收：σ 未知时 42 件（计数方案要 110 件）。',
      '95 % of lots at 1 % and 10 % of lots at 6 %: 42 items with sigma unknown (attributes: 110).',
    ),
    source: 'scipy 逐个 n 搜索的结果相同',
    options: { plan: 'two-points', p1: 0.01, pa1: 0.95, p2: 0.06, pa2: 0.1 },
  },
};
