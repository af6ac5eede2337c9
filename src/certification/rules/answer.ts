import { type Refusal, refusal, type Text } from '../codes/refusal.ts';
import type { RuleCertainty } from './pack.ts';
import type { RuleAnswer, RuleRef } from './rulebook.ts';

/** One line of an explanation: read from the top, each line can be followed with the printed rule beside it. */
export interface AnswerLine {
  readonly id: string;
  readonly text: Text;
  /** The figure of this line as shown, with its unit in the text. */
  readonly value: string;
  /** The rule that binds; null where the line is plain arithmetic on lines above. */
  readonly rule: RuleRef | null;
  /** The answers of other packs, which do not bind. */
  readonly others: readonly { readonly rule: RuleRef; readonly value: string }[];
  readonly inputs: Readonly<Record<string, string | number>>;
  /** What would change the figure: other inputs, or another edition of the rule, unless the line knows more. */
  readonly changes: Text;
  /** A limit or band edge that is near. */
  readonly near: Text | null;
  readonly certainty: RuleCertainty;
}

/** A figure by name, for programs, forms and the record of a case. Whole texts, no floats. */
export interface FigureValue {
  readonly value: string;
  readonly unit: string;
  /** `pack@edition row`, or empty for plain arithmetic. */
  readonly rule: string;
  readonly certainty: RuleCertainty;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type Answer =
  | {
      readonly ok: true;
      readonly lines: readonly AnswerLine[];
      readonly values: Readonly<Record<string, FigureValue>>;
      /** The least certain of all lines: the mark that shows beside the whole. */
      readonly certainty: RuleCertainty;
      /** Structured results that are more than figures (a drawn list, a state per body of rules). */
      readonly details: Json;
    }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

const order: Readonly<Record<RuleCertainty, number>> = { verified: 0, secondary: 1, 'to-be-confirmed': 2 };

export function lessCertain(a: RuleCertainty, b: RuleCertainty): RuleCertainty {
  return order[a] >= order[b] ? a : b;
}

interface LineInput {
  readonly id: string;
  readonly text: Text;
  readonly value: string;
  readonly rule?: RuleAnswer | null | undefined;
  /** A document that is no rule pack (a code's standard, a catalogue), instead of `rule`. */
  readonly ref?: RuleRef | null | undefined;
  readonly others?: readonly { readonly answer: RuleAnswer; readonly value: string }[];
  readonly inputs?: Readonly<Record<string, string | number>>;
  readonly changes?: Text | null;
  readonly near?: Text | null;
  /** For arithmetic on uncertain lines. */
  readonly certainty?: RuleCertainty;
  /** Name and unit under which the figure stands in `values`. */
  readonly figure?: readonly [name: string, unit: string];
}

const nothing: readonly never[] = [];

const otherInputs: Text = { zh: '输入改变', en: 'other inputs' };
const editionTexts = new WeakMap<RuleRef, Text>();

/** Made once for each rule: a book's references are the same objects on every asking. */
function otherEdition(rule: RuleRef): Text {
  let text = editionTexts.get(rule);
  if (text === undefined) {
    text = {
      zh: `输入改变，或规则换版（现为 ${rule.edition}）`,
      en: `other inputs, or another edition of the rule (now ${rule.edition})`,
    };
    editionTexts.set(rule, text);
  }
  return text;
}

/** Collects lines and figures, and the least certain mark of all. */
export class AnswerBuilder {
  private readonly lines: AnswerLine[] = [];
  private readonly values: Record<string, FigureValue> = {};
  private worst: RuleCertainty = 'verified';
  private content: Json = null;

  line(input: LineInput): void {
    const rule = input.rule?.ref ?? input.ref ?? null;
    const certainty = lessCertain(rule?.certainty ?? 'verified', input.certainty ?? 'verified');
    this.worst = lessCertain(this.worst, certainty);
    this.lines.push({
      id: input.id,
      text: input.text,
      value: input.value,
      rule,
      others: input.others ? input.others.map((other) => ({ rule: other.answer.ref, value: other.value })) : nothing,
      inputs: input.inputs ?? {},
      changes: input.changes ?? (rule === null ? otherInputs : otherEdition(rule)),
      near: input.near ?? null,
      certainty,
    });
    if (input.figure)
      this.values[input.figure[0]] = {
        value: input.value,
        unit: input.figure[1],
        rule: rule?.name ?? '',
        certainty,
      };
  }

  details(content: Json): void {
    this.content = content;
  }

  get certainty(): RuleCertainty {
    return this.worst;
  }

  done(): Answer {
    return { ok: true, lines: this.lines, values: this.values, certainty: this.worst, details: this.content };
  }
}

/** The refusal of a limit: names the limit, the rule and what was asked. */
export function limitRefusal(
  code: string,
  rule: RuleAnswer,
  limit: string,
  found: string,
  text: Text,
  help: Text,
): Refusal {
  return refusal(
    code,
    { limit, found, pack: rule.pack, edition: rule.edition, article: rule.row.article, certainty: rule.row.certainty },
    text,
    help,
  );
}

/** No pack in force answers: the answer is unknown, never a guess. */
export function noRule(question: Text, day: string, jurisdiction: string): Answer {
  return {
    ok: false,
    refusals: [
      refusal(
        'no-rule',
        { question: question.en, day, jurisdiction },
        {
          zh: `${day} 在 ${jurisdiction} 没有已加载的规则回答“${question.zh}”`,
          en: `No loaded rule in force on ${day} in ${jurisdiction} answers “${question.en}”`,
        },
        {
          zh: '请核对日期和适用地区，或加载相应版本的规则',
          en: 'Check the day and the jurisdiction, or load the edition of the rules that applies',
        },
      ),
    ],
  };
}

export const refused = (...refusals: readonly Refusal[]): Answer => ({ ok: false, refusals });

/** Name of a rule as lines show it: `IAF MD 5 (4, 2019) 2.2`. */
export function ruleName(answer: RuleAnswer): string {
  return `${answer.pack}@${answer.edition} ${answer.row.article}`;
}
