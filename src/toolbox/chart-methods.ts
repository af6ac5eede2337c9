import { everydayChartMethods } from './everyday-chart-methods.ts';
import type { Method } from './method/method.ts';
import { multivariateChartMethods } from './multivariate-chart-methods.ts';
import { specialChartMethods } from './special-chart-methods.ts';

/** All control charts, in the order of use. */
export const chartMethods: readonly Method[] = [
  ...everydayChartMethods,
  ...specialChartMethods,
  ...multivariateChartMethods,
];
