import { problem, text } from '../outcome/answer.ts';
import type { SamplingModel } from './operating-characteristic.ts';
import type { Stage } from './plan.ts';
import type { PlanCurves } from './sampling-curves.ts';

export interface DesignValues extends PlanCurves {
  readonly stages: readonly Stage[];
  readonly pa1: number;
  readonly pa2: number;
}

export const models: readonly SamplingModel[] = ['binomial', 'poisson', 'hypergeometric'];
export const noPlan = problem(
  'no-plan',
  text('在允许的样本量内没有满足要求的方案', 'no plan within the sample sizes allowed meets this'),
  text('放宽 p2 或风险，或全数检验', 'Allow a larger p2 or larger risks, or inspect every item'),
);
export const lotMissing = problem(
  'lot-size-missing',
  text('需要批量 N，没有收到', 'the lot size is needed, found none'),
  text('给出 lotSize', 'Give lotSize'),
);
