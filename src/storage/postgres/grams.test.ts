import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gramsOf, gramsOfFragment, pairsOf } from './grams.ts';
import { slipsOf } from './slips.ts';

describe('grams', () => {
  it('of every fragment are among those of the text that holds it', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(text, fc.nat(30), fc.nat(8), (whole, from, length) => {
        const fragment = whole.slice(from, from + length);
        const all = new Set(gramsOf([whole]));
        return (
          gramsOfFragment(fragment).every((gram) => all.has(gram)) && pairsOf(fragment).every((gram) => all.has(gram))
        );
      }),
    );
  });

  it('are 32-bit numbers, each once, whatever was asked before', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 900 }), { maxLength: 4 }), (texts) => {
        const grams = gramsOf(texts);
        expect(new Set(grams).size).toBe(grams.length);
        expect(grams.length === 0).toBe(texts.join('') === '');
        for (const gram of grams) expect(gram).toBe(gram | 0);
        expect(gramsOf(texts)).toEqual(grams);
      }),
    );
    expect(gramsOf(['上海上海上海'])).toHaveLength(2 + 2 + 2);
  });

  it('of a fragment are its longest: triples, a pair, a character', () => {
    expect(gramsOfFragment('')).toEqual([]);
    expect(gramsOfFragment('上')).toEqual([0x4e0a]);
    expect(gramsOfFragment('上海')).toEqual([(0x4e0a << 16) | 0x6d77]);
    expect(gramsOfFragment('上海质量')).toHaveLength(2);
  });
});

describe('slips of the keyboard', () => {
  it('are every text with one sign wrong, missing or too many, or two neighbours swapped', () => {
    const slips = new Set(slipsOf('12'));
    // Replaced 2 · 35, left out 2, put in 3 · 36 less the 2 that are put in twice, swapped 1.
    expect(slips.size).toBe(70 + 2 + (108 - 2) + 1);
    for (const slip of ['2', '1', '21', '112', '122', '1A2', 'Z2']) expect(slips.has(slip), slip).toBe(true);
    expect(slips.has('12')).toBe(false);
  });

  it('go both ways', () => {
    for (const slip of slipsOf('A1B2')) if (/^[0-9A-Z]+$/.test(slip)) expect(slipsOf(slip)).toContain('A1B2');
  });
});
