import { constantsFor } from '../control-charts/constants.ts';
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

export interface SpreadInput {
  readonly sizes: ArrayLike<number>;
  readonly range: ArrayLike<number>;
  readonly sd: ArrayLike<number>;
  readonly mean: ArrayLike<number>;
  readonly sigma: number;
}

/**
 * A word where the spread itself signals: ranges of subgroups to 10, deviations of larger ones, moving ranges of single
 * values, each against its limits of 3 sigma. An index takes one sigma for all, which such data do not have.
 */
export function spreadWarnings({ sizes, range, sd, mean, sigma }: SpreadInput): Warning[] {
  const signals: number[] = [];
  for (let k = 0; k < sizes.length; k++) {
    const n = sizes[k]!;
    const isSingle = n === 1 && k > 0 && sizes[k - 1] === 1;
    if (n < 2 && !isSingle) continue;
    const c = constantsFor(Math.max(2, n));
    const [value, centre, deviation] =
      n > 10 ? [sd[k]!, c.c4, c.c5] : [n > 1 ? range[k]! : Math.abs(mean[k]! - mean[k - 1]!), c.d2, c.d3];
    if (value > (centre + 3 * deviation) * sigma || value < (centre - 3 * deviation) * sigma) signals.push(k + 1);
  }
  if (signals.length === 0) return [];
  return [
    warning(
      'spread-unstable',
      text(
        `散布不稳定：第 ${some(signals)} 点的极差或标准差超出控制限，所以没有一个 σ 能代表这个过程`,
        `the spread is not stable: ranges or deviations at points ${some(signals)} are beyond their limits, so that no one sigma stands for this process`,
      ),
      text(
        '先用极差图、标准差图或移动极差图找出原因，再算能力',
        'Find the cause with an R, S or moving range chart first',
      ),
    ),
  ];
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
