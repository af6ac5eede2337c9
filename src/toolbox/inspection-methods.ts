import { attributeMethods } from './measurement-systems/attribute-method.ts';
import { expandedMethods } from './measurement-systems/expanded-method.ts';
import { gaugeMethods } from './measurement-systems/gauge-methods.ts';
import { singleGaugeMethods } from './measurement-systems/single-gauge-methods.ts';
import type { Method } from './method/method.ts';
import { proficiencyMethods } from './proficiency/proficiency-methods.ts';
import { qualityToolMethods } from './quality-tools/quality-tool-methods.ts';
import { riskMethods } from './risk/risk-methods.ts';
import { designMethods } from './sampling/design-methods.ts';
import { lotsMethods } from './sampling/lots-method.ts';
import { planMethods } from './sampling/plan-methods.ts';
import { variablesMethods } from './sampling/variables-methods.ts';

/** Methods of inspection and improvement, in the order in which they are listed. */
export const inspectionMethods: readonly Method[] = [
  ...planMethods,
  ...lotsMethods,
  ...designMethods,
  ...variablesMethods,
  ...gaugeMethods,
  ...expandedMethods,
  ...singleGaugeMethods,
  ...attributeMethods,
  ...proficiencyMethods,
  ...riskMethods,
  ...qualityToolMethods,
];
