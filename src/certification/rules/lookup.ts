import { refusal } from '../codes/refusal.ts';
import { type Answer, AnswerBuilder, type Json, noRule, refused } from './answer.ts';
import {
  askingOf,
  type Calculator,
  dayField,
  dayOfInput,
  jurisdictionOf,
  type RuleContext,
  scopeFields,
} from './context.ts';
import { showFraction, showPercent } from './fraction.ts';
import { groupIn, type Input, textIn } from './input.ts';
import type { Question, RuleValue } from './pack.ts';
import { showPeriod } from './procedure-clock.ts';
import { ask, joinAnswers } from './rulebook.ts';

/** What every pack in force says to a question, with the one that binds: the printed rule beside the screen. */
export const lookupCalculator: Calculator = {
  name: 'rule',
  text: { zh: '规则查询', en: 'Look up a rule' },
  about: { zh: '某日各规则包对一个问题的规定', en: 'What each rule pack says to a question on a day' },
  input: [
    { name: 'question', kind: 'text', listed: 'questions', required: true, text: { zh: '问题', en: 'question' } },
    {
      name: 'keys',
      kind: 'map',
      of: 'text',
      text: { zh: '条件（如 standard: qms）', en: 'keys, such as standard: qms' },
    },
    dayField,
    ...scopeFields,
  ],
  example: { question: 'audit-time.on-site-share', keys: { standard: 'qms' }, day: '2026-11-25' },
  compute: computeLookup,
};

function computeLookup(input: Input, context: RuleContext): Answer {
  const { book } = context;
  const day = dayOfInput(input);
  const id = textIn(input, 'question') ?? '';
  const question = book.questions.get(id);
  if (!question) {
    const close = [...book.questions.keys()].filter((known) => known.split('.')[0] === id.split('.')[0]);
    return refused(
      refusal(
        'unknown-question',
        { found: id },
        { zh: `没有名为 \`${id}\` 的问题`, en: `There is no question \`${id}\`` },
        {
          zh: `可用：${(close.length > 0 ? close : [...book.questions.keys()]).join('、')}`,
          en: `Known: ${(close.length > 0 ? close : [...book.questions.keys()]).join(', ')}`,
        },
      ),
    );
  }
  const keys = Object.fromEntries(
    Object.entries(groupIn(input, 'keys') ?? {}).map(([key, value]) => [key, String(value)]),
  );
  for (const [key, code] of Object.entries(keys)) {
    const allowed = question.keys.get(key);
    if (!allowed?.includes(code)) {
      const expected = allowed ? allowed.join(', ') : [...question.keys.keys()].join(', ') || 'none';
      return refused(
        refusal(
          'unknown-key',
          { key, found: code, expected },
          { zh: `${key}：应为 ${expected}，实为 \`${code}\``, en: `${key}: expected ${expected}, found \`${code}\`` },
          { zh: '请改正条件', en: 'Correct the key' },
        ),
      );
    }
  }
  const answers = ask(book, id, askingOf(input, day, keys));
  if (answers.length === 0) return keysMissing(question, keys) ?? noRule(question.text, day, jurisdictionOf(input));
  const measurable = ['share', 'number', 'choice', 'flag'].includes(question.value) || question.combine === 'newest';
  const joined = measurable ? joinAnswers(book, id, answers) : undefined;
  const answer = new AnswerBuilder();
  for (const found of answers) {
    const value = showValue(found.value, question);
    const binds = joined ? joined.binding === found : answers.length === 1;
    answer.line({
      id: `${found.pack}@${found.edition}`,
      text: {
        zh: `${question.text.zh}：${value.zh}${found.row.note ? `（${found.row.note.zh}）` : ''}${binds ? '' : '（不具约束）'}`,
        en: `${question.text.en}: ${value.en}${found.row.note ? ` (${found.row.note.en})` : ''}${binds ? '' : ' (not binding)'}`,
      },
      value: found.value.kind === 'choice' ? found.value.choice : value.en,
      rule: found,
      ...(binds ? { figure: ['value', ''] as const } : {}),
    });
  }
  answer.details({
    question: id,
    combine: question.combine,
    answers: answers.map(
      (found): Json => ({
        pack: found.pack,
        edition: found.edition,
        value: showValue(found.value, question).en,
        note: found.row.note ? { zh: found.row.note.zh, en: found.row.note.en } : null,
      }),
    ),
  });
  return answer.done();
}

/** Rows of the question may depend on keys that were not given: asking for them helps, "no rule" would mislead. */
function keysMissing(question: Question, keys: Readonly<Record<string, string>>): Answer | undefined {
  const missing = [...question.keys].filter(([key]) => keys[key] === undefined);
  if (missing.length === 0) return undefined;
  const offered = missing.map(([key, codes]) => `${key}: ${codes.join(', ')}`).join('; ');
  const names = missing.map(([key]) => key);
  return refused(
    refusal(
      'key-missing',
      { question: question.id, expected: offered },
      {
        zh: `“${question.text.zh}”还取决于：${names.join('、')}`,
        en: `“${question.text.en}” depends on ${names.join(', ')} as well`,
      },
      { zh: `请给出条件，可用：${offered}`, en: `Give the keys; known: ${offered}` },
    ),
  );
}

/** A value as the page shows it; a choice in the words of its question. */
export function showValue(value: RuleValue, question: Question): { readonly zh: string; readonly en: string } {
  const same = (text: string) => ({ zh: text, en: text });
  switch (value.kind) {
    case 'share':
      return same(value.text);
    case 'number':
      return same(showFraction(value.number));
    case 'flag':
      return value.flag ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
    case 'choice':
      return question.words.get(value.choice) ?? same(value.choice);
    case 'period':
      return showPeriod(value.period);
    case 'clock':
      return showPeriod(value.clock.period);
    case 'list':
      return { zh: value.items.map((item) => item.zh).join('；'), en: value.items.map((item) => item.en).join('; ') };
    case 'bands':
      return same(value.bands.map((band) => `${band.from}–${band.to}: ${showFraction(band.value)}`).join('; '));
    case 'grades':
      return same(value.grades.map((grade) => `${grade.code} ≥ ${grade.least}`).join(', '));
    case 'grants':
      return same(
        value.grants
          .map(
            (grant) =>
              `${showPercent(grant.share)} (${Object.entries(grant.needs)
                .map(([key, need]) => `${key} ≥ ${need}`)
                .join(', ')})`,
          )
          .join('; '),
      );
  }
}
