import { type CodeKind, otherForm } from './code-fault.ts';
import type { Checked } from './refusal.ts';

export const groupStandardKind: CodeKind = {
  id: 'group-standard-number',
  text: { zh: '团体标准编号', en: 'group standard number' },
  sample: 'T/CAQ 10201-2020',
};
export const documentNumberKind: CodeKind = {
  id: 'document-number',
  text: { zh: '发文字号', en: 'document number' },
  sample: '沪质协〔2024〕32号',
};

export interface GroupStandardParts {
  /** The association's code on the national platform. */
  readonly association: string;
  readonly serial: string;
  readonly part: string;
  /** `(S)`: a trial edition (试行). */
  readonly trial: boolean;
  readonly year: number;
  /** One form for keys and comparison: `T/SAQ 0014(S)-2025`. */
  readonly canonical: string;
}

/** Takes a group standard number apart: `T/` association, serial with an optional part and `(S)`, and the year. */
export function checkGroupStandardNumber(code: string): Checked<GroupStandardParts> {
  const plain = unifyDashes(code.normalize('NFKC')).trim();
  const found = /^T\/([A-Z]{2,12})\s*(\d{1,6})(?:\.(\d{1,3}))?\s*(\(S\))?\s*-\s*(\d{4})$/.exec(plain);
  if (!found) {
    return {
      ok: false,
      refusals: [
        otherForm(groupStandardKind, code, { zh: '“T/社团代号 序号—年号”', en: '`T/ASSOCIATION SERIAL-YEAR`' }),
      ],
    };
  }
  const [, association = '', serial = '', part = '', trial, year = ''] = found;
  const canonical = `T/${association} ${serial}${part ? `.${part}` : ''}${trial ? '(S)' : ''}-${year}`;
  return { ok: true, parts: { association, serial, part, trial: trial !== undefined, year: Number(year), canonical } };
}

export interface DocumentNumberParts {
  /** Short name of the issuing organ; empty where only year and number are printed. */
  readonly issuer: string;
  readonly year: number;
  readonly serial: number;
  /** With the hexagonal brackets that GB/T 9704 prescribes. */
  readonly canonical: string;
}

/**
 * Takes a document number (发文字号, GB/T 9704) apart: issuer, year in brackets, number. Hexagonal brackets 〔 〕 are the
 * rule; square ones are met in practice and taken; round ones are not, since they mark other things there.
 */
export function checkDocumentNumber(code: string): Checked<DocumentNumberParts> {
  const plain = code.normalize('NFKC').replace(/\s+/g, '');
  const found = /^([\p{Script=Han}A-Za-z]{0,20})[〔[](\d{4})[〕\]]第?(\d{1,5})号$/u.exec(plain);
  if (!found) {
    return {
      ok: false,
      refusals: [
        otherForm(documentNumberKind, code, {
          zh: '“发文机关代字〔年份〕序号号”',
          en: 'issuer, year in 〔 〕 or [ ], number and 号',
        }),
      ],
    };
  }
  const [, issuer = '', year = '', serial = ''] = found;
  return {
    ok: true,
    parts: { issuer, year: Number(year), serial: Number(serial), canonical: `${issuer}〔${year}〕${Number(serial)}号` },
  };
}

function unifyDashes(text: string): string {
  return text.replace(/[‐‑‒–—―−－]+/g, '-');
}
