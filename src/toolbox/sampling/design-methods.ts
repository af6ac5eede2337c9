import { anyMethod } from '../outcome/answer.ts';
import { samplingDesign } from './design-method.ts';
import { dodgeRomig } from './dodge-romig-method.ts';
import { samplingZero } from './zero-method.ts';

export const designMethods = [anyMethod(samplingDesign), anyMethod(samplingZero), anyMethod(dodgeRomig)] as const;
