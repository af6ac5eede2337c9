import { badCharacter, type CodeKind, wrongCheck, wrongLength } from './code-fault.ts';
import type { Checked, Refusal } from './refusal.ts';

export const gtinKind: CodeKind = {
  id: 'gtin',
  text: { zh: '商品条码（GTIN）', en: 'trade item number (GTIN)' },
  sample: '6901234567892',
};

/** Checks a GS1 number (GTIN-8, -12, -13, -14; a GLN and a GGN are of the 13 kind): digits and a modulo 10 check digit. */
export function checkGtin(
  code: string,
): Checked<{ readonly length: 8 | 12 | 13 | 14; readonly body: string; readonly check: string }> {
  const length = [...code].length;
  if (length !== 8 && length !== 12 && length !== 13 && length !== 14)
    return { ok: false, refusals: [wrongLength(gtinKind, code, '8、12、13 / 14')] };
  const faults: Refusal[] = [];
  [...code].forEach((character, index) => {
    if (!/^[0-9]$/.test(character)) faults.push(badCharacter(gtinKind, code, index + 1, { zh: '数字', en: 'a digit' }));
  });
  if (faults.length > 0) return { ok: false, refusals: faults };
  let sum = 0;
  for (let index = length - 2, weight = 3; index >= 0; index--, weight = 4 - weight)
    sum += Number(code[index]) * weight;
  const expected = String((10 - (sum % 10)) % 10);
  if (code[length - 1] !== expected) return { ok: false, refusals: [wrongCheck(gtinKind, code, length, expected)] };
  return { ok: true, parts: { length, body: code.slice(0, -1), check: expected } };
}
