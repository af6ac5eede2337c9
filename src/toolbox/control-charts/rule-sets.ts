import type { JsonSchema, Problem } from '../method/method.ts';
import { ruleText } from './rule-text.ts';
import { type Rule, type RuleTest, windowOf } from './rules.ts';

/** Sets of tests as their authors published them; a set is data, the numbers in it its authors' own. */
export interface RuleSet {
  readonly id: RuleSetId;
  readonly title: { readonly zh: string; readonly en: string };
  readonly source: string;
  readonly rules: readonly Rule[];
}

export type RuleSetId = 'nelson' | 'western-electric' | 'aiag';

function rules(prefix: string, tests: readonly RuleTest[]): Rule[] {
  return tests.map((test, k) => ({ id: `${prefix}-${k + 1}`, test, text: ruleText(test) }));
}

export const ruleSets: Readonly<Record<RuleSetId, RuleSet>> = {
  nelson: {
    id: 'nelson',
    title: { zh: 'Nelson 八项判异准则（同 GB/T 4091-2001）', en: 'Nelson, eight tests' },
    source:
      'Nelson, L. S. (1984), The Shewhart control chart: tests for special causes, Journal of Quality Technology 16(4), 237-239',
    rules: rules('nelson', [
      { kind: 'limit' },
      { kind: 'run', points: 9 },
      { kind: 'trend', points: 6 },
      { kind: 'alternation', points: 14 },
      { kind: 'cluster', count: 2, of: 3, sigma: 2 },
      { kind: 'cluster', count: 4, of: 5, sigma: 1 },
      { kind: 'hugging', points: 15, sigma: 1 },
      { kind: 'mixture', points: 8, sigma: 1 },
    ]),
  },
  'western-electric': {
    id: 'western-electric',
    title: { zh: '西部电气四项准则', en: 'Western Electric, four tests' },
    source: 'Western Electric Co. (1956), Statistical Quality Control Handbook, part B',
    rules: rules('western-electric', [
      { kind: 'limit' },
      { kind: 'cluster', count: 2, of: 3, sigma: 2 },
      { kind: 'cluster', count: 4, of: 5, sigma: 1 },
      { kind: 'run', points: 8 },
    ]),
  },
  aiag: {
    id: 'aiag',
    title: { zh: 'AIAG 统计过程控制手册（链与趋势取 7 点）', en: 'AIAG SPC manual (runs and trends of 7)' },
    source: 'AIAG (2005), Statistical Process Control (SPC), 2nd edition, chapter II, criteria for special causes',
    rules: rules('aiag', [
      { kind: 'limit' },
      { kind: 'run', points: 7 },
      { kind: 'trend', points: 7 },
      { kind: 'alternation', points: 14 },
      { kind: 'cluster', count: 2, of: 3, sigma: 2 },
      { kind: 'cluster', count: 4, of: 5, sigma: 1 },
      { kind: 'hugging', points: 15, sigma: 1 },
      { kind: 'mixture', points: 8, sigma: 1 },
    ]),
  },
};

/** Rules of one's own, as the option `customRules` takes them. */
export const customRulesSchema: JsonSchema = {
  type: 'array',
  description: 'list of tests, such as {"kind":"run","points":7} or {"kind":"cluster","count":2,"of":3,"sigma":2}',
  items: {
    type: 'object',
    required: ['kind'],
    additionalProperties: false,
    properties: {
      kind: { enum: ['limit', 'beyond', 'run', 'trend', 'alternation', 'cluster', 'hugging', 'mixture'] },
      points: { type: 'integer', minimum: 2, maximum: 32 },
      count: { type: 'integer', minimum: 1, maximum: 32 },
      of: { type: 'integer', minimum: 1, maximum: 32 },
      sigma: { type: 'number', minimum: 0.1, maximum: 10 },
      bothSides: { type: 'boolean' },
    },
  },
};

const fields: Record<RuleTest['kind'], readonly string[]> = {
  limit: [],
  beyond: ['sigma'],
  run: ['points'],
  trend: ['points'],
  alternation: ['points'],
  cluster: ['count', 'of', 'sigma'],
  hugging: ['points', 'sigma'],
  mixture: ['points', 'sigma'],
};

/** Parses the option's JSON, already checked against `customRulesSchema`, naming every field that a test still lacks. */
export function parseCustomRules(value: unknown, problems: Problem[]): Rule[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Record<string, unknown>[]).flatMap((test, k) => {
    const kind = test['kind'] as RuleTest['kind'];
    const missing = fields[kind].filter((field) => typeof test[field] !== 'number');
    if (missing.length === 0 && kind === 'cluster' && Number(test['count']) > Number(test['of']))
      missing.push('count <= of');
    if (missing.length > 0) {
      problems.push({
        code: 'rule-incomplete',
        text: {
          zh: `自定准则第 ${k + 1} 条（${kind}）缺少 ${missing.join('、')}`,
          en: `custom rule ${k + 1} (${kind}) lacks ${missing.join(', ')}`,
        },
        help: { zh: '补齐该字段', en: 'Add the field' },
      });
      return [];
    }
    const rule = test as unknown as RuleTest;
    return [{ id: `custom-${k + 1}`, test: rule, text: ruleText(rule) }];
  });
}

/** The longest pattern among rules: a stage shorter than this cannot show it. */
export function longestWindow(list: readonly Rule[]): number {
  return Math.max(1, ...list.map((rule) => windowOf(rule.test)));
}
