import { refusal } from '../codes/refusal.ts';
import { type Answer, AnswerBuilder, noRule, refused } from './answer.ts';
import {
  askingOf,
  type Calculator,
  dayField,
  dayOfInput,
  jurisdictionOf,
  type RuleContext,
  scopeFields,
} from './context.ts';
import { compareDecimals, readDecimal, roundDecimal, showDecimal, subtractDecimals } from './decimal.ts';
import { type Input, textIn, textsIn } from './input.ts';
import { askJoined, joinLists } from './rulebook.ts';

/** The grade of a government's quality work (example 23): points by the declared rounding, and events that decide it. */
export const assessmentCalculator: Calculator = {
  name: 'assessment',
  text: { zh: '质量工作考核等级', en: 'Grade of a quality work assessment' },
  about: {
    zh: '按分数和一票否决事项确定等级，说明修约规则',
    en: 'Grade by points and vetoes, with the rounding rule said',
  },
  input: [
    { name: 'points', kind: 'decimal', required: true, text: { zh: '得分', en: 'points' } },
    { name: 'vetoes', kind: 'texts', text: { zh: '一票否决事项代码', en: 'codes of events that decide the grade' } },
    dayField,
    ...scopeFields,
  ],
  example: { points: 91, day: '2026-11-25' },
  compute: computeAssessment,
};

function computeAssessment(input: Input, context: RuleContext): Answer {
  const { book } = context;
  const day = dayOfInput(input);
  const asking = askingOf(input, day);
  const grades = askJoined(book, 'assessment.grades', 'grades', asking);
  const rounding = askJoined(book, 'assessment.rounding', 'choice', asking);
  const vetoes = askJoined(book, 'assessment.vetoes', 'list', asking);
  if (!grades || !rounding)
    return noRule({ zh: '考核等级', en: 'grades of the assessment' }, day, jurisdictionOf(input));
  const given = readDecimal(textIn(input, 'points') ?? '');
  if (!given || given.digits < 0n || compareDecimals(given, { digits: 100n, scale: 0 }) > 0) {
    return refused(
      refusal(
        'points-out-of-range',
        { found: textIn(input, 'points') ?? '' },
        {
          zh: `得分应为 0 至 100，实为 \`${textIn(input, 'points')}\``,
          en: `Expected points from 0 to 100, found \`${textIn(input, 'points')}\``,
        },
        { zh: '请核对得分', en: 'Check the points' },
      ),
    );
  }
  const known = vetoes ? joinLists([vetoes.binding], 'all-of') : [];
  const unknown = textsIn(input, 'vetoes').filter((code) => !known.some(({ item }) => item.code === code));
  if (unknown.length > 0) {
    const codes = known.map(({ item }) => item.code).join(', ');
    return refused(
      refusal(
        'unknown-veto',
        { found: unknown.join(' '), expected: codes },
        {
          zh: `否决事项应为 ${codes}，实为 \`${unknown.join('、')}\``,
          en: `Expected events ${codes}, found \`${unknown.join(', ')}\``,
        },
        { zh: '请核对代码', en: 'Check the codes' },
      ),
    );
  }
  const points = rounding.binding.value.choice === 'half-up-to-whole' ? roundDecimal(given, 0) : given;
  const answer = new AnswerBuilder();
  answer.line({
    id: 'rounding',
    text: rounding.binding.row.note ?? { zh: '修约规则', en: 'rounding' },
    value: showDecimal(points),
    rule: rounding.binding,
    inputs: { given: textIn(input, 'points') ?? '' },
    figure: ['points', 'points'],
  });
  const scale = grades.binding.value.grades;
  const index = scale.findIndex((grade) => compareDecimals(points, readDecimal(grade.least) ?? points) >= 0);
  const byPoints = scale[index]?.code ?? '';
  const above = scale[index - 1];
  const missing = above ? showDecimal(subtractDecimals(readDecimal(above.least) ?? points, points)) : '';
  answer.line({
    id: 'by-points',
    text: {
      zh: `${showDecimal(points)} 分为 ${byPoints} 级（${scale.map((g) => `${g.code} ≥ ${g.least}`).join('，')}）`,
      en: `${showDecimal(points)} points are ${byPoints} (${scale.map((g) => `${g.code} ≥ ${g.least}`).join(', ')})`,
    },
    value: byPoints,
    rule: grades.binding,
    changes: above
      ? { zh: `再得 ${missing} 分为 ${above.code} 级`, en: `${missing} more points give ${above.code}` }
      : null,
    near:
      above && compareDecimals(readDecimal(missing) ?? points, { digits: 1n, scale: 0 }) <= 0
        ? { zh: `距 ${above.code} 级仅差 ${missing} 分`, en: `Only ${missing} points under ${above.code}` }
        : null,
  });
  const struck = known.find(({ item }) => textsIn(input, 'vetoes').includes(item.code));
  const grade = struck?.item.more['grade'] ?? byPoints;
  if (struck)
    answer.line({
      id: 'veto',
      text: { zh: `${struck.item.zh}：定为 ${grade} 级`, en: `${struck.item.en}: the grade is ${grade}` },
      value: grade,
      rule: struck.answer,
    });
  answer.line({
    id: 'grade',
    text: { zh: `等级 ${grade}`, en: `Grade ${grade}` },
    value: grade,
    figure: ['grade', ''],
  });
  return answer.done();
}
