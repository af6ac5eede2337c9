import { anyMethod } from '../outcome/answer.ts';
import { chain } from './chain-method.ts';
import { controlPlan } from './control-plan-method.ts';
import { fmea } from './fmea-method.ts';

export const riskMethods = [anyMethod(fmea), anyMethod(controlPlan), anyMethod(chain)] as const;
