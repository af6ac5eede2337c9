import type { Method } from '../method/method.ts';
import { anyMethod } from '../outcome/answer.ts';
import { lifeDataMethod } from '../reliability/life-data.ts';
import { toleranceIntervalMethod } from '../tolerance/tolerance-interval.ts';
import { multipleRegressionMethod } from './multiple-regression.ts';
import { simpleRegressionMethod } from './simple-regression.ts';

/** Regression, tolerance intervals and life data. */
export const modelMethods: readonly Method[] = [
  anyMethod(simpleRegressionMethod),
  anyMethod(multipleRegressionMethod),
  anyMethod(toleranceIntervalMethod),
  anyMethod(lifeDataMethod),
];
