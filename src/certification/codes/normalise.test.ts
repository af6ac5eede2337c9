import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { companyStem, compareNames, nameKey, normaliseNumber, normaliseSearch } from './normalise.ts';

describe('text as the search compares it', () => {
  it.each([
    ['上海電氣集團股份有限公司', '上海电气集团股份有限公司'],
    ['　ＡＢＣ　 Ｃｏ．， Ltd ', 'abc co., ltd'],
    ['上海 质量 协会', '上海质量协会'],
    ['品質　管理ＱＣ小組', '品质管理qc小组'],
    ['Ⅻ ㈱ ①', 'xii (株) 1'],
    ['de\u0301ja\u0300 vu', 'déjà vu'],
  ])('%s', (text, expected) => {
    expect(normaliseSearch(text)).toBe(expected);
  });

  it('gives a plain text, which takes the short way, what the long way gives it', () => {
    const plain = fc.oneof(fc.integer({ min: 0x21, max: 0x7e }), fc.integer({ min: 0x4e00, max: 0x9fff }));
    fc.assert(
      fc.property(fc.array(plain, { maxLength: 30 }), (units) => {
        const text = String.fromCharCode(...units);
        // A space at the end is trimmed away, and makes the text go the long way.
        expect(normaliseSearch(text)).toBe(normaliseSearch(`${text} `));
      }),
    );
    for (let unit = 0x4e00; unit <= 0x9fff; unit++) {
      const text = String.fromCharCode(unit);
      if (normaliseSearch(text) !== normaliseSearch(`${text} `)) expect.fail(`U+${unit.toString(16)}`);
    }
  });

  it('changes nothing the second time, whatever the script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        const once = normaliseSearch(text);
        expect(normaliseSearch(once)).toBe(once);
        expect(normaliseNumber(normaliseNumber(text))).toBe(normaliseNumber(text));
      }),
      // A letter whose capital is three characters, which compose to two.
      { examples: [['ΐ']] },
    );
  });
});

describe('names of companies', () => {
  it('leave out the legal form and words in brackets', () => {
    expect(companyStem('上海电气集团股份有限公司')).toBe('上海电气');
    expect(companyStem('阿里巴巴（中国）有限公司')).toBe('阿里巴巴');
    expect(companyStem('Siemens Aktiengesellschaft Co., Ltd.')).toBe('siemensaktiengesellschaft');
    expect(companyStem('Acme Widgets Corp.')).toBe('acmewidgets');
    expect(companyStem('有限公司')).toBe('有限公司');
  });

  it('tell the same name from the same stem', () => {
    expect(compareNames('阿里巴巴(中国)有限公司', '阿里巴巴（中國）有限公司')).toBe('same');
    expect(compareNames('ACME CO., LTD', 'Acme Co Ltd')).toBe('same');
    expect(compareNames('小米科技有限责任公司', '小米科技股份有限公司')).toBe('same-stem');
    expect(compareNames('小米科技有限责任公司', '小米通讯技术有限公司')).toBe('different');
    expect(compareNames('', '公司')).toBe('different');
    expect(nameKey('Ａ·Ｂ-c')).toBe('abc');
  });
});
