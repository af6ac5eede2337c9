import { anyMethod } from '../outcome/answer.ts';
import { samplingCurves } from './curves-method.ts';
import { samplingPlan } from './plan-lookup-method.ts';

export const planMethods = [anyMethod(samplingPlan), anyMethod(samplingCurves)] as const;
