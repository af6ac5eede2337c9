import { descriptiveMethod } from '../descriptive/descriptive-method.ts';
import type { Method } from '../method/method.ts';
import { anyMethod } from '../outcome/answer.ts';
import { generalAnovaMethod } from '../regression/general-anova.ts';
import { contingencyMethod } from './contingency.ts';
import { equalVariancesMethod } from './equal-variances.ts';
import { kruskalWallisMethod } from './kruskal-wallis.ts';
import { mannWhitneyMethod } from './mann-whitney.ts';
import { normalityMethod } from './normality-method.ts';
import { oneSampleTMethod } from './one-sample-t.ts';
import { oneWayAnovaMethod } from './one-way-anova-method.ts';
import { pairedTMethod } from './paired-t.ts';
import { powerMethod } from './power-method.ts';
import { oneProportionMethod, twoProportionsMethod } from './proportion-methods.ts';
import { twoSampleTMethod } from './two-sample-t.ts';
import { wilcoxonMethod } from './wilcoxon.ts';

/** Description and tests of numbers, with power and sample size. */
export const testMethods: readonly Method[] = [
  anyMethod(descriptiveMethod),
  anyMethod(normalityMethod),
  anyMethod(oneSampleTMethod),
  anyMethod(twoSampleTMethod),
  anyMethod(pairedTMethod),
  anyMethod(equalVariancesMethod),
  anyMethod(oneProportionMethod),
  anyMethod(twoProportionsMethod),
  anyMethod(contingencyMethod),
  anyMethod(oneWayAnovaMethod),
  anyMethod(generalAnovaMethod),
  anyMethod(mannWhitneyMethod),
  anyMethod(wilcoxonMethod),
  anyMethod(kruskalWallisMethod),
  anyMethod(powerMethod),
];
