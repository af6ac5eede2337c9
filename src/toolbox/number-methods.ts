import { descriptiveMethod } from './descriptive/descriptive-method.ts';
import { analyseFactorialMethod } from './designs/analyse-factorial.ts';
import { analyseSurfaceMethod } from './designs/analyse-response-surface.ts';
import { analyseTaguchiMethod } from './designs/analyse-taguchi.ts';
import { fractionalFactorialMethod } from './designs/fractional-plan.ts';
import { fullFactorialMethod } from './designs/full-factorial-plan.ts';
import { boxBehnkenMethod, centralCompositeMethod } from './designs/response-plans.ts';
import { plackettBurmanMethod } from './designs/screening-plan.ts';
import { taguchiDesignMethod } from './designs/taguchi-plan.ts';
import { contingencyMethod } from './hypothesis/contingency.ts';
import { equalVariancesMethod } from './hypothesis/equal-variances.ts';
import { kruskalWallisMethod } from './hypothesis/kruskal-wallis.ts';
import { mannWhitneyMethod } from './hypothesis/mann-whitney.ts';
import { normalityMethod } from './hypothesis/normality-method.ts';
import { oneSampleTMethod } from './hypothesis/one-sample-t.ts';
import { oneWayAnovaMethod } from './hypothesis/one-way-anova-method.ts';
import { pairedTMethod } from './hypothesis/paired-t.ts';
import { powerMethod } from './hypothesis/power-method.ts';
import { oneProportionMethod, twoProportionsMethod } from './hypothesis/proportion-methods.ts';
import { twoSampleTMethod } from './hypothesis/two-sample-t.ts';
import { wilcoxonMethod } from './hypothesis/wilcoxon.ts';
import type { Method } from './method/method.ts';
import { anyMethod } from './outcome/answer.ts';
import { generalAnovaMethod } from './regression/general-anova.ts';
import { multipleRegressionMethod } from './regression/multiple-regression.ts';
import { simpleRegressionMethod } from './regression/simple-regression.ts';
import { lifeDataMethod } from './reliability/life-data.ts';
import { toleranceIntervalMethod } from './tolerance/tolerance-interval.ts';

/** The methods on numbers in general: tests, regression, tolerance, reliability and designed experiments. */
export const numberMethods: readonly Method[] = [
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
  anyMethod(simpleRegressionMethod),
  anyMethod(multipleRegressionMethod),
  anyMethod(toleranceIntervalMethod),
  anyMethod(lifeDataMethod),
  anyMethod(fullFactorialMethod),
  anyMethod(fractionalFactorialMethod),
  anyMethod(plackettBurmanMethod),
  anyMethod(centralCompositeMethod),
  anyMethod(boxBehnkenMethod),
  anyMethod(taguchiDesignMethod),
  anyMethod(analyseFactorialMethod),
  anyMethod(analyseSurfaceMethod),
  anyMethod(analyseTaguchiMethod),
];
