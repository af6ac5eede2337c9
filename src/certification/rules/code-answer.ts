import { type CodeAnswer, checkCode, codeChecks, guessCode, likelyCodes } from '../codes/code-check.ts';
import { refusal } from '../codes/refusal.ts';
import { type Answer, AnswerBuilder, type Json, refused } from './answer.ts';
import { codeParts } from './code-parts.ts';
import { codeRule } from './code-rules.ts';
import { type Calculator, dayField, dayOfInput, type RuleContext } from './context.ts';
import { type Input, textIn } from './input.ts';

/** Checks a code and takes it apart, or says which character fails and what was expected (examples 11 and 12). */
export const codeCalculator: Calculator = {
  name: 'code',
  text: { zh: '代码校验', en: 'Check of a code' },
  about: {
    zh: '统一社会信用代码、LEI、商品条码、证书编号等',
    en: 'Unified social credit code, LEI, trade item and certificate numbers, and others',
  },
  input: [
    { name: 'value', kind: 'text', required: true, text: { zh: '代码', en: 'code' } },
    {
      name: 'kind',
      kind: 'choice',
      choices: codeChecks.map(({ kind }) => ({ value: kind.id, text: kind.text })),
      text: { zh: '种类（缺省自动识别）', en: 'kind (guessed, unless given)' },
    },
    dayField,
  ],
  example: { value: '91350100M000100Y43', kind: 'uscc', day: '2026-11-25' },
  compute: computeCode,
};

function computeCode(input: Input, context: RuleContext): Answer {
  const lists = { ...context.lists, day: dayOfInput(input) };
  const value = textIn(input, 'value') ?? '';
  const kind = textIn(input, 'kind');
  const found = kind === undefined ? guessCode(value, lists) : [checkCode(kind, value, lists)];
  if (found.length === 0) {
    const close = likelyCodes(value, lists).flatMap((item) => (item.result.ok ? [] : item.result.refusals));
    if (close.length > 0) return refused(...close);
    const known = codeChecks.map((check) => check.kind.text);
    return refused(
      refusal(
        'no-kind-fits',
        { found: value },
        { zh: `\`${value}\` 不符合任何已知代码`, en: `\`${value}\` is right as no kind of code that is known here` },
        {
          zh: `指定种类可得知哪一位不对：${known.map((t) => t.zh).join('、')}`,
          en: `Name its kind to learn which character fails: ${codeChecks.map((check) => check.kind.id).join(', ')}`,
        },
      ),
    );
  }
  const wrong = found.flatMap((answer) => (answer.result.ok ? [] : answer.result.refusals));
  if (wrong.length > 0) return refused(...wrong);
  const answer = new AnswerBuilder();
  for (const item of found) codeLines(answer, item, context);
  answer.details(
    found.map(
      (item): Json => ({
        kind: item.kind,
        normalised: item.normalised,
        parts: item.result.ok ? plain(item.result.parts) : null,
      }),
    ),
  );
  return answer.done();
}

function codeLines(answer: AnswerBuilder, item: CodeAnswer, context: RuleContext): void {
  const ref = codeRule(item.kind, context);
  const kind = codeChecks.find((check) => check.kind.id === item.kind)?.kind.text ?? { zh: item.kind, en: item.kind };
  const changed =
    item.given === item.normalised
      ? { zh: '', en: '' }
      : { zh: `（录入 \`${item.given}\`）`, en: ` (entered as \`${item.given}\`)` };
  answer.line({
    id: item.kind,
    text: {
      zh: `${item.normalised}：${kind.zh}，校验通过${changed.zh}`,
      en: `${item.normalised}: right as ${kind.en}${changed.en}`,
    },
    value: item.normalised,
    ref,
    inputs: { value: item.given },
    changes: {
      zh: '校验通过只说明写法正确，不说明该号码确已登记',
      en: 'a right form says that the code is written right, not that it was given to anybody',
    },
    figure: [item.kind, ''],
  });
  const parts = item.result.ok ? codeParts(item.kind, item.result.parts, context) : null;
  if (parts === null) return;
  answer.line({
    id: `${item.kind}-parts`,
    text: parts,
    value: '',
    ref,
    inputs: { value: item.normalised },
  });
}

/** The parts of a code as JSON; a row of a list gives its names. */
function plain(parts: object): Json {
  const entries = Object.entries(parts).map(([key, value]): [string, Json] => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null)
      return [key, value];
    if (Array.isArray(value)) return [key, value.map(String)];
    return [
      key,
      typeof value === 'object' && 'zh' in value && 'en' in value
        ? { zh: String(value.zh), en: String(value.en) }
        : JSON.stringify(value),
    ];
  });
  return Object.fromEntries(entries);
}
