import type { Method } from '../method/method.ts';
import { designMethods } from './design-methods.ts';
import { lotsMethods } from './lots-method.ts';
import { planMethods } from './plan-methods.ts';
import { variablesMethods } from './variables-methods.ts';

/** Acceptance sampling, in the order in which it is listed. */
export const samplingMethods: readonly Method[] = [
  ...planMethods,
  ...lotsMethods,
  ...designMethods,
  ...variablesMethods,
];
