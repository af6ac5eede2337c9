import type { Text } from '../codes/refusal.ts';
import type { Scheme } from './scheme.ts';

/** A grade in the words of its scheme: as a round ranks it, or as the field offers it from which the result takes it. */
export function gradeText(scheme: Scheme, resultId: string, code: string): Text | undefined {
  const field = scheme.results.find((result) => result.id === resultId)?.grade;
  const keys = [`grade.${code}`, ...(field === undefined ? [] : [`option.${field}.${code}`])];
  const key = keys.find((k) => Object.hasOwn(scheme.texts, k));
  return key === undefined ? undefined : scheme.texts[key];
}
