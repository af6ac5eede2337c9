import type { Text } from '#toolbox/method/text.ts';
import { isText, type Scalar } from '#toolbox/words/value-shapes.ts';
import type { Language } from '../words/language.tsx';

/** A figure as people read it: six significant digits, no trailing zeros, a true minus. */
export function numeral(value: number, digits = 6): string {
  if (!Number.isFinite(value)) return '—';
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return minus(String(value));
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) {
    const [mantissa = '', power = ''] = value.toExponential(digits - 3).split('e');
    return minus(`${mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa}×10`) + raised(power);
  }
  return minus(String(Number(value.toPrecision(digits))));
}

function minus(text: string): string {
  return text.replaceAll('-', '−');
}

function raised(power: string): string {
  return power
    .replace('+', '')
    .replace('-', '⁻')
    .replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? digit);
}

export function shownScalar(value: Scalar | Text, language: Language): string {
  if (isText(value)) return value[language];
  if (value === null) return '—';
  if (typeof value === 'number') return numeral(value);
  if (typeof value === 'boolean') return yesNo[value ? 'yes' : 'no'][language];
  return value;
}

const yesNo = { yes: { zh: '是', en: 'yes' }, no: { zh: '否', en: 'no' } } as const;
