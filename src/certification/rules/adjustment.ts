import { type Refusal, refusal } from '../codes/refusal.ts';
import { type Fraction, fraction, one, plus, readFraction, showPercent, times, zero } from './fraction.ts';
import { type Input, type InputField, rowsIn, textIn } from './input.ts';
import { type Asking, askFor, joinLists, type RuleAnswer, type RuleBook } from './rulebook.ts';

export const adjustmentFields: readonly InputField[] = [
  {
    name: 'reason',
    kind: 'text',
    listed: 'audit-time.reasons',
    required: true,
    text: { zh: '理由', en: 'reason' },
  },
  {
    name: 'percent',
    kind: 'decimal',
    required: true,
    text: { zh: '百分比（负数为减少）', en: 'percent (negative reduces)' },
  },
  { name: 'words', kind: 'text', text: { zh: '说明', en: 'in words' } },
];

export interface Adjustment {
  readonly reason: string;
  readonly zh: string;
  readonly en: string;
  readonly share: Fraction;
  /** The list of reasons from which it is taken. */
  readonly answer: RuleAnswer | null;
}

export interface Adjustments {
  readonly list: readonly Adjustment[];
  /** 1 plus the sum of the shares. */
  readonly factor: Fraction;
  readonly sum: Fraction;
  readonly refusals: readonly Refusal[];
}

const none: Adjustments = { list: [], factor: one, sum: zero, refusals: [] };

/** Adjustments with a reason each; a reason that only reduces can't raise, and `other` needs words. */
export function readAdjustments(input: Input, field: string, book: RuleBook, asking: Asking): Adjustments {
  const rows = rowsIn(input, field);
  if (rows.length === 0) return none;
  const known = joinLists(askFor(book, 'audit-time.reasons', 'list', asking), 'all-of');
  const refusals: Refusal[] = [];
  const adjustments: Adjustment[] = [];
  let sum = zero;
  rows.forEach((row, index) => {
    const reason = textIn(row, 'reason') ?? '';
    const words = textIn(row, 'words');
    const percent = readFraction(textIn(row, 'percent') ?? '');
    const at = `${field}[${index}]`;
    const found = known.find((joined) => joined.item.code === reason);
    const item = found?.item;
    if (!percent)
      refusals.push(
        fault(
          'wrong-percent',
          at,
          '百分比至多四位小数',
          'a percentage of at most four decimals',
          textIn(row, 'percent') ?? '',
        ),
      );
    if (known.length > 0 && !item)
      refusals.push(
        fault(
          'unknown-reason',
          at,
          `理由代码：${known.map((joined) => joined.item.code).join('、')}`,
          `a reason: ${known.map((joined) => joined.item.code).join(', ')}`,
          reason,
        ),
      );
    if (item?.code === 'other' && (words ?? '').trim() === '')
      refusals.push(fault('reason-in-words', at, '书面说明', 'the reason in words', words ?? ''));
    if (
      item &&
      percent &&
      ((item.more['direction'] === 'decrease' && percent.num > 0) ||
        (item.more['direction'] === 'increase' && percent.num < 0))
    ) {
      const down = item.more['direction'] === 'decrease';
      refusals.push(
        fault(
          'wrong-direction',
          at,
          down ? `负数（“${item.zh}”只能减少）` : `正数（“${item.zh}”只能增加）`,
          down ? `a negative percentage (“${item.en}” reduces)` : `a positive percentage (“${item.en}” increases)`,
          textIn(row, 'percent') ?? '',
        ),
      );
    }
    if (!percent) return;
    const share = times(percent, fraction(1, 100));
    sum = plus(sum, share);
    const [zh, en] = [words ?? item?.zh ?? reason, words ?? item?.en ?? reason];
    adjustments.push({ reason, zh, en, share, answer: found?.answer ?? null });
  });
  return { list: adjustments, factor: plus(one, sum), sum, refusals };
}

/** `−10%` or `+15%`. */
export function showChange(share: Fraction): string {
  return share.num < 0 ? `−${showPercent({ num: -share.num, den: share.den })}` : `+${showPercent(share)}`;
}

function fault(code: string, field: string, zh: string, en: string, found: string): Refusal {
  return refusal(
    code,
    { field, expected: en, found },
    { zh: `${field}：应为${zh}，实为 \`${found}\``, en: `${field}: expected ${en}, found \`${found}\`` },
    { zh: '请改正该项调整', en: 'Correct this adjustment' },
  );
}
