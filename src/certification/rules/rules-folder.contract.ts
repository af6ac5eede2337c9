import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Answer } from './answer.ts';
import { calculate } from './calculators.ts';
import type { RuleContext } from './context.ts';
import { type RuleFile, readRules } from './load-rules.ts';

const folder = new URL('../../../rules/', import.meta.url);

/** The files of the folder `rules/`, as a door reads them. */
export function ruleFiles(): RuleFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ya?ml|json)$/.test(path))
    .map((path) => ({ path, text: readFileSync(new URL(path, folder), 'utf8') }));
}

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

export function loadedRules(): RuleContext {
  const read = readRules(ruleFiles(), sha256);
  if (!read.ok) throw new Error(read.refusals.map((r) => r.text.en).join('\n'));
  return read.parts;
}

/** A calculator's figures as `name: value`, or its refusals as codes. */
export function figures(context: RuleContext, name: string, raw: unknown): Record<string, string> | string[] {
  const answer = calculate(name, raw, context);
  if (!answer.ok) return answer.refusals.map((r) => r.code);
  return Object.fromEntries(Object.entries(answer.values).map(([key, figure]) => [key, figure.value]));
}

export function answered(answer: Answer): Extract<Answer, { ok: true }> {
  if (!answer.ok) throw new Error(answer.refusals.map((r) => r.text.en).join('\n'));
  return answer;
}
