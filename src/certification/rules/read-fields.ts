import { type Refusal, refusal, type Text } from '../codes/refusal.ts';
import { type Day, isValidDay } from '../time/day.ts';
import type { Period } from '../time/period.ts';

/** Collects the faults of a rule file: each names file, row, what was expected and what was found. */
export interface FaultList {
  readonly faults: Refusal[];
  add(row: string, expected: string, found: unknown): void;
}

export function faultList(file: string): FaultList {
  const faults: Refusal[] = [];
  return {
    faults,
    add(row, expected, found) {
      faults.push(ruleFault('rule-file', file, row, expected, found));
    },
  };
}

export function ruleFault(code: string, file: string, row: string, expected: string, found: unknown): Refusal {
  const shown = typeof found === 'string' ? found : (JSON.stringify(found) ?? 'nothing');
  return refusal(
    code,
    { file, row, expected, found: shown },
    {
      zh: `${file}：${row} 处应为 ${expected}，实为 \`${shown}\``,
      en: `${file}: at ${row} expected ${expected}, found \`${shown}\``,
    },
    { zh: '请对照规则原文改正该行', en: 'Correct the row from the text of the rule' },
  );
}

export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function readText(value: unknown): Text | undefined {
  const { zh, en } = record(value);
  return typeof zh === 'string' && zh !== '' && typeof en === 'string' && en !== '' ? { zh, en } : undefined;
}

/** A day, null for an absent one, undefined for something else. */
export function readOpenDay(value: unknown): Day | null | undefined {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' && isValidDay(value) ? value : undefined;
}

/** `12 months`, `45 working-days`, `5 working-days, first day counts`. */
export function readPeriod(value: unknown): Period | undefined {
  const found = /^([1-9]\d{0,3}) (days|working-days|months|years)(, first day counts)?$/.exec(
    typeof value === 'string' ? value.trim() : '',
  );
  if (!found) return undefined;
  return { length: Number(found[1]), unit: found[2] as Period['unit'], firstDayCounts: found[3] !== undefined };
}

export const periodShape = 'a period such as `12 months` or `5 working-days, first day counts`';
