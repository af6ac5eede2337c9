import type { Method } from '../method/method.ts';
import { anyMethod } from '../outcome/answer.ts';
import { causeEffect } from './cause-effect.ts';
import { histogram } from './histogram.ts';
import { multiVari } from './multi-vari-method.ts';
import { pareto } from './pareto.ts';
import { runChart } from './run-chart-method.ts';
import { scatter } from './scatter.ts';
import { checkSheet, stratification } from './stratification.ts';

/** The old seven tools, and the run chart, which some count among them. */
export const sevenToolMethods: readonly Method[] = [
  anyMethod(checkSheet),
  anyMethod(pareto),
  anyMethod(stratification),
  multiVari,
  anyMethod(histogram),
  anyMethod(scatter),
  anyMethod(causeEffect),
  runChart,
];
