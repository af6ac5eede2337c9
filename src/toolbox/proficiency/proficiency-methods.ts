import { anyMethod } from '../outcome/answer.ts';
import { homogeneityMethod } from './proficiency-homogeneity.ts';
import { scores } from './proficiency-scores.ts';
import { stabilityMethod } from './proficiency-stability.ts';

export const proficiencyMethods = [
  anyMethod(scores),
  anyMethod(homogeneityMethod),
  anyMethod(stabilityMethod),
] as const;
