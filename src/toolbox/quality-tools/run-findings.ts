import { figure } from '../control-charts/explain.ts';
import type { Warning } from '../method/method.ts';
import { text, warning } from '../outcome/answer.ts';
import type { RunChartValues } from './run-chart-method.ts';

export type RunFinding = 'clustering' | 'mixtures' | 'trends' | 'oscillation' | 'long-run';

type Judged = Pick<
  RunChartValues,
  'n' | 'above' | 'below' | 'aboutMedian' | 'upDown' | 'longestRun' | 'alpha' | 'median'
>;

export function findingsOf({ aboutMedian, upDown, longestRun, alpha }: Judged): RunFinding[] {
  const found: readonly (readonly [RunFinding, boolean])[] = [
    ['clustering', aboutMedian.pClustering < alpha],
    ['mixtures', aboutMedian.pMixtures < alpha],
    ['trends', upDown.pTrends < alpha],
    ['oscillation', upDown.pOscillation < alpha],
    ['long-run', longestRun.length > longestRun.limit],
  ];
  return found.flatMap(([name, there]) => (there ? [name] : []));
}

export function judgeRuns(values: Judged): Warning[] {
  const { aboutMedian, upDown, longestRun, n } = values;
  const said: Record<RunFinding, () => Warning> = {
    clustering: () =>
      warning(
        'runs-clustering',
        text(
          `中位数两侧的链只有 ${aboutMedian.observed} 条（预期 ${figure(aboutMedian.expected)}），p = ${figure(aboutMedian.pClustering)}：聚集`,
          `${aboutMedian.observed} runs about the median where ${figure(aboutMedian.expected)} are expected, p = ${figure(aboutMedian.pClustering)}: clustering`,
        ),
        text(
          '查成段的变化：批料、班次、设置、抽样来源',
          'Look for what changed for a stretch: material, shift, setting, source of samples',
        ),
      ),
    mixtures: () =>
      warning(
        'runs-mixtures',
        text(
          `中位数两侧的链有 ${aboutMedian.observed} 条（预期 ${figure(aboutMedian.expected)}），p = ${figure(aboutMedian.pMixtures)}：混合`,
          `${aboutMedian.observed} runs about the median where ${figure(aboutMedian.expected)} are expected, p = ${figure(aboutMedian.pMixtures)}: mixtures`,
        ),
        text(
          '查是否两台设备、两个模腔轮流取样，分层再看',
          'Look whether two machines or cavities take turns, and part them',
        ),
      ),
    trends: () =>
      warning(
        'runs-trends',
        text(
          `升降链只有 ${upDown.observed} 条（预期 ${figure(upDown.expected)}），p = ${figure(upDown.pTrends)}：趋势`,
          `${upDown.observed} runs up and down where ${figure(upDown.expected)} are expected, p = ${figure(upDown.pTrends)}: trends`,
        ),
        text('查磨损、温升、补料、疲劳', 'Look for wear, warming up, replenishing, fatigue'),
      ),
    oscillation: () =>
      warning(
        'runs-oscillation',
        text(
          `升降链有 ${upDown.observed} 条（预期 ${figure(upDown.expected)}），p = ${figure(upDown.pOscillation)}：振荡`,
          `${upDown.observed} runs up and down where ${figure(upDown.expected)} are expected, p = ${figure(upDown.pOscillation)}: oscillation`,
        ),
        text('查过度调整，或两个来源轮流取样', 'Look for over-adjustment, or two sources taking turns'),
      ),
    'long-run': () =>
      warning(
        'run-long',
        text(
          `第 ${longestRun.from} 到 ${longestRun.to} 点有 ${longestRun.length} 点在中位数同侧，超过 ${longestRun.limit} 点`,
          `${longestRun.length} points on one side of the median, from point ${longestRun.from} to ${longestRun.to}, more than ${longestRun.limit}`,
        ),
        text('查这一段开始时发生了什么', 'Find what happened where this stretch begins'),
      ),
  };
  const list = findingsOf(values).map((finding) => said[finding]());
  if (n < 15)
    list.push(
      warning(
        'points-few',
        text(`只有 ${n} 个点，检验很难发现规律`, `with ${n} points the tests hardly find a pattern`),
        text('收集 15 个以上', 'Collect 15 or more'),
      ),
    );
  if (aboutMedian.z === null || upDown.z === null)
    list.push(
      warning(
        'runs-one-way',
        text(
          '链数只有一种可能，没有 z：中位数某一侧没有点，或只升降一次',
          'only one number of runs is possible, so there is no z: no point on one side of the median, or a single step',
        ),
        text('检查数据分辨力，收集更多', 'Check the resolution of the data and collect more'),
      ),
    );
  if (upDown.points < 0.8 * n)
    list.push(
      warning(
        'neighbours-equal',
        text(
          `${n} 个点里有 ${n - upDown.points} 个与前一点相等，升降链只用其余的`,
          `${n - upDown.points} of ${n} points equal the one before; runs up and down do with the rest`,
        ),
        text('换分辨力更高的量具，或多记一位小数', 'Use a finer gauge, or note one more decimal'),
      ),
    );
  return list;
}
