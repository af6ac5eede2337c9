import { anyMethod } from '../outcome/answer.ts';
import { bias } from './gauge-bias.ts';
import { linearity } from './gauge-linearity.ts';
import { stability } from './gauge-stability.ts';
import { type1 } from './gauge-type1.ts';

export const singleGaugeMethods = [
  anyMethod(type1),
  anyMethod(bias),
  anyMethod(linearity),
  anyMethod(stability),
] as const;
