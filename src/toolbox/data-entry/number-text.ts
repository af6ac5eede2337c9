/**
 * Reads a number as people write it in cells. What is not plainly a number comes back with a code that says what stood
 * there; the caller turns the code into a sentence that names the cell. Nothing is guessed without a code.
 */
export type NumberNote =
  | 'full-width'
  | 'decimal-comma'
  | 'thousands'
  | 'ambiguous-comma'
  | 'unit'
  | 'percent'
  | 'parentheses'
  | 'spaces';

export type NotNumber =
  | 'empty'
  | 'text'
  | 'not-finite'
  | 'spreadsheet-error'
  | 'placeholder'
  | 'censored'
  | 'look-alike';

export type NumberReading =
  | { readonly ok: true; readonly value: number; readonly notes: readonly NumberNote[]; readonly unit?: string }
  | { readonly ok: false; readonly why: NotNumber };

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const spreadsheetError = /^#(?:N\/A|DIV\/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$/i;
const notFinite = /^[+-]?(?:nan|inf(?:inity)?|∞|无穷大?)$/i;
const placeholder = /^(?:-{1,3}|[—–/\\*?？.…]+|n\.?a\.?|n\/a|null|none|nil|missing|缺失?|无|空|未测|漏测|停机)$/i;
const censored = /^[<>≤≥＜＞]/;
/** A letter that a hurried typist puts for a digit: O for 0, l and I for 1. */
const lookAlike = /^[+-]?(?=.*\d)(?=.*[OoIl])[\dOoIl.,]+$/;
const unitAfter =
  /^(\S*?\d[\d.,'’\s]*?(?:[eE][+-]?\d+)?)\s*([%‰]|[a-zA-Zµμ°℃℉Ω㎜㎝㎞㎏㎎㎡㎥′″"\u4e00-\u9fff][\w/·*^°²³μµ℃\u4e00-\u9fff-]*)$/;
const currencyBefore = /^([¥￥$€£])\s*(.+)$/;

/** True for a plain number of ASCII digits with a decimal point, the only form that needs no thought. */
export function isPlainNumber(text: string): boolean {
  return plain.test(text);
}

/** True for the signs that people put where nothing was measured: `-`, `/`, `N/A`, `缺`. */
export function isPlaceholder(text: string): boolean {
  return placeholder.test(toHalfWidth(text.trim()));
}

export function readNumberText(raw: string, decimal: '.' | ',' = '.'): NumberReading {
  if (plain.test(raw)) return finite(Number(raw), []);
  const trimmed = raw.replace(/[\u200b\u200e\u200f\ufeff]/g, '').trim();
  if (trimmed === '') return { ok: false, why: 'empty' };
  const notes: NumberNote[] = [];
  let text = toHalfWidth(trimmed);
  if (text !== trimmed) notes.push('full-width');
  const refusal = refuse(text);
  if (refusal) return { ok: false, why: refusal };
  let sign = 1;
  const inParentheses = /^\(\s*([\d.,\s]+)\)$/.exec(text);
  if (inParentheses?.[1]) {
    notes.push('parentheses');
    sign = -1;
    text = inParentheses[1].trim();
  }
  const { body, unit } = splitUnit(text);
  if (unit) notes.push(unit === '%' || unit === '‰' ? 'percent' : 'unit');
  const digits = normaliseSeparators(body, decimal, notes);
  if (digits === undefined || !plain.test(digits)) {
    return { ok: false, why: lookAlike.test(text) ? 'look-alike' : 'text' };
  }
  return finite(sign * Number(digits), notes, unit);
}

function finite(value: number, notes: readonly NumberNote[], unit?: string): NumberReading {
  if (!Number.isFinite(value)) return { ok: false, why: 'not-finite' };
  return unit === undefined ? { ok: true, value, notes } : { ok: true, value, notes, unit };
}

function refuse(text: string): NotNumber | undefined {
  if (spreadsheetError.test(text)) return 'spreadsheet-error';
  if (notFinite.test(text)) return 'not-finite';
  if (placeholder.test(text)) return 'placeholder';
  if (censored.test(text)) return 'censored';
  return undefined;
}

/** Full-width digits, letters and signs to ASCII, the minus signs of typography to `-`. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ')
    .replace(/。/g, '.')
    .replace(/[−﹣‒]/g, '-');
}

function splitUnit(text: string): { body: string; unit?: string } {
  const money = currencyBefore.exec(text);
  if (money?.[1] && money[2]) return { body: money[2], unit: money[1] };
  const match = unitAfter.exec(text);
  if (match?.[1] && match[2]) return { body: match[1].trim(), unit: match[2] };
  return { body: text };
}

/**
 * Digits with a decimal point only, or undefined where the separators make no number. With both signs present the last
 * one is the decimal sign; with commas alone the table's decimal sign decides, and `1,234` under a decimal point is said
 * to be ambiguous because a writer of decimal commas means 1.234 by it.
 */
function normaliseSeparators(body: string, decimal: '.' | ',', notes: NumberNote[]): string | undefined {
  let text = body;
  if (/\d[\s'’]\d{3}(?!\d)/.test(text) && /^[+-]?\d{1,3}(?:[\s'’]\d{3})+(?:[.,]\d+)?$/.test(text)) {
    text = text.replace(/[\s'’]/g, '');
    notes.push('thousands');
  } else if (/^[+-]\s+[\d.,]+$/.test(text)) {
    text = text.replace(/\s/g, '');
    notes.push('spaces');
  }
  const commas = (text.match(/,/g) ?? []).length;
  const points = (text.match(/\./g) ?? []).length;
  if (commas === 0 && (points <= 1 || decimal === '.')) return points > 1 ? undefined : text;
  if (commas > 0 && points > 0) {
    const commaIsDecimal = text.lastIndexOf(',') > text.lastIndexOf('.');
    const groups = commaIsDecimal ? /^[+-]?\d{1,3}(?:\.\d{3})+,\d+$/ : /^[+-]?\d{1,3}(?:,\d{3})+\.\d*$/;
    if (!groups.test(text)) return undefined;
    notes.push('thousands');
    if (commaIsDecimal) notes.push('decimal-comma');
    return commaIsDecimal ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll(',', '');
  }
  if (points > 1) {
    if (!/^[+-]?\d{1,3}(?:\.\d{3})+$/.test(text)) return undefined;
    notes.push('thousands');
    return text.replaceAll('.', '');
  }
  if (commas === 1 && (decimal === ',' || !/^[+-]?[1-9]\d{0,2},\d{3}$/.test(text))) {
    if (!/^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/.test(text)) return undefined;
    notes.push('decimal-comma');
    return text.replace(',', '.');
  }
  if (!/^[+-]?\d{1,3}(?:,\d{3})+$/.test(text)) return undefined;
  notes.push(commas === 1 ? 'ambiguous-comma' : 'thousands');
  return text.replaceAll(',', '');
}
