import { badCharacter, type CodeKind, wrongCheck, wrongLength } from './code-fault.ts';
import type { Checked, Refusal } from './refusal.ts';

export const leiKind: CodeKind = {
  id: 'lei',
  text: { zh: '全球法人识别编码（LEI）', en: 'legal entity identifier (LEI)' },
  sample: '5493001KJTIIGC8Y1R12',
};

export interface LeiParts {
  /** The local operating unit that issued it. */
  readonly issuer: string;
  readonly entity: string;
  readonly check: string;
}

/** Checks a legal entity identifier, ISO 17442: 18 digits or capitals and two check digits, ISO/IEC 7064 MOD 97-10. */
export function checkLei(code: string): Checked<LeiParts> {
  if ([...code].length !== 20) return { ok: false, refusals: [wrongLength(leiKind, code, 20)] };
  const faults: Refusal[] = [];
  [...code].forEach((character, index) => {
    const wanted = index < 18 ? /^[0-9A-Z]$/ : /^[0-9]$/;
    if (!wanted.test(character)) {
      faults.push(
        badCharacter(
          leiKind,
          code,
          index + 1,
          index < 18 ? { zh: '数字或大写字母', en: 'a digit or a capital letter' } : { zh: '数字', en: 'a digit' },
        ),
      );
    }
  });
  if (faults.length > 0) return { ok: false, refusals: faults };
  const expected = String(98 - mod97(`${code.slice(0, 18)}00`)).padStart(2, '0');
  if (code.slice(18) !== expected) return { ok: false, refusals: [wrongCheck(leiKind, code, 19, expected)] };
  return { ok: true, parts: { issuer: code.slice(0, 4), entity: code.slice(4, 18), check: expected } };
}

/** The number that the characters spell, letters as 10 to 35, modulo 97. */
function mod97(text: string): number {
  let rest = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
