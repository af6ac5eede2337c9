import type { OptionSpec } from '../method/method.ts';
import { text } from '../outcome/answer.ts';

/** The option that all three methods share. */
export const sigmaOption: OptionSpec = {
  name: 'sigmaPt',
  text: text('能力评定标准差 σpt', 'standard deviation for proficiency assessment σpt'),
  kind: 'number',
  least: 1e-300,
};
