import { hotellingT2 } from './control-charts/hotelling-t2.ts';
import { mewma } from './control-charts/mewma.ts';
import type { Method } from './method/method.ts';

/** Charts for several characteristics at once. */
export const multivariateChartMethods: readonly Method[] = [hotellingT2, mewma];
