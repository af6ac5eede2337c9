import { capabilityMany } from './capability/many-method.ts';
import type { Method } from './method/method.ts';

/** Capability of many characteristics at once: a family of its own, for it needs none of the fitted distributions. */
export const manyCharacteristicsMethods: readonly Method[] = [capabilityMany];
