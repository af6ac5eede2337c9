import { checkCccNumber } from '../codes/certificate-number.ts';
import { normaliseNumber } from '../codes/normalise.ts';
import type { StepName, Verdict, VerdictStep } from './verdict.ts';

/** One line of a bulk check (批量核验): a number, and what the asker expects of it. */
export interface BulkLine {
  readonly number: string;
  readonly name: string | null;
  readonly codes: readonly string[];
}

/** Why a line may or may not be relied on; the first that applies, in this order, is the line's reason. */
export const bulkReasons = {
  'wrong-form': { zh: '编号格式有误', en: 'wrong form of number' },
  unknown: { zh: '未查到', en: 'unknown' },
  'name-differs': { zh: '名称不符', en: 'name differs' },
  withdrawn: { zh: '已撤销', en: 'withdrawn' },
  cancelled: { zh: '已注销', en: 'cancelled' },
  expired: { zh: '已过期失效', en: 'expired' },
  suspended: { zh: '暂停中', en: 'suspended' },
  'not-yet': { zh: '尚未生效', en: 'not yet in force' },
  uncertain: { zh: '当日状态不能确定', en: 'not certain on this day' },
  'out-of-scope': { zh: '超出范围', en: 'out of scope' },
  'issuer-not-entitled': { zh: '发证机构当时不具备资质', en: 'issuer not entitled' },
  valid: { zh: '有效', en: 'valid' },
} as const;
export type BulkReason = keyof typeof bulkReasons;

export interface NumberForm {
  readonly normal: string;
  /** Why it can't be a number of a certificate; null when nothing speaks against it. */
  readonly fault: { readonly zh: string; readonly en: string } | null;
}

/**
 * Whether a text can be a number at all. Bodies number as they like, so only what is certainly wrong is refused: nothing,
 * foreign characters, and a row of 13 to 19 digits that is not the 16 digits of a CCC number.
 */
export function checkNumberForm(text: string, latestYear: number): NumberForm {
  const normal = normaliseNumber(text);
  const fault = (zh: string, en: string): NumberForm => ({ normal, fault: { zh, en } });
  if (normal === '') return fault('应为证书编号，实为空', 'expected a number, found nothing');
  if (normal.length > 80)
    return fault(
      `编号应不超过 80 个字符，实有 ${normal.length} 个`,
      `expected at most 80 characters, found ${normal.length}`,
    );
  const foreign = /[^\p{L}\p{N}\-/.()[\]〔〕:_#+,&'*]/u.exec(normal)?.[0];
  if (foreign !== undefined)
    return fault(
      `编号应由字母、数字和 - / . ( ) 组成，实有 “${foreign}”`,
      `expected letters, digits and - / . ( ), found “${foreign}”`,
    );
  if (!/\p{N}/u.test(normal)) return fault(`编号应含数字，实为 “${text}”`, `expected a digit, found “${text}”`);
  if (/^\d{13,19}$/.test(normal)) {
    const ccc = checkCccNumber(normal, latestYear);
    const first = ccc.ok ? undefined : ccc.refusals[0];
    if (first !== undefined) return fault(first.text.zh, first.text.en);
  }
  return { normal, fault: null };
}

/** The line's reason from the verdicts over all entries with its number: the one that serves the asker best stands. */
export function bulkReason(
  form: NumberForm,
  verdicts: readonly Verdict[],
): { readonly reason: BulkReason; readonly chosen: number } {
  if (form.fault !== null) return { reason: 'wrong-form', chosen: -1 };
  const order = Object.keys(bulkReasons) as BulkReason[];
  let best: { reason: BulkReason; chosen: number } = { reason: 'unknown', chosen: -1 };
  verdicts.forEach((verdict, chosen) => {
    const reason = reasonOf(verdict);
    if (best.chosen < 0 || order.indexOf(reason) > order.indexOf(best.reason)) best = { reason, chosen };
  });
  return best;
}

/**
 * Everything that speaks against relying on it, or leaves open what was asked for, the line's reason first: who reads that a
 * name differs must read as well that the certificate is suspended. The status alone where nothing does.
 */
export function bulkWhys(reason: BulkReason, verdict: Verdict): readonly VerdictStep[] {
  const first = deciding[reason] ?? 'status';
  const against = verdict.steps.filter(
    ({ step, answer }) => answer === 'no' || (answer === 'unknown' && ['status', 'name', 'scope'].includes(step)),
  );
  const steps = against.some(({ step }) => step === first)
    ? against
    : [...verdict.steps.filter(({ step }) => step === first), ...against];
  return [...steps].sort((a, b) => Number(b.step === first) - Number(a.step === first));
}

const deciding: Readonly<Partial<Record<BulkReason, StepName>>> = {
  'name-differs': 'name',
  'out-of-scope': 'scope',
  'issuer-not-entitled': 'issuer-then',
};

function reasonOf(verdict: Verdict): BulkReason {
  const no = (step: string) => verdict.steps.some((s) => s.step === step && s.answer === 'no');
  const isNear = verdict.steps.some((s) => s.code === 'name-near');
  // Another legal form may be the same holder: then what its certificate is worth matters more.
  if (no('name') && !(isNear && verdict.word !== 'valid')) return 'name-differs';
  if (verdict.word !== 'valid') return verdict.word === 'unknown' ? 'unknown' : verdict.word;
  if (no('scope')) return 'out-of-scope';
  return no('issuer-then') ? 'issuer-not-entitled' : 'valid';
}
