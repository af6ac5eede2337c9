import { capabilityBinomial, capabilityPoisson } from './capability/attribute-capability.ts';
import { capabilityBetweenWithin } from './capability/between-within-method.ts';
import { capability } from './capability/capability-method.ts';
import { capabilityNonnormal } from './capability/nonnormal-method.ts';
import type { Method } from './method/method.ts';

/** Process capability. */
export const capabilityMethods: readonly Method[] = [
  capability,
  capabilityBetweenWithin,
  capabilityNonnormal,
  capabilityBinomial,
  capabilityPoisson,
];
