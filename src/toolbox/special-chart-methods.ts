import { laneyP, laneyU } from './control-charts/attribute-charts.ts';
import { betweenWithin } from './control-charts/between-within.ts';
import { cusum } from './control-charts/cusum.ts';
import { ewma } from './control-charts/ewma.ts';
import { movingAverage } from './control-charts/moving-average.ts';
import { rulePrice } from './control-charts/price-of-rules.ts';
import { gChart, tChart } from './control-charts/rare-events.ts';
import { dnom, zMr } from './control-charts/short-run.ts';
import { zoneChart } from './control-charts/zone.ts';
import type { Method } from './method/method.ts';

/** Charts for small shifts, rare events and short runs, and the price of tests. */
export const specialChartMethods: readonly Method[] = [
  ewma,
  cusum,
  movingAverage,
  betweenWithin,
  zoneChart,
  laneyP,
  laneyU,
  gChart,
  tChart,
  dnom,
  zMr,
  rulePrice,
];
