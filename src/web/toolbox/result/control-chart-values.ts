import type { ChartValues, Signal } from '#toolbox/control-charts/chart-result.ts';
import type { Text } from '#toolbox/method/text.ts';
import { isRecord } from '#toolbox/words/value-shapes.ts';

/** A control chart's values, recognised by their shape; null for another method's. */
export function asChartValues(values: unknown): ChartValues | null {
  return isRecord(values) && Array.isArray(values['panels']) && Array.isArray(values['signals'])
    ? (values as unknown as ChartValues)
    : null;
}

/** The words of a test. */
export function ruleText(values: ChartValues, rule: string): Text {
  const found = values.rules.find((one) => one.id === rule);
  return found ? { zh: found.zh, en: found.en } : { zh: rule, en: rule };
}

/** Signals of a point, in the panel of a scene; a CUSUM draws two panels in one scene. */
export function signalsAt(values: ChartValues, scene: number, point: number): readonly Signal[] {
  const panel = values.panels[scene]?.name;
  const both = values.chart === 'cusum';
  return values.signals.filter((one) => one.point === point && (both || one.panel === panel));
}

/** What a test's pattern usually means: where to look first (Nelson 1984; GB/T 17989.2, AIAG SPC chapter II in our own words). */
export function meaningOf(signal: Signal): Text {
  const spread = ['r', 's', 'mr', 'mr-z'].includes(signal.panel);
  const one = signal.from === signal.to;
  if (spread)
    return {
      zh: '散布变了：查量具、夹具松动、混料、操作者更换，或这一组内混入了不同来源的产品',
      en: 'the spread has changed: look at gauge, clamping, mixed material, another operator, or items of other origin in this subgroup',
    };
  if (one)
    return {
      zh: '单独一点跳出：查那一刻的测量、记录、换刀、换料、停机再开',
      en: 'a single point stands out: look at the measurement, the record, a tool or material change, or a restart at that moment',
    };
  return {
    zh: '水平移动、渐变或混合：查这几点之间的磨损、温度、批次、班次、设定改动',
    en: 'a shift, a drift or a mixture: look at wear, temperature, lots, shifts and settings over these points',
  };
}
