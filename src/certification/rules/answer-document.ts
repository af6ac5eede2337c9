import { rfc8785Text } from '#proof/rfc8785.ts';
import { type Refusal, refusal, type Text } from '../codes/refusal.ts';
import type { Answer, AnswerLine, FigureValue, Json } from './answer.ts';
import { calculate, calculatorNamed } from './calculators.ts';
import type { RuleContext } from './context.ts';
import { readInput } from './input.ts';
import type { RuleCertainty } from './pack.ts';

/**
 * An answer as data: what was asked, of which calculator, on which editions it rests, every line of the answer, and a digest
 * over all of it. Whoever has the same rules computes it again and compares. STORED in cases: `format` is for ever.
 */
export interface AnswerDocument {
  readonly format: 1;
  readonly calculator: string;
  /** As it was checked: what was left out is absent, decimals are the texts that were given. */
  readonly input: Json;
  /** `pack@edition` of every rule that a line cites, binding or not, in the order in which they are cited. */
  readonly rules: readonly string[];
  readonly answer: {
    readonly lines: readonly AnswerLine[];
    readonly values: Readonly<Record<string, FigureValue>>;
    readonly certainty: RuleCertainty;
    readonly details: Json;
  };
  /** SHA-256 of the RFC 8785 text of all other members. */
  readonly digest: string;
}

export type Documented =
  | { readonly ok: true; readonly document: AnswerDocument }
  | { readonly ok: false; readonly refusals: Extract<Answer, { ok: false }>['refusals'] };

/** Computes, and makes a document of the answer. */
export function documentAnswer(calculator: string, raw: unknown, context: RuleContext): Documented {
  const answer = calculate(calculator, raw, context);
  if (!answer.ok) return answer;
  const { lines, values, certainty, details } = answer;
  const cited = lines.flatMap((line) => [...(line.rule ? [line.rule] : []), ...line.others.map((other) => other.rule)]);
  const rules = [...new Set(cited.map((rule) => `${rule.pack}@${rule.edition}`))];
  const content = plain({
    format: 1,
    calculator,
    input: inputOf(calculator, raw),
    rules,
    answer: { lines, values, certainty, details },
  });
  const text = canonicalOrNull(content);
  if (text === null) return { ok: false, refusals: [noCanonicalForm()] };
  const digest = context.hash(text);
  return { ok: true, document: { ...(content as unknown as Omit<AnswerDocument, 'digest'>), digest } };
}

/** The bytes under which a document is kept: canonical, so that the same answer is the same file. */
export function documentText(document: AnswerDocument): string {
  return rfc8785Text(document);
}

export type Recomputed =
  | { readonly same: true; readonly document: AnswerDocument }
  /** `why` names the first thing that differs. `now` is what the rules here give, where they give an answer. */
  | { readonly same: false; readonly why: Text; readonly now: AnswerDocument | null };

/** Computes a document again from its own inputs and compares; `given` is whatever somebody handed in. */
export function recompute(given: unknown, context: RuleContext): Recomputed {
  const differs = (zh: string, en: string, now: AnswerDocument | null = null): Recomputed => ({
    same: false,
    why: { zh, en },
    now,
  });
  if (!isRecord(given) || given['format'] !== 1 || !isRecord(given['answer']))
    return differs(
      '不是计算结果文件（format 应为 1）',
      'this is no document of an answer (`format` is expected to be 1)',
    );
  const calculator = typeof given['calculator'] === 'string' ? given['calculator'] : '';
  if (!calculatorNamed(calculator))
    return differs(`没有名为 \`${calculator}\` 的计算`, `there is no calculator \`${calculator}\``);
  const made = documentAnswer(calculator, given['input'], context);
  if (!made.ok)
    return differs(
      `按现有规则不能得出：${made.refusals.map((r) => r.text.zh).join('；')}`,
      `the rules loaded here refuse it: ${made.refusals.map((r) => r.text.en).join('; ')}`,
    );
  const now = made.document;
  if (given['digest'] === now.digest && same(without(given), without(now))) return { same: true, document: now };
  const missing = textsIn(given['rules']).filter((rule) => !now.rules.includes(rule));
  if (missing.length > 0)
    return differs(
      `所依据的版本在此不适用或未加载：${missing.join('、')}`,
      `it rests on editions that are not asked or not loaded here: ${missing.join(', ')}`,
      now,
    );
  const line = firstLineThatDiffers(given['answer'], now);
  if (line)
    return differs(
      `“${line.text.zh}”重算为 ${line.now}，文件中为 ${line.given}`,
      `“${line.text.en}” is computed as ${line.now}; the document says ${line.given}`,
      now,
    );
  return differs('内容与摘要不符，文件已被改动', 'its content and its digest disagree: it was altered', now);
}

/** The input as the calculator read it; only asked after it was computed, so it was read whole. */
function inputOf(name: string, raw: unknown): Json {
  const read = readInput(calculatorNamed(name)?.input ?? [], raw);
  return read.ok ? plain(read.parts) : null;
}

function firstLineThatDiffers(answer: Readonly<Record<string, unknown>>, now: AnswerDocument) {
  const lines = Array.isArray(answer['lines']) ? (answer['lines'] as readonly unknown[]) : [];
  const count = Math.max(lines.length, now.answer.lines.length);
  for (let i = 0; i < count; i += 1) {
    const [theirs, ours] = [lines[i], now.answer.lines[i]];
    if (same(theirs, ours)) continue;
    const value = isRecord(theirs) && typeof theirs['value'] === 'string' ? `\`${theirs['value']}\`` : '—';
    const isValue = isRecord(theirs) && ours !== undefined && theirs['value'] === ours.value;
    return {
      text: ours?.text ?? { zh: `第 ${i + 1} 行`, en: `line ${i + 1}` },
      now: ours === undefined ? '—' : `\`${ours.value}\`${ours.rule ? ` (${ours.rule.name})` : ''}`,
      given: isValue ? '另一种说明 other words' : value,
    };
  }
  return null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function without(value: object): unknown {
  const { digest: _, ...content } = value as { readonly digest?: unknown };
  return content;
}

/** Whether two values have one canonical text; what has none equals nothing. */
function same(a: unknown, b: unknown): boolean {
  const text = canonicalOrNull(a);
  return text !== null && text === canonicalOrNull(b);
}

/** Null for what has no canonical text, such as half of a surrogate pair in a name. */
function canonicalOrNull(value: unknown): string | null {
  try {
    return rfc8785Text(value);
  } catch {
    return null;
  }
}

function noCanonicalForm(): Refusal {
  return refusal(
    'wrong-input',
    { field: 'input', expected: 'well-formed text' },
    { zh: '输入含有不完整的字符，不能存为文件', en: 'The input holds half of a character and can’t be kept as a file' },
    { zh: '请重新输入该处文字', en: 'Type that text anew' },
  );
}

/** Plain data without prototypes of its own and without absent members. */
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
