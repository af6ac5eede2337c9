import { type CodeKind, notInList, otherForm } from './code-fault.ts';
import type { CodeList, CodeRow } from './code-list.ts';
import type { Checked } from './refusal.ts';

export const industryKind: CodeKind = {
  id: 'industry',
  text: { zh: '国民经济行业代码', en: 'industry code (GB/T 4754)' },
  sample: 'C39',
};
export const sectorKind: CodeKind = {
  id: 'sector',
  text: { zh: 'IAF/EA 专业代码', en: 'IAF/EA sector' },
  sample: '19',
};
export const hsKind: CodeKind = { id: 'hs', text: { zh: 'HS 编码', en: 'HS code' }, sample: '850760' };

export const cccKindKind: CodeKind = {
  id: 'ccc-kind',
  text: { zh: '强制性产品认证目录种类代码', en: 'kind of the CCC catalogue' },
  sample: '0901',
};

/**
 * Checks a kind of the compulsory certification catalogue: two digits of class, which the loaded list must hold, and two of
 * kind, of which it says nothing (domain, 5.3: rebuild the catalogue from the current notices).
 */
export function checkCccKind(
  code: string,
  classes: CodeList,
): Checked<{ readonly class: CodeRow; readonly kind: string }> {
  if (!/^\d{4}$/.test(code))
    return {
      ok: false,
      refusals: [
        otherForm(cccKindKind, code, {
          zh: '4 位数字：大类 2 位、种类 2 位',
          en: 'four digits, two of class and two of kind',
        }),
      ],
    };
  const row = classes.rows.get(code.slice(0, 2));
  return row
    ? { ok: true, parts: { class: row, kind: code.slice(2) } }
    : { ok: false, refusals: [notInList(cccKindKind, code.slice(0, 2), classes.text)] };
}

export interface IndustryParts {
  readonly section: string;
  readonly division: string | null;
  readonly row: CodeRow;
  /** Digits of group and class that the loaded list does not hold; empty when all was checked. */
  readonly unchecked: string;
}

/** Checks an industry code, GB/T 4754-2017: a section letter, or two to four digits, with or without the letter. */
export function checkIndustry(code: string, list: CodeList): Checked<IndustryParts> {
  const found = /^([A-T])?(\d{2})?(\d{0,2})$/.exec(code);
  const [, letter, division, rest = ''] = found ?? [];
  if (!found || code === '' || (division === undefined && rest !== '')) {
    return {
      ok: false,
      refusals: [
        otherForm(industryKind, code, {
          zh: '门类字母（A 至 T）、2 至 4 位数字或两者连写',
          en: 'a section letter (A to T), two to four digits, or both',
        }),
      ],
    };
  }
  const row = list.rows.get(division ?? letter ?? '');
  if (!row) return { ok: false, refusals: [notInList(industryKind, division ?? code, list.text)] };
  const section = division === undefined ? (letter ?? '') : (row.parent ?? '');
  if (letter !== undefined && letter !== section) {
    return {
      ok: false,
      refusals: [
        otherForm(industryKind, code, {
          zh: `大类 ${division} 所属的门类 ${section}`,
          en: `section ${section}, to which division ${division} belongs,`,
        }),
      ],
    };
  }
  return { ok: true, parts: { section, division: division ?? null, row, unchecked: rest } };
}

/** Checks a scope sector of IAF ID 1, 1 to 39; leading zeros are taken. */
export function checkSector(code: string, list: CodeList): Checked<{ readonly sector: number; readonly row: CodeRow }> {
  const plain = code.replace(/^0+(?=\d)/, '');
  const row = list.rows.get(plain);
  return row
    ? { ok: true, parts: { sector: Number(plain), row } }
    : { ok: false, refusals: [otherForm(sectorKind, code, { zh: '1 至 39 的专业代码', en: 'a sector from 1 to 39' })] };
}

export interface HsParts {
  readonly chapter: string;
  readonly heading: string | null;
  readonly subheading: string | null;
  /** Digits 7 to 10 (8 or 10 digit national lines); the same six digits elsewhere may continue in another way. */
  readonly national: string;
}

/**
 * Checks the form of a code of the Harmonized System: 2, 4, 6 digits (international), 8 or 10 (national), points left
 * out. Chapters run from 01 to 97, 77 being kept free.
 */
export function checkHs(code: string): Checked<HsParts> {
  const digits = code.replace(/[.\s]/g, '');
  const chapter = Number(digits.slice(0, 2));
  if (!/^(\d{2}){1,5}$/.test(digits))
    return {
      ok: false,
      refusals: [otherForm(hsKind, code, { zh: '2、4、6、8 或 10 位数字', en: '2, 4, 6, 8 or 10 digits' })],
    };
  if (chapter < 1 || chapter > 97 || chapter === 77)
    return {
      ok: false,
      refusals: [
        otherForm(hsKind, code, {
          zh: '第 01 至 97 章（77 章保留）',
          en: 'a chapter from 01 to 97 (77 being kept free)',
        }),
      ],
    };
  return {
    ok: true,
    parts: {
      chapter: digits.slice(0, 2),
      heading: digits.length >= 4 ? digits.slice(0, 4) : null,
      subheading: digits.length >= 6 ? digits.slice(0, 6) : null,
      national: digits.slice(6),
    },
  };
}

/** Whether one HS code lies under another: `850760` under `8507`. A first screen only, the text of the line decides. */
export function isUnderHs(code: string, prefix: string): boolean {
  return code.replace(/[.\s]/g, '').startsWith(prefix.replace(/[.\s]/g, ''));
}
