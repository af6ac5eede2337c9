import { badCharacter, type CodeKind, otherForm, wrongLength } from './code-fault.ts';
import type { Checked, Refusal } from './refusal.ts';

export const cccNumberKind: CodeKind = {
  id: 'ccc-number',
  text: { zh: '强制性产品认证（CCC）证书编号', en: 'CCC certificate number' },
  sample: '2016010901123456',
};
export const systemNumberKind: CodeKind = {
  id: 'system-number',
  text: { zh: '管理体系认证证书编号', en: 'management system certificate number' },
  sample: '03410Q10286R0S',
};

/** The first year of CCC: 强制性产品认证管理规定 took effect on 2002-05-01. */
const firstCccYear = 2002;

export interface CccNumberParts {
  readonly year: number;
  readonly body: string;
  readonly class: string;
  readonly kind: string;
  readonly serial: string;
}

/**
 * Takes a CCC certificate number apart: 4 year of first issue, 2 body, 2 product class, 2 kind, 6 serial. The number has
 * no check digit: a right form proves nothing. `latestYear` refuses years still to come.
 */
export function checkCccNumber(code: string, latestYear?: number): Checked<CccNumberParts> {
  if ([...code].length !== 16) return { ok: false, refusals: [wrongLength(cccNumberKind, code, 16)] };
  const faults: Refusal[] = [];
  [...code].forEach((character, index) => {
    if (!/^[0-9]$/.test(character))
      faults.push(badCharacter(cccNumberKind, code, index + 1, { zh: '数字', en: 'a digit' }));
  });
  if (faults.length > 0) return { ok: false, refusals: faults };
  const year = Number(code.slice(0, 4));
  if (year < firstCccYear || (latestYear !== undefined && year > latestYear)) {
    const range = latestYear === undefined ? `${firstCccYear} …` : `${firstCccYear} … ${latestYear}`;
    return {
      ok: false,
      refusals: [
        otherForm(
          cccNumberKind,
          code,
          { zh: `前四位为首次发证年份（${range}）`, en: `a year of first issue (${range}) in the first four digits` },
          { zh: '请核对前四位', en: 'Check the first four digits' },
        ),
      ],
    };
  }
  return {
    ok: true,
    parts: { year, body: code.slice(4, 6), class: code.slice(6, 8), kind: code.slice(8, 10), serial: code.slice(10) },
  };
}

export interface SystemNumberParts {
  /** Three digits of the body's approval number. */
  readonly body: string;
  readonly year: number;
  /** Letters of the field: Q quality, E environment, S occupational health and safety, F food … */
  readonly field: string;
  readonly serial: string;
  /** How often the certificate has been recertified. */
  readonly recertifications: number;
  /** L large, M middle, S small organisation. */
  readonly size: 'L' | 'M' | 'S';
  /** Number of a sub-certificate, or an empty text. */
  readonly suffix: string;
}

/**
 * Takes a management system certificate number of the usual Chinese form apart: body (3 digits), year (2), field letters,
 * serial, `R` and the count of recertifications, size. Bodies may number in a way of their own; such a number is not wrong,
 * only not readable here, and the refusal says so.
 */
export function checkSystemNumber(code: string): Checked<SystemNumberParts> {
  const pieces: readonly { readonly pattern: RegExp; readonly zh: string; readonly en: string }[] = [
    { pattern: /^\d{3}/, zh: '三位认证机构代码', en: 'three digits of the body' },
    { pattern: /^\d{2}/, zh: '两位年份', en: 'two digits of the year' },
    { pattern: /^[A-Z]{1,6}/, zh: '认证领域字母（如 Q、E、S）', en: 'letters of the field (such as Q, E, S)' },
    { pattern: /^\d{1,7}/, zh: '流水号数字', en: 'digits of the serial number' },
    { pattern: /^R/, zh: '字母 R', en: 'the letter R' },
    { pattern: /^\d{1,2}/, zh: '再认证次数', en: 'the count of recertifications' },
    { pattern: /^[LMS]/, zh: '规模字母 L、M 或 S', en: 'the size L, M or S' },
    {
      pattern: /^([-/][0-9A-Z-]{1,12})?$/,
      zh: '结束，或子证书序号（如 -1）',
      en: 'the end, or the number of a sub-certificate (such as -1)',
    },
  ];
  const found: string[] = [];
  let position = 0;
  for (const piece of pieces) {
    const match = piece.pattern.exec(code.slice(position));
    if (!match) {
      const expected = {
        zh: `第 ${position + 1} 位起为${piece.zh}`,
        en: `${piece.en} from character ${position + 1} on`,
      };
      return {
        ok: false,
        refusals: [
          otherForm(systemNumberKind, code, expected, {
            zh: '机构自定的编号不在此解析，请按原文比对',
            en: "A body's own form of number is not read here: compare it as it stands",
          }),
        ],
      };
    }
    found.push(match[0]);
    position += match[0].length;
  }
  const [body = '', year = '', field = '', serial = '', , count = '', size = '', suffix = ''] = found;
  return {
    ok: true,
    parts: {
      body,
      year: 2000 + Number(year),
      field,
      serial,
      recertifications: Number(count),
      size: size as 'L' | 'M' | 'S',
      suffix: suffix.slice(1),
    },
  };
}
