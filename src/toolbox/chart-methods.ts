import { cChart, laneyP, laneyU, npChart, pChart, uChart } from './control-charts/attribute-charts.ts';
import { cusum } from './control-charts/cusum.ts';
import { ewma } from './control-charts/ewma.ts';
import { iMr } from './control-charts/individuals.ts';
import { movingAverage } from './control-charts/moving-average.ts';
import { hotellingT2, mewma } from './control-charts/multivariate.ts';
import { rulePrice } from './control-charts/price-of-rules.ts';
import { gChart, tChart } from './control-charts/rare-events.ts';
import { dnom, zMr } from './control-charts/short-run.ts';
import { xbarR, xbarS } from './control-charts/xbar-charts.ts';
import type { Method } from './method/method.ts';

/** Control charts, in the order of use. */
export const chartMethods: readonly Method[] = [
  xbarR,
  xbarS,
  iMr,
  pChart,
  npChart,
  cChart,
  uChart,
  ewma,
  cusum,
  movingAverage,
  laneyP,
  laneyU,
  gChart,
  tChart,
  dnom,
  zMr,
  hotellingT2,
  mewma,
  rulePrice,
];
