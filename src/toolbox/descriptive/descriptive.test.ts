import { describe, expect, it } from 'vitest';
import { expectReference, referenceProgram, refusalOf, resultOf } from '../reference-values.contract.ts';
import { descriptiveMethod } from './descriptive-method.ts';

describe(`descriptive statistics against ${referenceProgram}`, () => {
  it('moments, quartiles of type 6, shape and autocorrelation', () => {
    const s = resultOf(descriptiveMethod).values.samples[0]!;
    expectReference([s.mean, s.sd, s.q1, s.median, s.q3, s.skewness, s.kurtosis, s.autocorrelation], 'describe.morley');
    expectReference([s.meanLower, s.meanUpper, s.sdLower, s.sdUpper], 'describe.morley.limits');
  });

  it('quartiles of type 7 when asked for', () => {
    const s = resultOf(descriptiveMethod, undefined, { quartiles: 'seven' }).values.samples[0]!;
    expectReference([s.q1, s.median, s.q3], 'describe.morley.seven');
  });

  it('gives null, not NaN, for what one value does not allow', () => {
    const s = resultOf(descriptiveMethod, 'm\n3\n', {}).values.samples[0]!;
    expect([s.sd, s.se, s.skewness, s.kurtosis, s.meanLower]).toEqual([null, null, null, null, null]);
    expect(s.mean).toBe(3);
  });

  it('counts the rows that lack a value in a warning, and refuses a column without any', () => {
    const { warnings, values } = resultOf(
      descriptiveMethod,
      'm,g\n3,a\n,a\n5,b\n',
      {},
      { measurements: ['m'], group: ['g'] },
    );
    expect(values.samples.map((s) => s.n)).toEqual([1, 1]);
    expect(warnings.map((w) => w.text.en)).toContain(
      '1 cell of "the measurements (one column or more)" is empty (A3): nothing was measured there, and the figures do without',
    );
    expect(refusalOf(descriptiveMethod, 'm\n\n\n')).not.toEqual([]);
  });
});
