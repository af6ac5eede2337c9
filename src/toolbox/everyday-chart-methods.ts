import { cChart, npChart, pChart, uChart } from './control-charts/attribute-charts.ts';
import { iMr } from './control-charts/individuals.ts';
import { xbarR, xbarS } from './control-charts/xbar-charts.ts';
import type { Method } from './method/method.ts';

/** The charts of every day: a family of their own, so that the first chart on a phone loads little. */
export const everydayChartMethods: readonly Method[] = [xbarR, xbarS, iMr, pChart, npChart, cChart, uChart];
