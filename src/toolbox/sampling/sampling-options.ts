import type { OptionSpec } from '../method/method.ts';
import { text } from '../outcome/answer.ts';
import { inspectionLevels, severities } from './iso2859-single.ts';

/** Options that several sampling methods share, each declared once so that its name and words are the same everywhere. */
type NumberOption = Extract<OptionSpec, { kind: 'number' }>;

const severityWords = {
  normal: text('正常检验', 'normal'),
  tightened: text('加严检验', 'tightened'),
  reduced: text('放宽检验', 'reduced'),
};
const kindWords = {
  single: text('一次抽样', 'single'),
  double: text('二次抽样', 'double'),
  multiple: text('多次抽样', 'multiple'),
};

export const lotSizeOption: NumberOption = {
  name: 'lotSize',
  text: text('批量 N', 'lot size N'),
  kind: 'number',
  least: 2,
  most: 1e9,
  integer: true,
};
export const aqlOption: NumberOption = {
  name: 'aql',
  text: text('接收质量限 AQL（%，或每百单位不合格数）', 'AQL, percent nonconforming or nonconformities per 100 items'),
  kind: 'number',
  default: 1,
  least: 0.01,
  most: 1000,
};
export const levelOption: OptionSpec = {
  name: 'level',
  text: text('检验水平', 'inspection level'),
  kind: 'choice',
  choices: inspectionLevels.map((value) => ({ value, text: text(value, value) })),
  default: 'II',
};
export const severityOption: OptionSpec = {
  name: 'severity',
  text: text('检验严格度', 'severity of inspection'),
  kind: 'choice',
  choices: severities.map((value) => ({ value, text: severityWords[value] })),
  default: 'normal',
};
export const kindOption: OptionSpec = {
  name: 'kind',
  text: text('抽样方案类型', 'kind of plan'),
  kind: 'choice',
  choices: (['single', 'double', 'multiple'] as const).map((value) => ({ value, text: kindWords[value] })),
  default: 'single',
};
export const editionOption: OptionSpec = {
  name: 'edition',
  text: text('二次、多次方案的出处', 'source of double and multiple plans'),
  kind: 'choice',
  choices: [
    { value: 'iso-1999', text: text('GB/T 2828.1-2012（数值待核对）', 'ISO 2859-1:1999 (figures to be confirmed)') },
    { value: 'mil-std-105e', text: text('MIL-STD-105E', 'MIL-STD-105E') },
  ],
  default: 'iso-1999',
};
export const modelOption: OptionSpec = {
  name: 'model',
  text: text('分布', 'distribution'),
  kind: 'choice',
  choices: [
    {
      value: 'binomial',
      text: text('二项（连续批，不合格品率）', 'binomial (a running process, fraction nonconforming)'),
    },
    { value: 'poisson', text: text('泊松（不合格数）', 'Poisson (nonconformities)') },
    { value: 'hypergeometric', text: text('超几何（孤立批）', 'hypergeometric (one isolated lot)') },
  ],
  default: 'binomial',
};

const percent = { kind: 'number', least: 0, most: 1 } as const;
export const p1Option: NumberOption = {
  name: 'p1',
  text: text('可接收质量 p1（比例）', 'acceptable quality p1 (fraction)'),
  default: 0.01,
  ...percent,
};
export const pa1Option: NumberOption = {
  name: 'pa1',
  text: text('p1 处的接收概率 1−α', 'probability of acceptance at p1, 1 − α'),
  default: 0.95,
  ...percent,
};
export const p2Option: NumberOption = {
  name: 'p2',
  text: text('极限质量 p2（比例）', 'limiting quality p2 (fraction)'),
  default: 0.06,
  ...percent,
};
export const pa2Option: NumberOption = {
  name: 'pa2',
  text: text('p2 处的接收概率 β', 'probability of acceptance at p2, β'),
  default: 0.1,
  ...percent,
};

/** The value of a choice as the type of its list; the option reader has already refused anything else. */
export function chosen<T extends string>(list: readonly T[], value: string, otherwise: T): T {
  return list.find((one) => one === value) ?? otherwise;
}
