import type { Method } from '../method/method.ts';
import { attributeMethods } from './attribute-method.ts';
import { expandedMethods } from './expanded-method.ts';
import { gaugeMethods } from './gauge-methods.ts';
import { singleGaugeMethods } from './single-gauge-methods.ts';

/** Measurement systems, in the order in which they are listed. */
export const measurementMethods: readonly Method[] = [
  ...gaugeMethods,
  ...expandedMethods,
  ...singleGaugeMethods,
  ...attributeMethods,
];
