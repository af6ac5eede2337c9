import { problem, text } from '../outcome/answer.ts';
import type { PlanKind } from './iso2859-stages.ts';
import type { SamplingModel } from './operating-characteristic.ts';
import type { Stage } from './plan.ts';
import type { PlanCurves } from './sampling-curves.ts';

export interface PlanValues extends PlanCurves {
  readonly codeLetter: string;
  /** Letter of the plan used; another than `codeLetter` where an arrow led away. */
  readonly planLetter: string;
  readonly arrow: string;
  readonly kind: string;
  readonly stages: readonly Stage[];
  readonly inspectAll: boolean;
  readonly confirmed: boolean;
}

export const kinds: readonly PlanKind[] = ['single', 'double', 'multiple'];
export const models: readonly SamplingModel[] = ['binomial', 'poisson', 'hypergeometric'];

export function unknownAql(aql: number, list: readonly number[]) {
  return problem(
    'aql-unknown',
    text(
      `AQL 应为标准所列的优先值（${list.join('、')}），实为 \`${aql}\``,
      `expected one of the standard's preferred AQLs (${list.join(', ')}), found \`${aql}\``,
    ),
    text('改用最接近且更严的 AQL', 'Take the nearest tighter AQL'),
  );
}
