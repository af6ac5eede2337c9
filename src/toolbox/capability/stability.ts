import { ruleSets } from '../control-charts/rule-sets.ts';
import { applyRules } from '../control-charts/rules.ts';
import type { Warning } from '../method/method.ts';
import { text, warning } from '../outcome/answer.ts';

/** What a control chart of the same data says, before any capability is believed. */
export interface Stability {
  readonly stable: boolean;
  readonly points: number;
  /** Points (from 1) that tests 1 and 2 of Nelson flag on the chart of means or of single values. */
  readonly signals: readonly number[];
}

export interface StabilityInput {
  readonly values: Float64Array;
  /** Sizes of the subgroups behind the values; 1 for single values. */
  readonly sizes: ArrayLike<number>;
  readonly mean: number;
  readonly sigma: number;
}

export function judgeStability({ values, sizes, mean, sigma }: StabilityInput): Stability {
  const z = values.map((value, k) => ((value - mean) * Math.sqrt(sizes[k]!)) / sigma);
  const mask = new Uint32Array(values.length);
  applyRules({ values: z, z, ucl: 3, lcl: -3 }, ruleSets.nelson.rules.slice(0, 2), mask, 0, values.length);
  const signals = Array.from(mask.keys())
    .filter((k) => mask[k] !== 0)
    .map((k) => k + 1);
  return { stable: signals.length === 0, points: values.length, signals };
}

export function stabilityWarnings({ stable, signals, points }: Stability): Warning[] {
  const list: Warning[] = [];
  if (!stable) {
    list.push(
      warning(
        'process-unstable',
        text(
          `过程不稳定：${points} 个点中第 ${some(signals)} 点失控。能力指数描述的是过去这堆数据，不能预测以后`,
          `the process is not stable: points ${some(signals)} of ${points} signal. The indices describe these data and predict nothing`,
        ),
        text('先用控制图找出并消除特殊原因，再算能力', 'Find and remove the special causes with a control chart first'),
      ),
    );
  }
  if (points < 20)
    list.push(
      warning(
        'stability-unproven',
        text(
          `只有 ${points} 个点，看不出过程是否稳定`,
          `with ${points} points nobody can tell whether the process is stable`,
        ),
        text('至少收集 20–25 个子组或 50 个单值', 'Collect at least 20 to 25 subgroups or 50 single values'),
      ),
    );
  return list;
}

function some(signals: readonly number[]): string {
  return signals.length <= 8 ? signals.join(', ') : `${signals.slice(0, 8).join(', ')} …`;
}
