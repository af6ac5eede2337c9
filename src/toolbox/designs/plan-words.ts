import { count, fields, list, text as words } from '../descriptive/result-schema.ts';
import type { Convention, JsonSchema, OptionSpec } from '../method/method.ts';
import { convention, text } from '../outcome/answer.ts';
import type { Factor, PlannedRun } from './factors.ts';

/** What every plan of experiments shares: options of the order of work, the table of runs, and their words. */
export interface Plan {
  readonly factors: readonly Factor[];
  readonly runs: readonly PlannedRun[];
}

export const factorsOption = (zh: string, en: string, usual?: string): OptionSpec => ({
  name: 'factors',
  text: text(zh, en),
  kind: 'text',
  ...(usual === undefined ? {} : { default: usual }),
});

export const orderOptions: readonly OptionSpec[] = [
  { name: 'randomise', text: text('随机安排试验次序', 'randomise the order of work'), kind: 'flag', default: true },
  {
    name: 'seed',
    text: text('随机种子', 'seed of the order'),
    kind: 'number',
    default: 1,
    least: 0,
    most: 4294967295,
    integer: true,
  },
];

export const planFields: Readonly<Record<string, JsonSchema>> = {
  factors: list(fields({ name: words('factor'), levels: list(words('level')) })),
  runs: list(
    fields({
      run: count('order of work'),
      standard: count('place in the standard order'),
      levels: list(words('level of each factor')),
    }),
  ),
};

export function orderConvention(randomise: boolean, seed: number): Convention {
  return randomise
    ? convention(
        'order',
        `seed ${seed}`,
        '试验次序由种子决定，同一种子得到同一次序',
        'the order of work comes from the seed; the same seed gives the same order',
      )
    : convention('order', 'standard', '按标准次序，未随机化', 'in the standard order, not randomised');
}

export const planConditions = [
  {
    condition: text(
      '按给出的次序做试验，每次重新设定各因子',
      'Run in the order given, setting every factor anew each time',
    ),
    otherwise: text(
      '水平难以更换时改用裂区设计，并在分析时说明',
      'Where a level is hard to change use a split plot, and say so in the analysis',
    ),
  },
  {
    condition: text('测量系统足够好', 'The measurement system is good enough'),
    otherwise: text('先做测量系统分析', 'Study the measurement system first'),
  },
] as const;
