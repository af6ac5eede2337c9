import type { Method } from '../method/method.ts';
import { anyMethod } from '../outcome/answer.ts';
import { analyseFactorialMethod } from './analyse-factorial.ts';
import { analyseSurfaceMethod } from './analyse-response-surface.ts';
import { analyseTaguchiMethod } from './analyse-taguchi.ts';
import { fractionalFactorialMethod } from './fractional-plan.ts';
import { fullFactorialMethod } from './full-factorial-plan.ts';
import { boxBehnkenMethod, centralCompositeMethod } from './response-plans.ts';
import { plackettBurmanMethod } from './screening-plan.ts';
import { taguchiDesignMethod } from './taguchi-plan.ts';

/** Designs of experiments and their analysis. */
export const designMethods: readonly Method[] = [
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
