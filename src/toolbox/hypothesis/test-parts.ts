import { fields, number, optionalFields, optionalNumber } from '../descriptive/result-schema.ts';
import { normalLower, normalQuantile, normalUpper } from '../distributions/normal.ts';
import { studentTLower, studentTQuantileUpper, studentTUpper } from '../distributions/student-t.ts';
import type { Convention, JsonSchema, OptionSpec, Warning } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { convention, text, warning } from '../outcome/answer.ts';

/** What the tests share: the alternative, the confidence level, their words and their schemas. */
export type Alternative = 'two-sided' | 'less' | 'greater';

export interface Interval {
  /** Null where the interval is open on this side. */
  readonly lower: number | null;
  readonly upper: number | null;
}

export const alternativeOption: OptionSpec = {
  name: 'alternative',
  text: text('备择假设', 'alternative hypothesis'),
  kind: 'choice',
  choices: [
    { value: 'two-sided', text: text('不等于（双侧）', 'not equal (two-sided)') },
    { value: 'less', text: text('小于（单侧）', 'less (one-sided)') },
    { value: 'greater', text: text('大于（单侧）', 'greater (one-sided)') },
  ],
  default: 'two-sided',
};

export const confidenceOption: OptionSpec = {
  name: 'confidence',
  text: text('置信水平', 'confidence level'),
  kind: 'number',
  default: 0.95,
  least: 0.5,
  most: 0.9999,
};

export function readAlternative(options: OptionReader): Alternative {
  const value = options.choice('alternative');
  return value === 'less' || value === 'greater' ? value : 'two-sided';
}

export function alternativeConvention(alternative: Alternative): Convention {
  return convention(
    'alternative',
    alternative,
    '备择假设的方向，决定 p 值取哪一侧',
    'the direction of the alternative, which decides the tail of p',
  );
}

/** p of a t statistic. */
export function studentProbability(t: number, df: number, alternative: Alternative): number {
  if (alternative === 'less') return studentTLower(t, df);
  if (alternative === 'greater') return studentTUpper(t, df);
  return 2 * studentTUpper(Math.abs(t), df);
}

/** p of a normal statistic. */
export function normalProbability(z: number, alternative: Alternative): number {
  if (alternative === 'less') return normalLower(z);
  if (alternative === 'greater') return normalUpper(z);
  return Math.min(1, 2 * normalUpper(Math.abs(z)));
}

/** The interval estimate ± quantile × se that goes with the alternative. */
export function studentInterval(
  estimate: number,
  se: number,
  df: number,
  confidence: number,
  alternative: Alternative,
): Interval {
  const side = (tail: number) => se * studentTQuantileUpper(tail, df);
  return intervalFor(estimate, side, confidence, alternative);
}

export function normalInterval(estimate: number, se: number, confidence: number, alternative: Alternative): Interval {
  return intervalFor(estimate, (tail) => -se * normalQuantile(tail), confidence, alternative);
}

function intervalFor(
  estimate: number,
  halfWidth: (tail: number) => number,
  confidence: number,
  alternative: Alternative,
): Interval {
  if (alternative === 'less') return { lower: null, upper: estimate + halfWidth(1 - confidence) };
  if (alternative === 'greater') return { lower: estimate - halfWidth(1 - confidence), upper: null };
  const half = halfWidth((1 - confidence) / 2);
  return { lower: estimate - half, upper: estimate + half };
}

export const intervalSchema: JsonSchema = fields({
  lower: optionalNumber('lower end; null where the interval is open'),
  upper: optionalNumber('upper end; null where the interval is open'),
});

export const sampleSchema: JsonSchema = fields({
  n: number('number of values'),
  mean: number('mean'),
  sd: number('standard deviation with n - 1'),
  se: number('standard error of the mean'),
});

export const normalitySchema: JsonSchema = optionalFields(
  { ad: number('A² of Anderson and Darling'), p: number('its p-value') },
  'normality of the values or residuals; null below 8 values',
);

/** With two values in each group, or values at two levels, the distances from a median are all alike. */
export function leveneUndefined(): Warning {
  return warning(
    'levene-none',
    text(
      '各组内的值离本组中位数都一样远，Levene 检验没有定义',
      "in each group all values are equally far from the median: Levene's test does not exist",
    ),
    text('每组收集 3 个以上，检查量具分辨力', 'Take three or more a group; check the resolution of the gauge'),
  );
}
